"""Charts: functions from a frame, a language and a context to a `Figure` that says in words what it shows.

Frames come with names in the reader's language already; columns are described at each function.
"""

from dashboard.figures.closing import closing
from dashboard.figures.comparison import comparison
from dashboard.figures.course import target_course
from dashboard.figures.figure import CONFIG, Column, Context, Edition, Figure
from dashboard.figures.league import ranking
from dashboard.figures.lines import sparkline, trend
from dashboard.figures.maps import province_map
from dashboard.figures.maturity import levels
from dashboard.figures.movement import change
from dashboard.figures.norms import gap_bars
from dashboard.figures.profile import pillars
from dashboard.figures.proofs import evidence
from dashboard.figures.shortfalls import gap_heatmap
from dashboard.figures.tiles import province_tiles
from dashboard.figures.uncertainty import drivers
from dashboard.figures.waterfall import waterfall

__all__ = [
    "CONFIG",
    "Column",
    "Context",
    "Edition",
    "Figure",
    "change",
    "closing",
    "comparison",
    "drivers",
    "evidence",
    "gap_bars",
    "gap_heatmap",
    "levels",
    "pillars",
    "province_map",
    "province_tiles",
    "ranking",
    "sparkline",
    "target_course",
    "trend",
    "waterfall",
]
