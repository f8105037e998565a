"""Entries of a legend that stand for a kind of surface, drawn without any data."""

from dashboard.figures.canvas import Part
from dashboard.figures.palette import EMPTY, OUTLINE

HATCH: Part = {"shape": "/", "fgcolor": OUTLINE, "bgcolor": EMPTY, "size": 6, "solidity": 0.18}


def surface(ink: str | None) -> Part:
    """How an area is filled: with an ink, or hatched where there are no data."""
    if ink is None:
        return {"fillpattern": HATCH, "fillcolor": EMPTY}
    return {"fillcolor": ink}


def entry(name: str, ink: str | None) -> Part:
    """A swatch and its words: a bar of no length."""
    marker: Part = {"color": ink or EMPTY, "line": {"color": OUTLINE, "width": 0.7}}
    if ink is None:
        marker["pattern"] = {key: HATCH[key] for key in ("shape", "fgcolor", "size", "solidity")}
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": marker, "hoverinfo": "skip"}
