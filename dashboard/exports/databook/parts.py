"""What a data book is made of: tidy sheets with a meaning for every column, counts over them, and how it was judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dashboard.figures import Column

Measured = Literal["count", "mean", "sum"]
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Field:
    """A column of a sheet: its label and how it is shown, what it means, in what it counts, what an empty cell says."""

    column: Column
    meaning: str
    unit: str = ""
    empty: str = ""


@dataclass(frozen=True, eq=False)
class Sheet:
    """Rows under one heading line, of which only `fields` are written, in their order; `about` says what a row is."""

    name: str
    about: str
    source: str
    fields: Mapping[str, Field]
    rows: pl.DataFrame


@dataclass(frozen=True)
class Measure:
    """A column of a count: over which field of the sheet, and for which value of another (`where`, `is_`), if any."""

    label: str
    how: Measured
    of: str = ""
    where: str = ""
    is_: str | int = ""
    over: int = 1  # what the result is divided by, as a thousand for milliard


@dataclass(frozen=True, eq=False)
class Count:
    """A table of the summary with its chart: a row per group of `by` (fields of the sheet), a column per measure."""

    title: str
    sheet: Sheet
    by: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    measures: tuple[Measure, ...]
    colours: tuple[str, ...]
    decimals: int = 0

    @property
    def is_stacked(self) -> bool:
        return len(self.measures) > 1


@dataclass(frozen=True, eq=False)
class Databook:
    """Everything in one language; `method` is a heading with pairs of label and text each."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    origin: str
    facts: Texts
    counts: tuple[Count, ...]
    sheets: tuple[Sheet, ...]
    method: tuple[tuple[str, Texts], ...]
