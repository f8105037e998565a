"""The invented register goes into the store: places, units, clusters, rounds, and what becomes of some units."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import Connection

from catalogue import Catalogue
from seed_data.country import Country, Planned, department_names, memberships, new_names
from seed_data.fates import Season
from seed_data.reading import read_toml
from store.register import (
    UnitGiven,
    add_clusters,
    add_rounds,
    add_units,
    close,
    keep_places,
    mark_demonstration,
    merge,
    rename,
)


def register(
    connection: Connection, catalogue: Catalogue, country: Country, seasons: Sequence[Season], today: date
) -> None:
    """Everything that has to be there before the first report."""
    mark_demonstration(connection, today)
    keep_places(connection, catalogue.geography)
    add_units(connection, [_given(unit) for unit in country.units])
    add_clusters(connection, [*catalogue.clusters, *memberships(country)])
    add_rounds(connection, [season.round for season in seasons])
    _rename_departments(connection, catalogue, country)
    _merge_departments(connection, country)
    _change_institutions(connection, country)


def _given(unit: Planned) -> UnitGiven:
    return UnitGiven(
        id=unit.id,
        name_vi=unit.name_vi,
        name_en=unit.name_en,
        institution_type=unit.institution_type,
        province=unit.province,
        opened=unit.opened,
        closed=unit.closed if unit.successor else None,
        parent=unit.parent,
    )


def _rename_departments(connection: Connection, catalogue: Catalogue, country: Country) -> None:
    """Where a province became a city, its Department takes the new name."""
    for change in read_toml("country.toml")["departments"]["renamed"]:
        for unit in _named(country, change["unit"]):
            province = catalogue.geography.province(unit.province or "", change["on"])
            rename(connection, unit.id, *department_names(province), on=change["on"], act=change["act"])


def _merge_departments(connection: Connection, country: Country) -> None:
    plan = read_toml("country.toml")["departments"]
    old = sorted(country.old_departments, key=lambda unit: (unit.successor or "", unit.id))
    for successor, parts in groupby(old, key=lambda unit: unit.successor or ""):
        merge(connection, [part.id for part in parts], successor, plan["merged"], plan["act"])


def _change_institutions(connection: Connection, country: Country) -> None:
    changes = read_toml("country.toml")["changes"]
    merged, renamed, closed = changes["merged"], changes["renamed"], changes["closed"]
    if any(_named(country, merged["into"])):
        merge(connection, merged["parts"], merged["into"], merged["on"], merged["act"])
    for unit in _named(country, renamed["unit"]):
        rename(connection, unit.id, *new_names(renamed, unit), on=renamed["on"], act=renamed["act"])
    for unit in _named(country, closed["unit"]):
        close(connection, unit.id, closed["on"], closed["act"])


def _named(country: Country, id_: str) -> Iterator[Planned]:
    """The unit of that code, nothing where a smaller country lacks it."""
    return (unit for unit in country.units if unit.id == id_)
