"""Entries of a legend that stand for a kind of surface, drawn without any data."""

from dashboard.figures.canvas import Part
from dashboard.figures.palette import EMPTY, OUTLINE, PAGE

HATCH: Part = {"shape": "/", "fgcolor": OUTLINE, "bgcolor": EMPTY, "size": 6, "solidity": 0.18}

SHARED: Part = {"shape": "\\", "fgcolor": PAGE, "size": 7, "solidity": 0.22}  # slanting the other way


def surface(ink: str | None, *, shared: bool = False) -> Part:
    """How an area is filled: with an ink, striped where it is that of a larger whole, or hatched for no data."""
    if ink is None:
        return {"fillpattern": HATCH, "fillcolor": EMPTY}
    if shared:
        return {"fillpattern": {**SHARED, "bgcolor": ink}, "fillcolor": ink}
    return {"fillcolor": ink}


def entry(name: str, ink: str | None, *, shared: bool = False) -> Part:
    """A swatch and its words: a bar of no length."""
    marker: Part = {"color": ink or EMPTY, "line": {"color": OUTLINE, "width": 0.7}}
    if shared:
        marker["pattern"] = {**SHARED, "bgcolor": ink or EMPTY}
    elif ink is None:
        marker["pattern"] = {key: HATCH[key] for key in ("shape", "fgcolor", "size", "solidity")}
    return {"type": "bar", "x": [None], "y": [None], "name": name, "marker": marker, "hoverinfo": "skip"}
