"""A map as shapes of PowerPoint's own: a named outline for each province, its labels and legend, in one group."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dashboard.exports.deck.template import INK
from dashboard.exports.fonts import width
from dashboard.figures import Figure
from dashboard.figures.canvas import NOTICES, SOURCE

Part = Mapping[str, Any]
Path = list[tuple[int, int]]

BESIDE: Final = 0.3  # of the room's width, for the legend
LETTERS: Final = 12  # points
LINE: Final = Pt(0.5)
ROOMY: Final = 1.15  # what stands in for our letters may be wider
LEADING: Final = 1.25
SWATCH: Final = Pt(13)
STEP: Final = Pt(24)
MARKUP: Final = re.compile("<(?!br>)[^>]*>")


@dataclass(frozen=True)
class Ground:
    """Where degrees come to lie on a slide."""

    left: float
    top: float
    across: float  # EMU to a degree of longitude
    down: float
    west: float
    north: float

    def at(self, x: float, y: float) -> tuple[int, int]:
        return round(self.left + (x - self.west) * self.across), round(self.top + (self.north - y) * self.down)


def is_map(figure: Figure) -> bool:
    """Whether it is drawn as areas on a ground of true proportions."""
    return bool(figure.plot.layout.yaxis.scaleanchor) and any(trace.fill == "toself" for trace in figure.plot.data)


def add_map(slide: Any, figure: Figure, place: Sequence[int]) -> Any:  # noqa: ANN401 - python-pptx has no types
    """The group on a slide, at (left, top, width, height)."""
    plot = figure.drawn("light")
    ground = _ground(plot["layout"], place)
    group = slide.shapes.add_group_shape()
    for trace in plot["data"]:
        if trace.get("fill") == "toself":
            _area(group.shapes, trace, ground)
    for note in plot["layout"]["annotations"]:
        if note.get("name") not in (NOTICES, SOURCE):
            _label(group.shapes, note, ground)
    _legend(group.shapes, plot, place)
    return group


def _ground(layout: Part, place: Sequence[int]) -> Ground:
    left, top, wide, high = place
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    stretch = layout["yaxis"].get("scaleratio", 1)
    scale = min(wide * (1 - BESIDE) / (east - west), high / ((north - south) * stretch))
    return Ground(left, top, scale, scale * stretch, west, north)


def _area(shapes: Any, trace: Part, ground: Ground) -> None:  # noqa: ANN401 - python-pptx has no types
    first, *others = _rings(trace, ground)
    drawn = shapes.build_freeform(*first[0])
    drawn.add_line_segments(first[1:], close=True)
    for ring in others:
        drawn.move_to(*ring[0])
        drawn.add_line_segments(ring[1:], close=True)
    shape = drawn.convert_to_shape()
    name, _, more = trace.get("text", "").partition("<br>")
    _named(shape, MARKUP.sub("", name), MARKUP.sub("", more).replace("<br>", ". "))
    _paint(shape, trace["fillcolor"], trace["line"]["color"], trace.get("fillpattern"))


def _rings(trace: Part, ground: Ground) -> Iterator[Path]:
    """The closed lines of an area; nulls part them."""
    points = zip(trace["x"], trace["y"], strict=True)
    for is_gap, part in groupby(points, key=lambda point: point[0] is None):
        if not is_gap:
            yield [ground.at(x, y) for x, y in part]


def _label(shapes: Any, note: Part, ground: Ground) -> None:  # noqa: ANN401 - python-pptx has no types
    """Its words; a label beside the land has a line to its province."""
    spot = ground.at(note["x"], note["y"])
    if note.get("showarrow"):
        foot = ground.at(note["ax"], note["ay"])
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *spot, *foot)
        line.line.color.rgb, line.line.width = RGBColor.from_string(INK), LINE
        spot = foot
    _write(
        shapes, note["text"], spot, note["font"]["color"], note.get("xanchor", "center"), note.get("yanchor", "middle")
    )


def _write(shapes: Any, text: str, spot: tuple[int, int], colour: str, across: str, down: str) -> None:  # noqa: ANN401
    lines = MARKUP.sub("", text).split("<br>")
    wide = Pt(ROOMY * max(width(line, LETTERS, bold=True) for line in lines) + 6)
    high = Pt(LETTERS * LEADING * len(lines))
    left = spot[0] + {"left": Pt(3), "center": -wide // 2, "right": -wide}[across]
    top = spot[1] + {"top": 0, "middle": -high // 2, "bottom": -high}[down]
    box = shapes.add_textbox(Emu(left), Emu(top), wide, high)
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[across]
        run = paragraph.add_run()
        run.text, run.font.size, run.font.color.rgb = line, Pt(LETTERS), _tint(colour)
    _named(box, " ".join(lines), "")


def _legend(shapes: Any, plot: Part, place: Sequence[int]) -> None:  # noqa: ANN401 - python-pptx has no types
    """A swatch a class, at the right of the map."""
    left, top, wide, _ = place
    x, y = left + round(wide * (1 - BESIDE)), top + STEP // 2
    ink = f"#{INK}"
    if title := plot["layout"]["legend"].get("title", {}).get("text"):
        _write(shapes, title, (x, y), ink, "left", "middle")
        y += STEP
    for trace in plot["data"]:
        if trace["type"] == "bar" and trace.get("name"):
            swatch = shapes.add_shape(MSO_SHAPE.RECTANGLE, x + Pt(3), y - SWATCH // 2, SWATCH, SWATCH)
            marker = trace["marker"]
            _paint(swatch, marker["color"], marker["line"]["color"], marker.get("pattern"))
            _named(swatch, trace["name"], "")
            _write(shapes, trace["name"], (x + SWATCH + Pt(8), y), ink, "left", "middle")
            y += STEP


def _paint(shape: Any, colour: str, line: str, pattern: Part | None) -> None:  # noqa: ANN401 - no types
    fill = shape.fill
    if pattern and pattern.get("shape"):
        rising = pattern["shape"] == "/"
        fill.patterned()
        fill.pattern = MSO_PATTERN_TYPE.LIGHT_UPWARD_DIAGONAL if rising else MSO_PATTERN_TYPE.LIGHT_DOWNWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _tint(pattern["fgcolor"]), _tint(pattern.get("bgcolor", colour))
    else:
        fill.solid()
        fill.fore_color.rgb = _tint(colour)
    shape.line.color.rgb, shape.line.width = _tint(line), LINE
    shape.shadow.inherit = False


def _named(shape: Any, name: str, says: str) -> None:  # noqa: ANN401 - python-pptx has no types
    named = shape.element.xpath("./*/p:cNvPr")[0]
    named.set("name", name)
    if says:
        named.set("descr", says)


def _tint(colour: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return made
