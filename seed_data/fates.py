"""What becomes of each report and when: who is late, who is missing, what is returned, how far reviewers have come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from zoneinfo import ZoneInfo

from seed_data.chance import Chance
from seed_data.country import Planned
from seed_data.reading import read_toml
from store.ingest import Move
from store.register import RoundGiven

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
REVIEWERS = 8
LATE = 0.11
CLOSE_TO_THE_MINISTRY = ("department", "ministry_unit")
DUTIFUL = 0.5  # of the chance that others have to miss a round
CORRECTED = 0.035  # of the reports were returned for a slip, and filed again without it
WRONG = 0.022  # of the reports hold a slip that nobody has seen
COUNCIL, OFFICE = "Hội đồng công nhận (minh họa)", "Văn phòng phong trào (minh họa)"


@dataclass(frozen=True)
class Season:
    """A round with what its reports come to: outcomes by their share, and its share of a year's initiatives."""

    round: RoundGiven
    outcomes: Mapping[str, float]
    initiatives: float
    today: date

    @property
    def last_day(self) -> date:
        return min(self.round.closes or self.today, self.today)


@dataclass(frozen=True)
class Fate:
    """A report that was filed: its state today, and the moments of its way there.

    `corrected` is when it was filed again without the slip that it had been returned for.
    """

    unit: Planned
    season: Season
    state: str
    filed: datetime
    corrected: datetime | None
    wrong: bool
    chance: Chance

    @property
    def by(self) -> str:
        return f"Đầu mối {self.unit.id}"

    @property
    def reviewer(self) -> str:
        return f"Tổ thẩm định {1 + int(self._one('reviewer') * REVIEWERS)} (minh họa)"

    @property
    def returned(self) -> datetime:
        """When the slip was found, or when the report was sent back for good."""
        if self.corrected:
            return self.filed + (self.corrected - self.filed) / 2
        return self._later(self.filed, 2, 10, "returned")

    @property
    def appraised(self) -> datetime:
        due = moment(min(self.season.round.due, self.season.today - timedelta(days=2)), 0.5)
        return self._later(max(self.corrected or self.filed, due), 2, 24, "appraised")

    def moves(self, report: int) -> Iterator[Move]:
        """The reviewers' moves after the last filing, in their order."""
        recognised = self._later(self.appraised, 4, 16, "recognised")
        if self.state == "returned":
            reason = self.chance.pick(read_toml("reasons.toml")["returned"], "why", *self._names)
            yield Move(report, "returned", self.reviewer, self.returned, reason)
        if self.state in ("appraised", "recognised", "published"):
            yield Move(report, "appraised", self.reviewer, self.appraised)
        if self.state in ("recognised", "published"):
            yield Move(report, "recognised", COUNCIL, recognised)
        if self.state == "published":
            yield Move(report, "published", OFFICE, self._later(recognised, 5, 20, "published"))

    def _later(self, after: datetime, least: int, most: int, what: str) -> datetime:
        """Some days later at an hour of work, but never after today."""
        day = after.astimezone(HERE).date() + timedelta(days=self.chance.whole(least, most, what, *self._names))
        return max(moment(min(day, self.season.today), self._one(f"hour {what}")), after + timedelta(minutes=5))

    def _one(self, what: str) -> float:
        return self.chance.one(what, *self._names)

    @property
    def _names(self) -> tuple[str, str]:
        return self.unit.id, self.season.round.id


def seasons() -> tuple[Season, ...]:
    """The rounds of the demonstration in the order in which they open."""
    plan = read_toml("rounds.toml")
    own = ("outcomes", "initiatives")
    return tuple(
        Season(
            round=RoundGiven(**{key: value for key, value in entry.items() if key not in own}),
            outcomes=entry["outcomes"],
            initiatives=entry["initiatives"],
            today=plan["today"],
        )
        for entry in plan["round"]
    )


def fate(unit: Planned, season: Season, chance: Chance) -> Fate | None:
    """What becomes of a unit's report for a round; None where none was filed."""
    names = (unit.id, season.round.id)
    state = _outcome(unit, season, chance)
    if state == "missing":
        return None
    filed = _filing(unit, season, chance)
    again = filed + timedelta(days=chance.whole(3, 8, "again", *names))
    settled = state not in ("draft", "returned")
    slipped = (
        settled and chance.one("corrected", *names) < CORRECTED and again.astimezone(HERE).date() <= season.last_day
    )
    return Fate(
        unit=unit,
        season=season,
        state=state,
        filed=filed,
        corrected=again if slipped else None,
        wrong=settled and not slipped and chance.one("wrong", *names) < WRONG,
        chance=chance,
    )


def moment(day: date, share: float) -> datetime:
    """A moment of the working day, from 7:30 to 17:30 in Vietnam."""
    start = datetime.combine(day, time(7, 30), HERE)
    return (start + timedelta(seconds=int(share * 10 * 3600))).astimezone(UTC)


def _outcome(unit: Planned, season: Season, chance: Chance) -> str:
    """Units differ lastingly in how often they do not report at all; the rest share out the other outcomes."""
    names = (unit.id, season.round.id)
    dutiful = DUTIFUL if unit.institution_type in CLOSE_TO_THE_MINISTRY else 1
    missing = min(dutiful * season.outcomes["missing"] * exp(0.4 * chance.bell("missing", unit.id) - 0.08), 0.9)
    if chance.one("missing", *names) < missing:
        return "missing"
    others = {state: share for state, share in season.outcomes.items() if state != "missing"}
    drawn = chance.one("outcome", *names) * sum(others.values())
    for state, share in others.items():
        drawn -= share
        if drawn < 0:
            return state
    return state


def _filing(unit: Planned, season: Season, chance: Chance) -> datetime:
    """Most file in the last days before the report is due, some afterwards, none after today."""
    names = (unit.id, season.round.id)
    round_ = season.round
    late = LATE * exp(0.7 * chance.bell("late", unit.id) - 0.25)
    if chance.one("late", *names) < late and round_.due < season.last_day:
        day = round_.due + timedelta(
            days=1 + int((season.last_day - round_.due).days * chance.one("days", *names) ** 2)
        )
    else:
        until = min(round_.due, season.today)
        day = until - timedelta(days=int((until - round_.opens).days * chance.one("days", *names) ** 1.6))
    return moment(min(day, season.last_day), chance.one("hour", *names) * 0.9)
