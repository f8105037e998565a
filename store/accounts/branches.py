"""The branches that an account can be given: units, clusters, provinces and institution types of today."""

import polars as pl
from sqlalchemy import Connection, String, cast, literal, select, union_all

from catalogue import Catalogue
from store.days import alive, holds
from store.queries import today
from store.queries.frames import frame
from store.schema import ClusterSpell, Province, Unit, UnitSpell

BRANCHES = dict.fromkeys(("kind", "id", "name_vi", "name_en"), pl.String)


def branches(connection: Connection, catalogue: Catalogue) -> pl.DataFrame:
    """One row per branch there is today: kind, id, name_vi, name_en; types, provinces, clusters, then units."""
    day = today(connection)
    types = [("institution_type", t.id, t.name_vi, t.name_en) for t in catalogue.institution_types.values()]
    lives = (Province.valid_from <= day, Province.valid_to.is_(None) | (Province.valid_to >= day))
    provinces = select(literal(1).label("place"), literal("province").label("kind"), Province.code.label("id"))
    clusters = select(literal(2), literal("cluster"), ClusterSpell.cluster).distinct()
    units = select(literal(3), literal("unit"), cast(Unit.id, String)).join(UnitSpell, UnitSpell.unit == Unit.id)
    asked = union_all(
        provinces.add_columns(Province.name_vi.label("name_vi"), Province.name_en.label("name_en")).where(*lives),
        clusters.add_columns(ClusterSpell.name_vi, ClusterSpell.name_en).where(*holds(ClusterSpell, day)),
        units.add_columns(UnitSpell.name_vi, UnitSpell.name_en).where(*alive(day), *holds(UnitSpell, day)),
    ).order_by("place", "id")
    found = frame(connection, asked, {"place": pl.Int64, **BRANCHES}).drop("place")
    return pl.concat([pl.DataFrame(types, schema=BRANCHES, orient="row"), found])
