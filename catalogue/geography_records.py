"""What one line of each table of places is: a province, a region, a succession, a tile."""

from dataclasses import dataclass
from datetime import date

PROVINCE_KINDS = {"province": "Tỉnh", "city": "Thành phố"}
TILE_KINDS = ("province", "archipelago")
MARKS = ("V", "S", "M")


@dataclass(frozen=True)
class Region:
    """One of the regions of a time; the regions of 2025 are other regions than those before, so they have other ids."""

    id: str
    valid_from: date
    valid_to: date | None
    name_vi: str
    name_en: str
    source: str


@dataclass(frozen=True)
class Province:
    """A province while nothing about it changed: codes were given to other provinces, so the key is (code, valid_from).

    `valid_to` is the last day, None where it still holds. `area_km2` is the published area, None where none was
    collected. `lat`, `lon` is where a label stands, inside the province. `mark` is how sure the line is: V read in its
    source, S one weak source, M from memory.
    """

    code: str
    valid_from: date
    valid_to: date | None
    name_vi: str
    name_en: str
    kind: str
    region: str
    area_km2: float | None
    lat: float | None
    lon: float | None
    source: str
    mark: str

    @property
    def full_name_vi(self) -> str:
        """With its rank: "Tỉnh Lào Cai", "Thành phố Huế"."""
        return f"{PROVINCE_KINDS[self.kind]} {self.name_vi}"


@dataclass(frozen=True)
class Succession:
    """The land of an old province went whole to the new one by this act, on this day."""

    old_code: str
    new_code: str
    act: str
    on: date


@dataclass(frozen=True)
class Tile:
    """A square of the tile map; row 0 is the north, column 0 the west. Only archipelagos carry a name of their own."""

    code: str
    row: int
    column: int
    kind: str
    name_vi: str
    name_en: str


def holds(dated: Province | Region, on: date) -> bool:
    """Whether something was valid on a day; the last day counts."""
    return dated.valid_from <= on and (dated.valid_to is None or on <= dated.valid_to)
