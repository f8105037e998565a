"""Who may do what, decided in one place: `may` for a question about one unit, `within` for a statement about many.

The movement publishes its results: whoever is signed in reads scores, ranks, gaps and initiatives of all. What a unit
typed, its history, its files, and who has not reported, is for those whose branch it is.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, exists, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from store.days import Day, holds
from store.schema import ClusterSpell, Round, UnitSpell

ALL: Final = ("coordinator", "lead", "reviewer", "leader", "administrator")

# What each action needs; those of BRANCH also need the unit to be within reach.
ROLES_FOR: Final[dict[str, tuple[str, ...]]] = {
    "read results": ALL,
    "read reporting": ("lead", "reviewer", "leader", "administrator"),
    "read report": ALL,
    "file report": ("coordinator", "administrator"),
    "return report": ("lead", "reviewer", "administrator"),
    "appraise report": ("reviewer", "administrator"),
    "call unit": ("lead", "reviewer", "administrator"),
    "administer": ("administrator",),
}
BRANCH: Final = ("read report", "file report", "return report", "appraise report", "call unit")


@dataclass(frozen=True)
class Reach:
    """The branches that a person reads in full: all, or those named by (kind, id), in order and each once."""

    grants: tuple[tuple[str, str], ...] = ()
    everywhere: bool = False

    def holds(self, branch: "Branch") -> bool:
        """Whether a unit is within reach."""
        return self.everywhere or not branch.places().isdisjoint(self.grants)


EVERYWHERE: Final = Reach(everywhere=True)
NOWHERE: Final = Reach()


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    account: int
    name: str
    shown_as: str
    role: str
    reach: Reach


@dataclass(frozen=True)
class Branch:
    """Where a unit stands on a day."""

    unit: str
    institution_type: str
    province: str | None = None
    cluster: str | None = None

    def places(self) -> set[tuple[str, str]]:
        """The branches that it is part of."""
        named = {
            "unit": self.unit,
            "institution_type": self.institution_type,
            "province": self.province,
            "cluster": self.cluster,
        }
        return {(kind, value) for kind, value in named.items() if value is not None}


def may(person: Person | None, action: str, branch: Branch | None = None) -> bool:
    """Whether somebody may do something, to a unit where the action is about one; a stranger may nothing.

    KeyError for an action that nobody has heard of.
    """
    roles = ROLES_FOR[action]
    if person is None or person.role not in roles:
        return False
    return action not in BRANCH or (branch is not None and person.reach.holds(branch))


def may_ever(person: Person, action: str) -> bool:
    """Whether there can be a unit to which somebody may do something: what stands in a menu."""
    return person.role in ROLES_FOR[action]


def within(reach: Reach, unit: InstrumentedAttribute[str], on: Day) -> ColumnElement[bool]:
    """The condition that a unit is within reach as it stood on a day; what `Reach.holds` says, for a statement."""
    if reach.everywhere:
        return true()
    if not reach.grants:
        return false()
    named = {kind: [value for each, value in reach.grants if each == kind] for kind, _ in reach.grants}
    spell, time = aliased(UnitSpell), aliased(ClusterSpell)  # the statement may read these tables itself
    lives, belongs = (spell.unit == unit, *holds(spell, on)), (time.unit == unit, *holds(time, on))
    columns = {"institution_type": spell.institution_type, "province": spell.province, "cluster": time.cluster}
    parts: list[ColumnElement[bool]] = [unit.in_(named.pop("unit"))] if "unit" in named else []
    for kind, values in named.items():
        there = belongs if kind == "cluster" else lives
        parts.append(exists(select(1).where(*there, columns[kind].in_(values))))
    return or_(*parts)


def of_round(reach: Reach, unit: InstrumentedAttribute[str], round_: str) -> ColumnElement[bool]:
    """The same, as the unit stood on the last day that a round reports on."""
    if reach.everywhere:
        return true()
    ends = select(Round.ends).where(Round.id == round_).scalar_subquery()
    return within(reach, unit, ends)
