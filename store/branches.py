"""Where a unit stood on the last day that a round reports on: what rights are asked about."""

from sqlalchemy import Connection, and_, bindparam, select

from store.days import holds
from store.rights import Branch
from store.schema import ClusterSpell, Round, UnitSpell

# Asked with every answer that is saved, so it is put together once and not each time.
_STOOD = (
    select(UnitSpell.unit, UnitSpell.institution_type, UnitSpell.province, ClusterSpell.cluster)
    .join(Round, and_(*holds(UnitSpell, Round.ends)))
    .outerjoin(ClusterSpell, and_(ClusterSpell.unit == UnitSpell.unit, *holds(ClusterSpell, Round.ends)))
    .where(UnitSpell.unit == bindparam("unit"), Round.id == bindparam("round"))
)


def branch_of(connection: Connection, unit: str, round_: str) -> Branch | None:
    """None where there is no such unit in being, or no such round."""
    stood = connection.execute(_STOOD, {"unit": unit, "round": round_}).first()
    return None if stood is None else Branch(*stood)
