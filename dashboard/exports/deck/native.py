"""Which figures become charts that PowerPoint itself draws, and of which columns; the others become pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import polars as pl

from dashboard.figures import Figure
from dashboard.figures.palette import ACCENT, BEHIND, EMPTY, MAIN, SEQUENTIAL, THEMES

Kind = Literal["bars", "stacked", "lines"]
NOTHING: Final = "–"
MOST: Final = 14  # bars that are legible on a slide


@dataclass(frozen=True)
class Shape:
    """A kind of chart over columns that a figure's rows must have; each series has its ink.

    `by` names the column whose values are the series, in place of `series`. `extremes` names the column by which the
    first and last rows are kept where there are more than a slide shows; without it the first are.
    """

    kind: Kind
    needs: tuple[str, ...]
    series: tuple[str, ...]
    inks: tuple[str, ...]
    by: str = ""
    extremes: str = ""
    share: bool = False


LEVELS: Final = (SEQUENTIAL[1], SEQUENTIAL[4], SEQUENTIAL[8], EMPTY, SEQUENTIAL[6], SEQUENTIAL[2])
# The first that fits is taken.
SHAPES: Final = (
    Shape("stacked", ("name", "level_name", "units"), ("units",), LEVELS, by="level_name"),
    Shape("bars", ("name", "previous_score", "score", "change"), ("change",), (MAIN,), extremes="change"),
    Shape("bars", ("name", "rank", "score"), ("score",), (MAIN,)),
    Shape(
        "stacked",
        ("name", "closed", "left"),
        ("closed", "partly", "left", "no_data"),
        (MAIN, SEQUENTIAL[4], BEHIND, EMPTY),
    ),
    Shape("stacked", ("name", "short", "met"), ("short", "met", "no_data"), (BEHIND, MAIN, EMPTY)),
    Shape(
        "stacked",
        ("name", "measured", "declared"),
        ("measured", "verified", "declared"),
        (MAIN, SEQUENTIAL[4], SEQUENTIAL[1]),
        share=True,
    ),
    Shape("bars", ("name", "first", "total"), ("first", "total"), (MAIN, SEQUENTIAL[4]), share=True),
    Shape("bars", ("name", "score", "median"), ("score", "median"), (MAIN, SEQUENTIAL[4])),
    Shape("lines", ("name", "mean"), ("mean", "like_mean"), (MAIN, ACCENT)),
)


@dataclass(frozen=True)
class Chart:
    """What PowerPoint draws: the categories, and for each series its name, values (null: none) and colour."""

    kind: Kind
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float | None, ...]]
    colours: tuple[str, ...]
    number_format: str
    left_out: int  # rows that a slide has no room for


def native(figure: Figure) -> Chart | None:
    """The figure as a chart of PowerPoint's; None where only a picture shows it."""
    shown = figure.rows.select(list(figure.columns))
    shape = next((each for each in SHAPES if set(each.needs) <= set(shown.columns)), None)
    if shape is None or shown.is_empty():
        return None
    rows = _wide(shown, shape) if shape.by else shown
    kept = rows if shape.kind == "lines" else _kept(rows, shape)
    names = [name for name in rows.columns if name != "name"] if shape.by else list(shape.series)
    names = [name for name in names if name in kept.columns]
    return Chart(
        kind=shape.kind,
        categories=tuple(_category(row) for row in kept.iter_rows(named=True)),
        series={name if shape.by else figure.columns[name].label: tuple(map(_number, kept[name])) for name in names},
        colours=tuple(THEMES["light"][ink] for ink in shape.inks[: len(names)]),
        number_format="0%" if shape.share else "#,##0" if shape.kind == "stacked" else "#,##0.0",
        left_out=rows.height - kept.height,
    )


def _wide(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """One row per name, one column per value of `by`, in their order."""
    rows = rows.with_columns(pl.col(shape.by).fill_null(NOTHING))
    return rows.pivot(on=shape.by, index="name", values=shape.series[0], maintain_order=True)


def _kept(rows: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    if rows.height <= MOST:
        return rows
    if not shape.extremes:
        return rows.head(MOST)
    known = rows.drop_nulls(shape.extremes).sort(shape.extremes, descending=True, maintain_order=True)
    return pl.concat([known.head(MOST // 2), known.tail(min(MOST // 2, max(known.height - MOST // 2, 0)))])


def _category(row: Mapping[str, Any]) -> str:
    """The name; a rank never without the ranks that are as likely."""
    low, high = row.get("rank_low"), row.get("rank_high")
    if low is None or high is None:
        return str(row["name"])
    return f"{low}. {row['name']}" if low == high else f"{low}–{high}. {row['name']}"


def _number(value: Any) -> float | None:  # noqa: ANN401 - numbers of any type
    return None if value is None else float(value)
