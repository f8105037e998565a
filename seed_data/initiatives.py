"""Initiatives in readable Vietnamese, put together from themes whose titles, problems, solutions and results fit."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from math import exp

from seed_data.chance import Chance
from seed_data.country import Planned
from seed_data.reading import Table, read_toml
from store.submission import InitiativeGiven

A_YEAR = 3.0
STAGES = ((-1.6, "idea"), (-0.5, "pilot"), (0.9, "applied"))
COST_UNKNOWN = 0.12
PLACED = 0.55
ROUND_FIGURES = 0.6
EVERY_OFFICE = ("staff_tools", "action_plan", "people_and_money")  # topics that any ministry unit may write about
# A ministry unit has no learners of its own: these are in reach of a national system, and these of its offices.
NATIONAL = {"learners": 400_000.0, "teachers": 900.0}


@dataclass(frozen=True)
class Setting:
    """What an initiative has to agree with: its unit, the numbers of its people, and its progress (logistic scale)."""

    unit: Planned
    learners: float
    teachers: float
    level: float


@dataclass(frozen=True)
class Author:
    """Writes the initiatives of one country; `topics` are those that its catalogue knows."""

    chance: Chance
    topics: Container[str]

    def initiatives(self, setting: Setting, round_: str, share_of_year: float) -> tuple[InitiativeGiven, ...]:
        """What a unit reports in a round that stands for that share of a year; no theme twice in one report."""
        unit, chance = setting.unit, self.chance
        eager = exp(0.3 * chance.bell("eager", unit.id) - 0.045)
        number = how_many(A_YEAR * share_of_year * eager, chance.one("how many", unit.id, round_))
        themes = sorted(fitting(unit), key=lambda theme: chance.one("theme", unit.id, round_, theme["id"]))
        return tuple(self._written(theme, setting, (unit.id, round_, theme["id"])) for theme in themes[:number])

    def _written(self, theme: Table, setting: Setting, names: tuple[str, ...]) -> InitiativeGiven:
        chance = self.chance
        stage = stage_of(setting.level + 1.3 * chance.bell("stage", *names))
        people = self._people(theme, setting, names)
        slots = self._slots(theme, setting.unit, people, names)
        told = {**theme, "results": theme["expected"]} if stage == "idea" else theme
        texts = {
            part: capital(chance.pick(told[f"{part}s"], part, *names).format_map(slots))
            for part in ("title", "problem", "solution", "result")
        }
        texts["title"] += self._place(theme, setting.unit, names)
        size = 3.0 if setting.unit.institution_type == "department" else 1.0
        cost = float(round(size * theme["cost"] * exp(0.7 * chance.bell("cost", *names))))
        known = chance.one("cost known", *names) >= COST_UNKNOWN
        return InitiativeGiven(
            **texts,
            topic=theme["topic"] if theme["topic"] in self.topics else None,
            stage=stage,
            beneficiaries=people,
            cost=cost if known else None,
        )

    def _place(self, theme: Table, unit: Planned, names: tuple[str, ...]) -> str:
        """In brackets after some titles, the part of the unit in which it happened."""
        places = read_toml("initiatives.toml")["words"][unit.institution_type]["noi"]
        told = theme.get("placed") and self.chance.one("placed", *names) < PLACED
        return f" ({self.chance.pick(places, 'place', *names)})" if told else ""

    def _people(self, theme: Table, setting: Setting, names: tuple[str, ...]) -> int:
        """How many people it reaches; large numbers are given in round figures, as people do."""
        whom = setting.teachers if theme["whom"] == "teachers" else setting.learners
        if setting.unit.institution_type == "ministry_unit":
            whom = NATIONAL[theme["whom"]]
        low, high = theme["reach"]
        exact = max(whom * low * (high / low) ** self.chance.one("reach", *names), 12)
        digits = len(str(int(exact))) - 2
        return int(round(exact, -digits)) if self.chance.one("round figure", *names) < ROUND_FIGURES else int(exact)

    def _slots(self, theme: Table, unit: Planned, people: int, names: tuple[str, ...]) -> Mapping[str, str]:
        """What fills the braces; the same within one initiative, so that its title and its result agree."""
        chance = self.chance
        words = read_toml("initiatives.toml")["words"][unit.institution_type]
        before = chance.whole(18, 62, "before", *names)
        days = chance.whole(6, 20, "days", *names)
        numbers = {
            "n": f"{people:,}".replace(",", "."),
            "truoc": str(before),
            "sau": str(before + chance.whole(15, 36, "after", *names)),
            "ngay_truoc": str(days),
            "ngay_sau": str(max(days // chance.whole(3, 5, "fewer days", *names), 2)),
            "thang": str(chance.whole(2, 9, "months", *names)),
        }
        lists = {**theme.get("slots", {}), **theme.get(f"slots_{unit.institution_type}", {}), "mon": words["mon"]}
        filled = {slot: chance.pick(choices, "slot", slot, *names) for slot, choices in lists.items()}
        people_words = {key: words[key] for key in ("nguoi_hoc", "nha_giao", "don_vi", "hoc_phan")}
        return {**numbers, **filled, **people_words, **{capital(key): capital(w) for key, w in people_words.items()}}


def fitting(unit: Planned) -> Iterator[Table]:
    """The themes of the unit's type; a ministry unit keeps to its own topics and to what every office does."""
    for theme in read_toml("initiatives.toml")["theme"]:
        own = not unit.topics or theme["topic"] in (*unit.topics, *EVERY_OFFICE)
        if unit.institution_type in theme["types"] and own:
            yield theme


def how_many(mean: float, drawn: float) -> int:
    """A count of rare things (Poisson), for a number drawn from 0 to 1."""
    count, chance = 0, exp(-mean)
    while drawn >= chance and count < 12 * (mean + 1):
        drawn -= chance
        count += 1
        chance *= mean / count
    return count


def stage_of(level: float) -> str:
    return next((stage for limit, stage in STAGES if level < limit), "replicated")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
