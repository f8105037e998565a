"""A plot becomes a picture: by Chromium where there is one, else without a browser, else plain words say so."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from plotly.utils import PlotlyJSONEncoder

from dashboard.exports.figure import chromium, quickjs
from store.faults import N_, Fault, ReportError

Draw = Callable[[Mapping[str, Any]], str]

# In this order: the first that is there draws.
BACK_ENDS: Final[Mapping[str, tuple[Callable[[], bool], Draw]]] = {
    "chromium": (chromium.found, chromium.draw),
    "quickjs": (quickjs.found, quickjs.draw),
}
KEPT: Final = 100  # pictures, of 0.1 to 0.3 MB with the plots that they are of
NOBODY_DRAWS: Final = N_(
    "This machine cannot draw pictures: it has neither Chromium nor the package plotly-mirage. "
    "Tables (CSV, Excel), the web page (HTML) and PowerPoint charts can be had all the same."
)


def can_draw() -> bool:
    """Whether pictures can be had on this machine."""
    return any(found() for found, _ in BACK_ENDS.values())


def drawn(plot: Mapping[str, Any], first: str = "") -> str:
    """A plot as SVG, as large as its layout says, by the back end `first` if there; ReportError where nobody draws."""
    named = sorted(BACK_ENDS, key=lambda name: name != first)
    back_end = next((name for name in named if BACK_ENDS[name][0]()), None)
    if back_end is None:
        raise ReportError([Fault("", NOBODY_DRAWS)])
    return _picture(back_end, json.dumps(plot, cls=PlotlyJSONEncoder))


@lru_cache(maxsize=KEPT)
def _picture(back_end: str, plot: str) -> str:
    """The same plot is drawn once: a deck, a document and a second format of a figure take the same picture."""
    return BACK_ENDS[back_end][1](json.loads(plot))
