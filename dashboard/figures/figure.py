"""A figure is a value: it says in words what it shows, and cannot exist without its source, its day and its rows."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

import plotly.graph_objects as go
import polars as pl
from polars import selectors

from dashboard.figures.codes import coded
from dashboard.figures.palette import Theme, painted

# No mode bar: its words are English only, and what it offers a page offers better.
CONFIG: Final = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}
# These trace types ask an outside host for a world map or for tiles.
FETCHING: Final = frozenset(
    f"{kind}{ground}" for kind in ("choropleth", "density", "scatter") for ground in ("", "geo", "map", "mapbox")
) - {"scatter"}
DIGITS: Final = 9  # after the point; beyond, sums differ by the order in which they are made
Shows = Literal["text", "number", "percent"]


@dataclass(frozen=True)
class Column:
    """A column of a figure's table: its label in the reader's language and how its values are written.

    `percent` stands for shares of 0 to 1. `decimals` None means up to two.
    """

    label: str
    shows: Shows = "text"
    decimals: int | None = None


@dataclass(frozen=True)
class Edition:
    """The state of data, catalogue and method that a figure shows; `key` is the hash of the three for its round."""

    key: str
    round: str
    data_version: int
    catalogue: str
    method: str


@dataclass(frozen=True, eq=False)
class Figure:
    """A chart with everything that must accompany it, all in one language.

    `says` is what it shows in words, also the alternative text. `filters` are (label, value) pairs; none is allowed.
    `rows` are the table beside the chart, of which `columns` are shown, in their order. `plot` is drawn in inks: a page
    takes it as `written`, a file as `drawn(theme)`. `notices` stand in the plot, so that no image is without.
    `edition` is None for what rests on no store, as an example does.
    """

    title: str
    says: str
    source: str
    as_of: date
    filters: tuple[tuple[str, str], ...]
    rows: pl.DataFrame
    columns: Mapping[str, Column]
    plot: go.Figure
    notices: tuple[str, ...]
    edition: Edition | None = None

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise ValueError(f"no figure {self.title!r}: {'; '.join(faults)}")

    @cached_property
    def fingerprint(self) -> str:
        """The same for figures whose plot and words look the same."""
        return hashlib.sha256(self.written).hexdigest()

    @cached_property
    def written(self) -> bytes:
        """The plot, still in inks, and its words, as a browser takes them; made once however many read it."""
        alt = json.dumps(f"{self.title}. {self.says}", ensure_ascii=False)
        return f'{{"alt":{alt},"plot":{self.plot.to_json()}}}'.encode()

    @cached_property
    def code(self) -> str:
        """By which it is found again: of the edition, of everything that it says, and of every row behind it."""
        told = (self.title, self.says, self.source, self.as_of.isoformat(), *self.notices)
        filters = (f"{label}={value}" for label, value in self.filters)
        shown = self.rows.select(list(self.columns))
        rows = shown.with_columns(selectors.float().round(DIGITS) + 0.0).write_csv()  # so that no zero has a sign
        return coded(self.edition.key if self.edition else "", "\0".join((*told, *filters, rows)))

    def drawn(self, theme: Theme) -> dict[str, Any]:
        """The plot as a dictionary in a theme's colours, for images and files."""
        result: dict[str, Any] = painted(self.plot.to_dict(), theme)
        return result

    def _faults(self) -> Iterator[str]:
        for part in ("title", "says", "source"):
            if not getattr(self, part).strip():
                yield f"its {part} is empty"
        if not self.columns:
            yield "its table has no columns"
        if strangers := [name for name in self.columns if name not in self.rows.columns]:
            yield f"its rows have no {', '.join(strangers)}"
        if fetching := {trace.type for trace in self.plot.data if trace.type in FETCHING}:
            yield f"{', '.join(sorted(fetching))} would fetch a map from outside"
        written = " ".join(note.text for note in self.plot.layout.annotations)
        for notice in self.notices:
            if notice not in written.replace("<br>", " "):
                yield f"its plot does not say {notice!r}"


@dataclass(frozen=True)
class Context:
    """What holds for every figure of a page: source of the rows, their day and edition, the filters, the notices."""

    source: str
    as_of: date
    filters: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    edition: Edition | None = None

    def figure(
        self, title: str, says: str, rows: pl.DataFrame, columns: Mapping[str, Column], plot: go.Figure
    ) -> Figure:
        return Figure(
            title=title,
            says=says,
            source=self.source,
            as_of=self.as_of,
            filters=self.filters,
            rows=rows,
            columns=columns,
            plot=plot,
            notices=self.notices,
            edition=self.edition,
        )

    def without_notices(self) -> "Context":
        """For what is too small to carry them and stands beside something that does."""
        return replace(self, notices=())
