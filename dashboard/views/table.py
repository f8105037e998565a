"""A table to be shown: its rows, and of which columns under which labels."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboard.figures import Column


@dataclass(frozen=True, eq=False)
class Table:
    """`title` says what the rows are, for those who hear the page; only `columns` are shown, in their order."""

    title: str
    rows: pl.DataFrame
    columns: Mapping[str, Column]
