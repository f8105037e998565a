"""What the tables of places owe each other, as sentences that name file, line and choices."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import TypeVar

from catalogue.geography_reading import Tables
from catalogue.geography_records import Province, Region, holds

DAY = timedelta(days=1)
Dated = TypeVar("Dated", Province, Region)
Key = TypeVar("Key", bound=Hashable)


def geography_faults(tables: Tables) -> Iterator[str]:
    """Everything that does not fit together; a table that could not be read at all is not held against the others."""
    yield from _dated_faults(tables.regions, lambda region: region.id)
    yield from _dated_faults(tables.provinces, lambda province: province.code)
    if tables.regions:
        yield from _region_faults(tables)
    if tables.provinces:
        yield from _crosswalk_faults(tables)
        yield from _tile_faults(tables)
        yield from _outline_faults(tables)


def _dated_faults(records: Mapping[str, Dated], key: Callable[[Dated], str]) -> Iterator[str]:
    """Times that end before they begin, and two records of one code at the same time."""
    same: dict[str, list[tuple[str, Dated]]] = defaultdict(list)
    for place, record in records.items():
        if record.valid_to is not None and record.valid_to < record.valid_from:
            yield f"{place}: valid_to {record.valid_to} is before valid_from {record.valid_from}"
        same[key(record)].append((place, record))
    for code, group in same.items():
        for (first_place, first), (place, second) in combinations(group, 2):
            if holds(first, second.valid_from) or holds(second, first.valid_from):
                yield (
                    f"{place}: '{code}' is valid from {second.valid_from}, while {_short(first_place)} "
                    f"holds from {first.valid_from} to {first.valid_to or 'now'}; end one before the other begins"
                )


def _region_faults(tables: Tables) -> Iterator[str]:
    known = {region.id for region in tables.regions.values()} | tables.doubtful
    for place, province in tables.provinces.items():
        valid = list(dict.fromkeys(r.id for r in tables.regions.values() if holds(r, province.valid_from)))
        if province.region not in known:
            yield f"{place}: no region '{province.region}'; the regions are {', '.join(valid)}"
        elif province.region not in {*valid} | tables.doubtful:
            yield (
                f"{place}: region '{province.region}' does not hold on {province.valid_from}; "
                f"the regions then are {', '.join(valid)}"
            )


def _crosswalk_faults(tables: Tables) -> Iterator[str]:
    """Old codes are read on the eve of the act, new ones on its day; each old province goes somewhere, once."""
    lines = tables.successions
    for place, each in lines.items():
        for column, code, on in (("old_code", each.old_code, each.on - DAY), ("new_code", each.new_code, each.on)):
            if code not in _codes(tables, on) | tables.doubtful:
                yield f"{place}: {column} '{code}' is no province on {on}"
    for place, code, twin in _twins((place, each.old_code) for place, each in lines.items()):
        yield f"{place}: old_code '{code}' stands in {twin} too; keep one"
    for on in sorted({each.on for each in lines.values()}):
        that_day = [each for each in lines.values() if each.on == on]
        olds, news = {each.old_code for each in that_day}, {each.new_code for each in that_day}
        yield from _left_out(tables, "crosswalk.csv: no line with the old_code", on - DAY, olds)
        yield from _left_out(tables, "crosswalk.csv: no line with the new_code", on, news)


def _tile_faults(tables: Tables) -> Iterator[str]:
    """One tile for each of the present provinces, no two in one place."""
    lines = tables.tiles
    today = max(province.valid_from for province in tables.provinces.values())
    for place, tile in lines.items():
        if tile.code not in _codes(tables, today) | tables.doubtful:
            yield f"{place}: code '{tile.code}' is no province on {today}"
    for place, (row, column), twin in _twins((place, (tile.row, tile.column)) for place, tile in lines.items()):
        yield f"{place}: row {row}, column {column} is taken by {twin}; choose another"
    own = {place: tile.code for place, tile in lines.items() if tile.kind == "province"}
    for place, code, twin in _twins(own.items()):
        yield f"{place}: province '{code}' has a tile in {twin} too; keep one"
    if lines:
        yield from _left_out(tables, "tile_grid.csv: no tile with the code", today, own.values())


def _outline_faults(tables: Tables) -> Iterator[str]:
    """Each day's provinces are drawn on one map, neither more nor fewer of them."""
    changes = sorted({province.valid_from for province in tables.provinces.values()})
    for on in changes:
        maps = [outline.place for outline in tables.outlines if outline.valid(on)]
        if len(maps) > 1:
            yield f"{' and '.join(maps)} both hold on {on}; end one before the other begins"
        if not maps and tables.outlines_complete:
            yield f"places: no outline holds on {on}; put one there, or let another begin earlier"
    for outline in tables.outlines:
        for _, code, _ in _twins((outline.place, code) for code in outline.codes):
            yield f"{outline.place}: two features '{code}'; keep one"
        for on in (each for each in changes if outline.valid(each)):
            for code in sorted(set(outline.codes) - _codes(tables, on) - tables.doubtful):
                yield f"{outline.place}: feature '{code}' is no province on {on}"
            yield from _left_out(tables, f"{_short(outline.place)}: no feature", on, outline.codes)


def _left_out(tables: Tables, what: str, on: date, codes: Collection[str]) -> Iterator[str]:
    for province in tables.provinces.values():
        if holds(province, on) and province.code not in codes and province.code not in tables.doubtful:
            yield f"places/{what} '{province.code}' ({province.name_vi}, on {on})"


def _codes(tables: Tables, on: date) -> set[str]:
    return {province.code for province in tables.provinces.values() if holds(province, on)}


def _twins(keys: Iterable[tuple[str, Key]]) -> Iterator[tuple[str, Key, str]]:
    """The places whose key came before, with the key and the first place."""
    first: dict[Key, str] = {}
    for place, key in keys:
        if key in first:
            yield place, key, _short(first[key])
        first.setdefault(key, place)


def _short(place: str) -> str:
    return place.rsplit("/", maxsplit=1)[-1]
