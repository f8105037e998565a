"""Entries of a legend that stand for a kind of surface, drawn without any data."""

from dashboard.figures.canvas import Part
from dashboard.figures.palette import CLEAR, EMPTY, OUTLINE

HATCH: Part = {"shape": "/", "fgcolor": OUTLINE, "bgcolor": EMPTY, "size": 5, "solidity": 0.25}


def surface(ink: str | None) -> Part:
    """How an area is filled: with an ink, or hatched where there are no data."""
    if ink is None:
        return {"fillpattern": HATCH, "fillcolor": EMPTY}
    return {"fillcolor": ink}


def entry(name: str, ink: str | None, *, edge: str = OUTLINE) -> Part:
    """A swatch and its words."""
    return {
        "type": "scatter",
        "x": [None],
        "y": [None],
        "mode": "lines",
        "fill": "toself",
        "name": name,
        "line": {"color": edge or CLEAR, "width": 0.7},
        "hoverinfo": "skip",
        "showlegend": True,
        **surface(ink),
    }
