"""A chart that PowerPoint draws and edits, in our colours and quiet: no title, no frame, bars from zero."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Pt

from dashboard.exports.deck.native import Chart
from dashboard.words import Words

TYPES: Final = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED_100,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}
LETTERS, SMALLER = 14, 12  # points
MANY: Final = 10  # bars beyond which letters are smaller
LONGEST: Final = 44  # letters of a category
GRID, INK = RGBColor(0xE6, 0xEA, 0xF1), RGBColor(0x26, 0x27, 0x30)
DARK: Final = 140  # brightness below which white letters are legible


def add_chart(slide: Any, chart: Chart, place: Sequence[int], words: Words) -> Any:  # noqa: ANN401 - no types
    """The chart on a slide, at (left, top, width, height)."""
    data = CategoryChartData(number_format=chart.number_format)
    data.categories = [shortened(name) for name in chart.categories]
    for name, values in chart.series.items():
        data.add_series(name or words("no data"), values)
    frame = slide.shapes.add_chart(TYPES[chart.kind], *place, data)
    made = frame.chart
    made.has_title = False
    made.font.size = Pt(SMALLER if len(chart.categories) > MANY else LETTERS)
    made.font.color.rgb = INK
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position = XL_LEGEND_POSITION.TOP
        made.legend.include_in_layout = False
    _axes(made, chart)
    for number, (series, colour) in enumerate(zip(made.plots[0].series, chart.colours, strict=True)):
        _draw(series, colour, chart)
        # Labels of two lines would be written over each other.
        if chart.kind != "lines" or not number:
            _label(series, colour, chart)
    if chart.kind != "lines":
        made.plots[0].gap_width = 45
        made.plots[0].vary_by_categories = False
    return frame


def _axes(made: Any, chart: Chart) -> None:  # noqa: ANN401 - python-pptx has no types
    values, categories = made.value_axis, made.category_axis
    values.major_gridlines.format.line.color.rgb = GRID
    values.format.line.fill.background()
    categories.format.line.color.rgb = GRID
    # Below zero a bar would stand on its own name.
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind == "lines":
        return
    categories.reverse_order = True
    known = [value for series in chart.series.values() for value in series if value is not None]
    if min(known, default=0) >= 0:
        values.minimum_scale = 0
    values.visible = False
    values.has_major_gridlines = False


def _draw(series: Any, colour: str, chart: Chart) -> None:  # noqa: ANN401 - python-pptx has no types
    tint = _tint(colour)
    if chart.kind == "lines":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = tint, Pt(3)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = tint
        series.marker.format.line.color.rgb = tint
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = tint
        series.invert_if_negative = False


def _label(series: Any, colour: str, chart: Chart) -> None:  # noqa: ANN401 - python-pptx has no types
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, _without_zero(chart), False
    labels.font.size = Pt(SMALLER)
    if chart.kind == "stacked":
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.color.rgb = RGBColor(255, 255, 255) if sum(_tint(colour)) / 3 < DARK else INK
    else:
        labels.position = XL_LABEL_POSITION.ABOVE if chart.kind == "lines" else XL_LABEL_POSITION.OUTSIDE_END


def _tint(colour: str) -> RGBColor:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)


def _without_zero(chart: Chart) -> str:
    """A part of a bar that is not there has no label."""
    return f"{chart.number_format};;" if chart.kind == "stacked" else chart.number_format


def shortened(name: str, most: int = LONGEST) -> str:
    """A name cut in the middle, because the end tells two apart."""
    return name if len(name) <= most else f"{name[: most // 2].rstrip()}…{name[-most // 2 :].lstrip()}"
