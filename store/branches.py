"""Where a unit stood on the last day that a round reports on: what rights are asked about."""

from sqlalchemy import Connection, select

from store.days import holds
from store.rights import Branch
from store.schema import ClusterSpell, Round, UnitSpell


def branch_of(connection: Connection, unit: str, round_: str) -> Branch | None:
    """None where there is no such unit in being, or no such round."""
    ends = connection.scalar(select(Round.ends).where(Round.id == round_))
    if ends is None:
        return None
    spell = select(UnitSpell.institution_type, UnitSpell.province)
    stood = connection.execute(spell.where(UnitSpell.unit == unit, *holds(UnitSpell, ends))).first()
    if stood is None:
        return None
    cluster = select(ClusterSpell.cluster).where(ClusterSpell.unit == unit, *holds(ClusterSpell, ends))
    return Branch(unit, stood.institution_type, stood.province, connection.scalar(cluster))
