"""The emulation clusters of a day, with the units that are in them."""

from datetime import date

import polars as pl

from dashboard.data.acts import look_up
from store import queries


def members(on: date) -> pl.DataFrame:
    """One row per unit in being on a day, as `store.queries.units`; its cluster is null where it is in none."""
    return look_up(queries.units, on)
