"""A document that has to stay on one page is set in smaller letters until it does."""

import io
from typing import Final

from docx import Document
from docx.shared import Pt

from dashboard.exports.word.paper import pages
from store.faults import N_, Fault, ReportError

SCALES: Final = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68)
SPARE: Final = 0.05  # of the page's height, since another program may break a line elsewhere
TOO_LONG: Final = N_("The text does not fit on one page, however small its letters. Shorten the template.")


def on_one_page(document: bytes) -> bytes:
    """The same in the largest letters with which it takes one page; ReportError where even the smallest take more."""
    for scale in SCALES:
        smaller = _scaled(document, scale) if scale < 1 else document
        if pages(smaller, spare=SPARE) == 1:
            return smaller
    raise ReportError([Fault("", TOO_LONG)])


def _scaled(document: bytes, scale: float) -> bytes:
    opened = Document(io.BytesIO(document))
    runs = [run.font for paragraph in opened.paragraphs for run in paragraph.runs]
    for font in (*(style.font for style in opened.styles if hasattr(style, "font")), *runs):
        if font.size is not None:
            font.size = Pt(round(2 * font.size.pt * scale) / 2)  # Word knows half points
    target = io.BytesIO()
    opened.save(target)
    return target.getvalue()
