"""Finding rows by what a person types: without case, marks and order, abbreviations written out."""

import polars as pl

from catalogue.folding import fold

FOLDED = "folded"


def searchable(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The same rows with a column `folded`, made from the texts of some columns."""
    texts = rows.select(pl.concat_str(columns, separator=" ", ignore_nulls=True).alias(FOLDED))[FOLDED]
    return rows.with_columns(pl.Series(FOLDED, [fold(text or "") for text in texts], dtype=pl.String))


def found(rows: pl.DataFrame, typed: str) -> pl.DataFrame:
    """The rows of `searchable` that have every word typed, whole or as a beginning; all where nothing is typed."""
    for word in fold(typed).split():
        rows = rows.filter(pl.col(FOLDED).str.contains(f"(^| ){word}"))
    return rows
