"""Acts: what an administrator does to units and clusters, each with its day and the number of its document."""

from dataclasses import dataclass
from datetime import date

from store.register import UnitGiven


@dataclass(frozen=True, kw_only=True)
class Act:
    """What takes effect on a day by a document; until the day before, all is as it was."""

    on: date
    act: str

    @property
    def touched(self) -> tuple[str, ...]:
        """The codes of the units that it is about."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Create(Act):
    """A unit that was not there opens on the day."""

    unit: UnitGiven

    @property
    def touched(self) -> tuple[str, ...]:
        return (self.unit.id,)


@dataclass(frozen=True, kw_only=True)
class Change(Act):
    """A unit gets new names, another type, province or parent; None stays as it is, an empty text is taken away."""

    unit: str
    name_vi: str | None = None
    name_en: str | None = None
    institution_type: str | None = None
    province: str | None = None
    parent: str | None = None

    @property
    def touched(self) -> tuple[str, ...]:
        return (self.unit,)

    @property
    def new(self) -> dict[str, str | None]:
        """The columns of a spell that are given."""
        names = ("name_vi", "name_en", "institution_type", "province", "parent")
        given = {name: getattr(self, name) for name in names}
        return {name: value or None for name, value in given.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class Merge(Act):
    """The parts go on as `into`: one of them, another unit, or the one that is `founded` by it."""

    parts: tuple[str, ...]
    into: str
    founded: UnitGiven | None = None

    @property
    def touched(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.parts, self.into)))


@dataclass(frozen=True, kw_only=True)
class Split(Act):
    """The unit goes on as those of `into`, some of them `founded` by it; it ends unless it is one of them."""

    unit: str
    into: tuple[str, ...]
    founded: tuple[UnitGiven, ...] = ()

    @property
    def touched(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.unit, *self.into)))


@dataclass(frozen=True, kw_only=True)
class Close(Act):
    """The unit ends, and nobody goes on for it."""

    unit: str

    @property
    def touched(self) -> tuple[str, ...]:
        return (self.unit,)


@dataclass(frozen=True, kw_only=True)
class Reopen(Act):
    """The unit goes on as if it had not ended the day before."""

    unit: str

    @property
    def touched(self) -> tuple[str, ...]:
        return (self.unit,)


@dataclass(frozen=True, kw_only=True)
class Join(Act):
    """The units are in a cluster, or in none; a cluster that begins needs its names."""

    units: tuple[str, ...]
    cluster: str | None
    name_vi: str = ""
    name_en: str = ""

    @property
    def touched(self) -> tuple[str, ...]:
        return self.units


@dataclass(frozen=True, kw_only=True)
class RenameCluster(Act):
    """A cluster has other names."""

    cluster: str
    name_vi: str
    name_en: str

    @property
    def touched(self) -> tuple[str, ...]:
        return ()
