"""The paper that every chart is drawn on: margins, axes, legend, and the lines below that go with each image."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from dashboard.figures.figure import Context
from dashboard.figures.palette import CLEAR, GRID, MUTED, OUTLINE, PAGE, TEXT
from dashboard.words import Words

Part = dict[str, Any]

FONT: Final = "Be Vietnam Pro, sans-serif"
SIZE: Final = 12
SMALL: Final = 10
NARROW: Final = 62  # characters of small text on a telephone 390 pixels wide
SMALL_LINE: Final = 14  # pixels
TELEPHONE: Final = 340  # pixels that a plot has on a telephone
LEGEND_LINE: Final = 20  # pixels
SWATCH: Final = 42  # pixels, with the space around it
LETTER: Final = 6.4  # pixels, on average
SEPARATORS: Final = {"vi": ",.", "en": ".,"}
NOTICES, SOURCE = "notices", "source"  # the names of the lines above and below, for files that set them anew
NO_AXIS: Final[Part] = {"visible": False, "fixedrange": True}


@dataclass(frozen=True)
class Paper:
    """Pixels: the height of the plot itself, the margins that labels need; the lines above and below are added.

    `credit` is a line of its own below, for whoever drew what the plot rests on.
    """

    plot: int
    left: int = 4
    right: int = 4
    top: int = 0
    bottom: int = 4
    credit: str = ""


def canvas(
    traces: Sequence[Part],
    words: Words,
    context: Context,
    paper: Paper,
    *,
    axes: Mapping[str, Any],
    annotations: Iterable[Part] = (),
    shapes: Iterable[Part] = (),
    legend: Part | None = None,
) -> go.Figure:
    """A plot with its notices above and its source, day and credit below, in inks, taking the width it is given."""
    above = _wrapped([" · ".join(context.notices)] if context.notices else [])
    source = words("Source: {source}. Data as of {day}.", source=context.source, day=context.as_of)
    below = _wrapped([source, paper.credit])
    over, under = (paper.top, paper.bottom)
    if legend is not None:
        rows = _legend_rows(traces, title=legend.get("title", {}).get("text", ""))
        over, under = (over, under + rows) if legend.get("yanchor") == "top" else (over + rows, under)
    top = over + SMALL_LINE * len(above) + 6
    bottom = under + SMALL_LINE * len(below) + 14
    layout = {
        **bare(words, paper.plot + top + bottom),
        "margin": {"l": paper.left, "r": paper.right, "t": top, "b": bottom, "pad": 0},
        "showlegend": legend is not None,
        "legend": {**LEGEND, **(legend or {})},
        "annotations": [
            *annotations,
            *_edge(above, NOTICES, y=1, shift=over + 4, anchor="bottom", left=paper.left, ink=TEXT),
            *_edge(below, SOURCE, y=0, shift=-under - 8, anchor="top", left=paper.left, ink=MUTED),
        ],
        "shapes": list(shapes),
        **axes,
    }
    # Validation takes two thirds of the time; a test validates every figure instead.
    return go.Figure({"data": list(traces), "layout": layout}, _validate=False)


def bare(words: Words, height: int) -> Part:
    """What every plot's layout has, before margins and whatever stands in them."""
    return {
        "template": {},
        "height": height,
        "margin": {"l": 2, "r": 2, "t": 2, "b": 2, "pad": 0},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": SIZE, "color": TEXT},
        "separators": SEPARATORS[words.language],
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAGE,
            "bordercolor": OUTLINE,
            "align": "left",
            "namelength": -1,
            "font": {"family": FONT, "size": SIZE, "color": TEXT},
        },
        "barcornerradius": 2,
        "showlegend": False,
    }


LEGEND: Final[Part] = {
    "orientation": "h",
    "x": 0,
    "xanchor": "left",
    "y": 1,
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"family": FONT, "size": SIZE, "color": TEXT},
    "bgcolor": CLEAR,
    "borderwidth": 0,
    "traceorder": "normal",
}


def axis(**settings: Any) -> Part:  # noqa: ANN401 - Plotly's own settings, of many types
    """A quiet axis: pale grid, no line, labels in full contrast, no zooming that a thumb would start by chance."""
    return {
        "fixedrange": True,
        "showgrid": True,
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": False,
        "tickfont": {"family": FONT, "size": SMALL + 1, "color": TEXT},
        "title": {"font": {"family": FONT, "size": SMALL + 1, "color": MUTED}, "standoff": 4},
        **settings,
    }


def titled(text: str) -> Part:
    """An axis title."""
    return {"text": text, "font": {"family": FONT, "size": SMALL + 1, "color": MUTED}, "standoff": 4}


def note(text: str, x: float, y: float, **settings: Any) -> Part:  # noqa: ANN401 - as in axis
    """Text at a place of the plot."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"family": FONT, "size": SMALL + 1, "color": TEXT},
        **settings,
    }


def speaking(text: str) -> Part:
    """What stands in an empty plot."""
    return note(
        "<br>".join(textwrap.wrap(text, 44)), 0.5, 0.5, xref="paper", yref="paper", font={"color": MUTED}, bgcolor=PAGE
    )


def _legend_rows(traces: Sequence[Part], *, title: str) -> int:
    """Pixels that a legend across the plot needs on a telephone; its columns are as wide as the widest entry."""
    names = [trace["name"] for trace in traces if "name" in trace and trace.get("showlegend", True)]
    widths = [SWATCH + LETTER * len(name) for name in names]
    if not names:
        return 0
    columns = len(names) if sum(widths) <= TELEPHONE else max(1, int(TELEPHONE // max(widths)))
    return LEGEND_LINE * (-(-len(names) // columns) + bool(title))


def _wrapped(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in textwrap.wrap(text, NARROW)]


def _edge(lines: list[str], name: str, *, y: int, shift: int, anchor: str, left: int, ink: str) -> list[Part]:
    if not lines:
        return []
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": anchor, "align": "left"}
    font = {"family": FONT, "size": SMALL, "color": ink}
    return [note("<br>".join(lines), 0, y, xshift=-left, yshift=shift, font=font, name=name, **place)]
