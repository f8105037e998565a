"""The initiatives of a report as those who write it see them: the filed ones, and over them what was typed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Integer, Row, bindparam, func, insert, select

from store.faults import Fault
from store.schema import DraftInitiative, Initiative, InitiativeChange
from store.submission import InitiativeGiven
from store.workbook.initiatives import NOT_COSTED, NOT_COUNTED
from store.workbook.numbers import number

PLACE: Final = "/initiatives/{place}"  # a JSON pointer into a report as the programming interface writes it

# Asked with every answer that is saved, so it is put together once and not each time.
_REPORT: Final = bindparam("report", type_=Integer)
_FILED_SO_FAR: Final = select(func.count()).where(InitiativeChange.report == _REPORT).scalar_subquery()
_TYPED_SINCE: Final = (
    select(DraftInitiative.__table__)
    .where(
        DraftInitiative.report == _REPORT, DraftInitiative.base == _FILED_SO_FAR, DraftInitiative.overtaken.is_(False)
    )
    .order_by(DraftInitiative.id)
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One initiative as typed: `beneficiaries` and `cost` may be no numbers yet."""

    title: str = ""
    problem: str = ""
    solution: str = ""
    result: str = ""
    topic: str | None = None
    stage: str = "idea"
    beneficiaries: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `version` is 0 for a line that nobody has written, and grows with each writing."""

    key: str
    typed: Typed
    version: int
    by: str
    at: datetime
    door: str
    filed: bool


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes a line, and the version that they have seen; None in place of words takes the line away."""

    key: str
    typed: Typed | None
    version: int
    by: str
    at: datetime
    door: str


@dataclass(frozen=True)
class Lines:
    """The list as it stands; `changed` tells whether anything was typed over what is filed."""

    lines: tuple[Listed, ...]
    changed: bool

    def given(self) -> tuple[InitiativeGiven, ...] | None:
        """For a filing; None leaves the filed ones as they are. A number that cannot be read is left out of it."""
        return tuple(_given(place, each.typed) for place, each in enumerate(self.lines)) if self.changed else None

    def unreadable(self) -> Iterator[Fault]:
        """What was typed in place of a number, each at its own place."""
        for place, each in enumerate(self.lines if self.changed else ()):
            at, typed = PLACE.format(place=place), each.typed
            if typed.beneficiaries and beneficiaries_of(typed) is None:
                yield Fault(f"{at}/beneficiaries", NOT_COUNTED, {"text": typed.beneficiaries})
            if typed.cost and cost_of(typed) is None:
                yield Fault(f"{at}/cost", NOT_COSTED, {"text": typed.cost})


NO_LINES: Final = Lines((), changed=False)


def beneficiaries_of(typed: Typed) -> int | None:
    """Persons; None where nothing was typed, or no whole number."""
    read = number(typed.beneficiaries, "count") if typed.beneficiaries else None
    return int(read) if read is not None and read == int(read) else None


def cost_of(typed: Typed) -> float | None:
    """In million đồng; None where nothing was typed, or no number."""
    return number(typed.cost, "amount") if typed.cost else None


def lines(connection: Connection, report: int, *, filed_too: bool = True) -> Lines:
    """The list of a report: filed ones in their order, then those added since; at most three statements.

    Without `filed_too` the list is empty where nobody has typed anything over it, which one statement tells.
    """
    typed = _typed(connection, report)
    if not typed and not filed_too:
        return NO_LINES
    listed = _filed(connection, report)
    times = {key: each.version for key, each in listed.items()}
    for row in typed:
        times[row.key] = times.get(row.key, row.base) + 1
        if row.removed:
            listed.pop(row.key, None)
        else:
            listed[row.key] = _line(row, times[row.key])
    return Lines(tuple(listed.values()), changed=bool(typed))


def write(connection: Connection, report: int, writing: Writing) -> tuple[Listed | None, bool]:
    """What stands in the line now, None if it is gone; and whether somebody else had written it meanwhile.

    Then what is given is put aside. The same words again are not written again.
    """
    before = {each.key: each for each in lines(connection, report).lines}.get(writing.key)
    if (before.typed if before else None) == writing.typed:
        return before, False
    overtaken = writing.version != (before.version if before else 0)
    base = _times_filed(connection, report)
    row = {"report": report, "key": writing.key, "base": base, "at": writing.at, "by": writing.by, "door": writing.door}
    words = asdict(writing.typed or (before.typed if before else Typed()))
    connection.execute(
        insert(DraftInitiative), [{**row, **words, "removed": writing.typed is None, "overtaken": overtaken}]
    )
    after = {each.key: each for each in lines(connection, report).lines}.get(writing.key)
    return after, overtaken


def _given(place: int, typed: Typed) -> InitiativeGiven:
    return InitiativeGiven(
        typed.title,
        typed.problem,
        typed.solution,
        typed.result,
        typed.topic,
        typed.stage,
        beneficiaries_of(typed),
        cost_of(typed),
        PLACE.format(place=place),
    )


def _times_filed(connection: Connection, report: int) -> int:
    return connection.scalar(select(func.count()).where(InitiativeChange.report == report)) or 0


def _typed(connection: Connection, report: int) -> Sequence[Row[DraftInitiative]]:
    """What was typed over the list as it is filed now, the oldest first, what was put aside left out."""
    return connection.execute(_TYPED_SINCE, {"report": report}).all()


def _filed(connection: Connection, report: int) -> dict[str, Listed]:
    """The filed list by number; each line's version is how often the list was changed by filing."""
    times = _times_filed(connection, report)
    last = (
        select(func.max(InitiativeChange.id))
        .where(InitiativeChange.report == report)
        .group_by(InitiativeChange.number)
        .scalar_subquery()
    )
    how = (InitiativeChange.by, InitiativeChange.at, InitiativeChange.door)
    asked = (
        select(Initiative.__table__, *how)
        .join(
            InitiativeChange,
            (InitiativeChange.report == Initiative.report) & (InitiativeChange.number == Initiative.number),
        )
        .where(Initiative.report == report, InitiativeChange.id.in_(last))
    )
    found = {}
    for row in connection.execute(asked.order_by(Initiative.number)):
        typed = Typed(
            row.title,
            row.problem,
            row.solution,
            row.result,
            row.topic,
            row.stage,
            _written(row.beneficiaries),
            _written(row.cost),
        )
        found[str(row.number)] = Listed(str(row.number), typed, times, row.by, row.at, row.door, filed=True)
    return found


def _line(row: Row[DraftInitiative], version: int) -> Listed:
    numbers = row.beneficiaries, row.cost
    typed = Typed(row.title, row.problem, row.solution, row.result, row.topic, row.stage, *numbers)
    return Listed(row.key, typed, version, row.by, row.at, row.door, filed=False)


def _written(value: float | None) -> str:
    """As it is typed, so that it is read as the same number: a comma begins decimals."""
    return "" if value is None else f"{value:.15g}".replace(".", ",")
