"""The files of a folder of places become records, each kept by its place in its file, so that a fault can name it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from catalogue.csv_lines import Line, read_lines
from catalogue.geography_records import MARKS, PROVINCE_KINDS, TILE_KINDS, Province, Region, Succession, Tile
from catalogue.outlines import Outline, read_outline

PROVINCE_COLUMNS = (
    "code",
    "valid_from",
    "valid_to",
    "name_vi",
    "name_en",
    "kind",
    "region",
    "area_km2",
    "lat",
    "lon",
    "source",
    "mark",
)
REGION_COLUMNS = ("id", "valid_from", "valid_to", "name_vi", "name_en", "source")
CROSSWALK_COLUMNS = ("old_code", "new_code", "act", "on")
TILE_COLUMNS = ("code", "row", "column", "kind", "name_vi", "name_en")
Record = TypeVar("Record")


@dataclass(frozen=True, eq=False)
class Tables:
    """All that could be read. A line with a fault is left out; `doubtful` holds the codes and ids that it gave."""

    regions: dict[str, Region]
    provinces: dict[str, Province]
    successions: dict[str, Succession]
    tiles: dict[str, Tile]
    outlines: tuple[Outline, ...]
    outlines_complete: bool
    doubtful: frozenset[str]


def read_tables(folder: Path, faults: list[str]) -> Tables:
    """Reads every file to its end; each thing that does not fit adds one sentence to `faults`."""
    doubtful: set[str] = set()

    def read(name: str, columns: tuple[str, ...], build: Callable[[Line], Record]) -> dict[str, Record]:
        records = {}
        for line in read_lines(folder / name, columns, faults):
            before = len(faults)
            record = build(line) if line.complete else None
            if record is not None and len(faults) == before:
                records[line.place] = record
            else:
                doubtful.update(line.cells[name].zfill(2) for name in columns if name.endswith(("code", "id")))
        return records

    maps = sorted(folder.glob("*.geojson"))
    if not maps:
        faults.append(f"{folder.name}: no outline; put a file *.geojson there")
    outlines = [outline for path in maps if (outline := read_outline(path, faults))]
    return Tables(
        regions=read("regions.csv", REGION_COLUMNS, _region),
        provinces=read("provinces.csv", PROVINCE_COLUMNS, _province),
        successions=read("crosswalk.csv", CROSSWALK_COLUMNS, _succession),
        tiles=read("tile_grid.csv", TILE_COLUMNS, _tile),
        outlines=tuple(sorted(outlines, key=lambda outline: outline.valid_from)),
        outlines_complete=len(outlines) == len(maps) > 0,
        doubtful=frozenset(doubtful),
    )


def _region(line: Line) -> Region:
    return Region(
        id=line.text("id"),
        valid_from=line.day("valid_from"),
        valid_to=line.optional_day("valid_to"),
        name_vi=line.text("name_vi"),
        name_en=line.text("name_en"),
        source=line.text("source"),
    )


def _province(line: Line) -> Province:
    return Province(
        code=_code(line, "code"),
        valid_from=line.day("valid_from"),
        valid_to=line.optional_day("valid_to"),
        name_vi=line.text("name_vi"),
        name_en=line.text("name_en"),
        kind=line.one_of("kind", PROVINCE_KINDS),
        region=line.text("region"),
        area_km2=line.optional_number("area_km2"),
        lat=line.optional_number("lat"),
        lon=line.optional_number("lon"),
        source=line.text("source"),
        mark=line.one_of("mark", MARKS),
    )


def _succession(line: Line) -> Succession:
    return Succession(
        old_code=_code(line, "old_code"), new_code=_code(line, "new_code"), act=line.text("act"), on=line.day("on")
    )


def _tile(line: Line) -> Tile:
    kind = line.one_of("kind", TILE_KINDS)
    name = line.text if kind == "archipelago" else line.cells.__getitem__
    return Tile(
        code=_code(line, "code"),
        row=line.whole("row"),
        column=line.whole("column"),
        kind=kind,
        name_vi=name("name_vi"),
        name_en=name("name_en"),
    )


def _code(line: Line, column: str) -> str:
    code = line.text(column)
    if code and not (len(code) == 2 and code.isdecimal()):  # noqa: PLR2004  two digits, as the decision has them
        line.blame(f"{column} is '{code}'; write the two digits as text, 01 and not 1")
    return code
