"""Bars whose names stand above them, so that a long name is read whole on a telephone too."""

from collections.abc import Iterator, Sequence
from typing import Final

from dashboard.figures.canvas import FONT, SIZE, SMALL, Part, note
from dashboard.figures.naming import together
from dashboard.figures.palette import EMPTY, MUTED, OUTLINE, TEXT, text_on

ROW_HEIGHT: Final = 46  # pixels: the name, the bar, the air below
BAR: Final = 0.36  # of a row
NAME: Final = 49  # characters


def headings(names: Sequence[str], remarks: Sequence[str] | None = None) -> Iterator[Part]:
    """The names above their bars at the left and, where there are any, a remark on each at the right."""
    beside = remarks or [""] * len(names)
    written = together(names, [NAME - len(remark) for remark in beside])
    for place, (name, remark) in enumerate(zip(written, beside, strict=True)):
        font = {"family": FONT, "size": SIZE, "color": TEXT}
        yield note(name, 0, place - BAR / 2, xref="paper", xanchor="left", yanchor="bottom", font=font)
        if remark:
            font = {"family": FONT, "size": SMALL + 1, "color": MUTED}
            yield note(remark, 1, place - BAR / 2, xref="paper", xanchor="right", yanchor="bottom", font=font)


def rows_axis(rows: int) -> Part:
    """The axis of the rows, the first on top, without labels of its own."""
    return {"visible": False, "fixedrange": True, "range": (max(rows, 1) - 0.5, -0.75)}


def stacked(
    name: str,
    lengths: Sequence[float | None],
    ink: str | None,
    *,
    texts: Sequence[str],
    hovers: Sequence[str],
) -> Part:
    """One layer of stacked bars, in the order of the rows; without an ink it is hatched, as no data are everywhere."""
    marker: Part = {"color": ink or EMPTY, "line": {"color": OUTLINE, "width": 0.7}}
    if ink is None:
        marker["pattern"] = {"shape": "/", "fgcolor": OUTLINE, "size": 6, "solidity": 0.18}
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(lengths),
        "y": list(range(len(lengths))),
        "width": BAR,
        "marker": marker,
        "text": list(texts),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"family": FONT, "size": SMALL + 1, "color": text_on(ink) if ink else TEXT},
        "hovertext": list(hovers),
        "hoverinfo": "text",
    }


def written_where_it_fits(text: str, share: float | None) -> str:
    """A text inside a bar of this share (0 to 1) of the width, or nothing where the bar is too short for it."""
    return text if share is not None and share * 330 >= 7 * len(text) + 6 else ""
