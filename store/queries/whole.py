"""The store as a whole: its version, its day, and how much it holds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection, Select, func, literal, select, union_all

from store.days import alive, holds
from store.deadlines import HERE
from store.schema import Answer, Base, Initiative, Report, Round, StoreState, Unit, UnitSpell

# Asked with every answer that is saved and every page that is shown, so they are put together once.
_TODAY: Final = select(StoreState.today)
_STATE: Final = select(StoreState.data_version, StoreState.demonstration, StoreState.today)


@dataclass(frozen=True)
class State:
    """The store as a whole; `today` None means the real day."""

    data_version: int
    demonstration: bool
    today: date | None


@dataclass(frozen=True)
class Counts:
    """How much a store holds; units are those in being on its today, by type, and reports are by state."""

    units: dict[str, int]
    rounds: int
    reports: dict[str, int]
    answers: int
    initiatives: int
    data_version: int


def state(connection: Connection) -> State:
    data_version, demonstration, today_ = connection.execute(_STATE).one()
    return State(data_version, demonstration, today_)


def today(connection: Connection) -> date:
    """The store's own day where it has one, else the real day in Vietnam."""
    return connection.scalar(_TODAY) or datetime.now(UTC).astimezone(HERE).date()


def counts(connection: Connection) -> Counts:
    """What `thidua status` tells."""
    day = today(connection)
    types = select(literal("units").label("what"), UnitSpell.institution_type.label("key"), func.count().label("n"))
    in_being = types.join(Unit, Unit.id == UnitSpell.unit).where(*alive(day), *holds(UnitSpell, day))
    version = select(literal("data_version"), literal(""), StoreState.data_version)
    asked = union_all(
        in_being.group_by(UnitSpell.institution_type),
        select(literal("reports"), Report.state, func.count()).group_by(Report.state),
        *(_number(what, of) for what, of in (("rounds", Round), ("answers", Answer), ("initiatives", Initiative))),
        version,
    )
    found = [(str(what), str(key), int(n)) for what, key, n in connection.execute(asked.order_by("what", "key"))]
    single = {what: n for what, key, n in found if not key}
    return Counts(
        units={key: n for what, key, n in found if what == "units"},
        rounds=single["rounds"],
        reports={key: n for what, key, n in found if what == "reports"},
        answers=single["answers"],
        initiatives=single["initiatives"],
        data_version=single["data_version"],
    )


def _number(what: str, of: type[Base]) -> Select[str, str, int]:
    return select(literal(what), literal(""), func.count()).select_from(of)
