"""What draws the figures of a page in the browser: Plotly's own code as its package brings it, and ours around it."""

import json
from functools import cache
from pathlib import Path
from typing import Final

import plotly

from dashboard.figures import CONFIG
from dashboard.figures.palette import THEMES
from dashboard.served import Served

HERE: Final = Path(__file__).parent
PLOTLY: Final = "plotly.min.js"
CHART: Final = "chart.js"
GIVEN: Final = "given.js"


@cache
def files() -> Served:
    """Plotly, the script that draws with it, and what that is given: settings, and the colours of each theme."""
    library = Path(plotly.__file__).parent / "package_data" / PLOTLY
    given = f"export const CONFIG = {json.dumps(CONFIG)};\nexport const INKS = {json.dumps(THEMES)};\n"
    contents = {PLOTLY: library.read_bytes(), CHART: (HERE / CHART).read_bytes(), GIVEN: given.encode()}
    return Served("/drawing", contents)
