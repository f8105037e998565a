"""Where things are: dated provinces and regions, what became of the old ones, their outlines and their tiles."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from catalogue.folding import fold
from catalogue.geography_checks import geography_faults
from catalogue.geography_reading import read_tables
from catalogue.geography_records import Province, Region, Succession, Tile, holds
from catalogue.outlines import Outline

__all__ = ["Geography", "Outline", "Province", "Region", "Succession", "Tile", "load_geography"]


@dataclass(frozen=True, eq=False)
class Geography:
    """All places of the catalogue. Questions about provinces name a day."""

    provinces: tuple[Province, ...]
    regions: tuple[Region, ...]
    successions: tuple[Succession, ...]
    tiles: tuple[Tile, ...]
    outlines: tuple[Outline, ...]

    def provinces_on(self, on: date) -> tuple[Province, ...]:
        """The provinces that existed on a day, by code."""
        return tuple(sorted((p for p in self.provinces if holds(p, on)), key=lambda p: p.code))

    def province(self, code: str, on: date) -> Province:
        """KeyError where no province had that code on that day."""
        return {p.code: p for p in self.provinces_on(on)}[code]

    def regions_on(self, on: date) -> tuple[Region, ...]:
        """The regions of a day, in the order of the file."""
        return tuple(region for region in self.regions if holds(region, on))

    def region(self, region_id: str) -> Region:
        return self._regions[region_id]

    def successor(self, old_code: str) -> str:
        """The code of the new province that an old one became part of; KeyError where no old province had the code."""
        return self._successors[old_code]

    def parts(self, new_code: str) -> tuple[str, ...]:
        """The codes of the old provinces that make up a new one; empty where no new province has that code."""
        return tuple(old for old, new in self._successors.items() if new == new_code)

    def former_names(self, new_code: str) -> tuple[str, ...]:
        """Every name under which land of a new province was known before, its own present name left out."""
        parts = [each for each in self.successions if each.new_code == new_code]
        olds = (p for part in parts for p in self.provinces if p.code == part.old_code and p.valid_from < part.on)
        now = {p.name_vi for part in parts for p in self.provinces_on(part.on) if p.code == new_code}
        return tuple(dict.fromkeys(p.name_vi for p in olds if p.name_vi not in now))

    def outline(self, on: date) -> dict[str, Any]:
        """The map of a day as parsed GeoJSON, shared and not to be changed; KeyError where none is kept."""
        for outline in self.outlines:
            if outline.valid(on):
                return outline.geojson
        raise KeyError(on)

    def by_name(self, text: str, on: date) -> Province | None:
        """The province that a person means, in Vietnamese or English, with or without its rank, marks and capitals."""
        wanted = _placename(text)
        for province in self.provinces_on(on):
            if wanted in (_placename(province.name_vi), _placename(province.name_en)):
                return province
        return None

    @cached_property
    def _regions(self) -> dict[str, Region]:
        return {region.id: region for region in self.regions}

    @cached_property
    def _successors(self) -> dict[str, str]:
        return {each.old_code: each.new_code for each in self.successions}


def load_geography(folder: Path, faults: list[str]) -> Geography:
    """Reads a folder of places; every fault in it adds one sentence to `faults`, and what can be read is returned."""
    tables = read_tables(folder, faults)
    faults += geography_faults(tables)
    return Geography(
        provinces=tuple(tables.provinces.values()),
        regions=tuple(tables.regions.values()),
        successions=tuple(tables.successions.values()),
        tiles=tuple(tables.tiles.values()),
        outlines=tables.outlines,
    )


def _placename(text: str) -> str:
    folded = fold(text)
    return folded.removeprefix("thanh pho ").removeprefix("tinh ")
