"""Figures as slides that can be worked on: charts that PowerPoint draws itself, with their data behind them.

Each slide has the finding as its title, the figure's title above it, notices and source below, a number, and notes with
everything else that is known of the figure.
"""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches, Pt

from dashboard.exports.deck.charts import add_chart, shortened
from dashboard.exports.deck.maps import add_map, is_map
from dashboard.exports.deck.native import Chart, native
from dashboard.exports.deck.template import (
    BESIDE,
    COVER,
    FIGURE,
    KICKER,
    NOTICES,
    NUMBER,
    ORIGIN,
    ROOM,
    ROOM_BESIDE,
    SAYS,
    template,
)
from dashboard.exports.figure import plot_picture, wording
from dashboard.exports.fonts import wrapped
from dashboard.figures import Figure
from dashboard.words import Words

__all__ = ["MEDIA_TYPE", "deck", "needs_picture"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

WIDE: Final = 2880  # pixels of a picture
HIGH: Final = 400  # pixels of a plot on a telephone; a higher one stands beside its words
KICKER_ABOVE, KICKER_BESIDE = 84, 56  # letters
COVER_TITLE, TITLE, SMALLEST = 40, 28, 14  # points
LEADING: Final = 1.15
ROOMY: Final = 1.06  # what stands in for our letters may be wider


def deck(figures: Sequence[Figure], words: Words, *, title: str, subtitle: str = "") -> bytes:
    """A cover and one slide for each figure, in their order; ReportError where a picture is needed and nobody draws."""
    made = Presentation(io.BytesIO(template()))
    made.core_properties.title, made.core_properties.subject = title, subtitle
    made.core_properties.language = words.language
    _cover(made, figures, title, subtitle)
    for figure in figures:
        _slide(made, figure, words)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def needs_picture(figure: Figure) -> bool:
    """Whether PowerPoint has neither chart nor shapes for it, so that somebody must draw it."""
    return native(figure) is None and not is_map(figure)


def _cover(made: Any, figures: Sequence[Figure], title: str, subtitle: str) -> None:  # noqa: ANN401 - no types
    slide = made.slides.add_slide(made.slide_layouts[COVER])
    notices = dict.fromkeys(notice for figure in figures for notice in figure.notices)
    _write(slide, {0: title, 1: subtitle, NOTICES: " · ".join(notices)})
    _fit(slide.shapes.title)


def _slide(made: Any, figure: Figure, words: Words) -> None:  # noqa: ANN401 - python-pptx has no types
    finding, chart = wording.finding(figure), native(figure)
    is_high = chart is None and figure.plot.layout.height > HIGH
    layout, room, kicker = (BESIDE, ROOM_BESIDE, KICKER_BESIDE) if is_high else (FIGURE, ROOM, KICKER_ABOVE)
    slide = made.slides.add_slide(made.slide_layouts[layout])
    texts = {
        KICKER: shortened(figure.title, kicker),
        0: finding,
        NOTICES: " · ".join(figure.notices),
        ORIGIN: wording.origin(figure, words),
        SAYS: wording.rest(figure),
    }
    _write(slide, texts)
    _fit(slide.shapes.title)
    _number(slide)
    place = [Inches(each) for each in (room.left, room.top, room.width, room.height)]
    if is_map(figure):
        shown = add_map(slide, figure, place)
    elif chart is None:
        pixels = (WIDE, round(WIDE * room.height / room.width))
        shown = slide.shapes.add_picture(io.BytesIO(plot_picture(figure, words, *pixels)), *place)
    else:
        shown = add_chart(slide, chart, place, words)
    named = shown.element.xpath("./*/p:cNvPr")[0]
    named.set("descr", wording.alternative(figure))
    named.set("name", figure.title)
    slide.notes_slide.notes_text_frame.text = "\n".join(_notes(figure, chart, words))


def _write(slide: Any, texts: dict[int, str]) -> None:  # noqa: ANN401 - python-pptx has no types
    """Each text in its place; a place without text goes, else a program shows its prompt."""
    for place in list(slide.placeholders):
        text = texts.get(place.placeholder_format.idx, "")
        if text:
            place.text_frame.text = text
        else:
            place.element.getparent().remove(place.element)


def _fit(title: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """Letters as large as the title's place allows; programs shrink text on their own only once it is edited."""
    place = title.part.slide_layout.placeholders
    model = next(each for each in place if each.placeholder_format.idx == 0)
    width, height = (each / Pt(1) for each in (model.width, model.height))
    largest = COVER_TITLE if title.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE else TITLE
    for size in range(largest, SMALLEST - 1, -2):
        if len(wrapped(title.text_frame.text, size * ROOMY, width, bold=True)) * size * LEADING <= height:
            break
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)


def _number(slide: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """The slide's number, which python-pptx leaves on the layout."""
    model = next(each for each in slide.slide_layout.placeholders if each.placeholder_format.idx == NUMBER)
    slide.shapes._spTree.append(deepcopy(model.element))  # noqa: SLF001


def _notes(figure: Figure, chart: Chart | None, words: Words) -> Iterator[str]:
    yield figure.title
    yield figure.says
    if figure.filters:
        yield wording.choices(figure)
    if chart is not None and chart.left_out:
        yield words.plural(
            "The slide shows the outermost rows; {n} more is in the Excel file of this figure.",
            "The slide shows the outermost rows; {n} more are in the Excel file of this figure.",
            chart.left_out,
        )
    yield from figure.notices
    yield wording.origin(figure, words)
