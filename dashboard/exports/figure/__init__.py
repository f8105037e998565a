"""Any figure as a file that is complete without its page: picture, table, web page.

`export(figure, words, form)` is the whole of it; `FORMS` are the forms there are. Pictures are drawn as SVG, by
Chromium or without one (`drawing`), on a sheet with the figure's words (`sheet`); pixels and PDF come from the SVG
(`paper`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from dashboard.exports.figure import paper, svg, tables, web, wording
from dashboard.exports.figure.drawing import can_draw, drawn
from dashboard.exports.figure.sheet import laid_out, plot_alone
from dashboard.exports.figure.wording import file_name
from dashboard.figures import Figure
from dashboard.words import N_, Words

__all__ = ["FORMS", "SPREADSHEET", "File", "Form", "can_draw", "export", "file_name", "plot_picture", "plot_svg"]

A4: Final = (841.89, 595.28)  # points
A4_PIXELS: Final = (3508, 2480)  # at 300 to the inch


@dataclass(frozen=True)
class File:
    """A file to be handed over."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Form:
    """One form of a figure: its name for people, its file, and how it is made; `drawn`: whether it needs a picture."""

    label: str
    suffix: str
    media_type: str
    made: Callable[[Figure, Words], bytes]
    drawn: bool = True


def export(figure: Figure, words: Words, form: str) -> File:
    """The figure in one of the FORMS; ReportError where it needs a picture and nobody on this machine draws."""
    chosen = FORMS[form]
    content = chosen.made(figure, words)
    return File(file_name(figure, chosen.suffix), chosen.media_type, content)


def as_svg(figure: Figure, words: Words, shape: float, *, transparent: bool = False) -> str:
    """The sheet of a shape (width over height) as SVG, without its typeface."""
    return drawn(laid_out(figure, words, shape).plot("light", transparent=transparent))


def plot_svg(figure: Figure, shape: float) -> str:
    """The plot alone as SVG, for a document in our typeface.

    Of hundreds of papers each has one: QuickJS takes a third of the processor time and memory that Chromium takes.
    """
    return drawn(plot_alone(figure, shape).plot("light", transparent=True), first="quickjs")


def plot_picture(figure: Figure, words: Words, width: int, height: int) -> bytes:
    """The plot alone as PNG."""
    picture = drawn(plot_alone(figure, width / height).plot("light"))
    return paper.as_png(picture, _told(figure, words), width, height)


def _pixels(width: int, height: int, figure: Figure, words: Words, *, transparent: bool = False) -> bytes:
    picture = as_svg(figure, words, width / height, transparent=transparent)
    return paper.as_png(picture, _told(figure, words), width, height)


def _pdf(figure: Figure, words: Words) -> bytes:
    width, height = A4
    return paper.as_pdf(as_svg(figure, words, width / height), _told(figure, words), width, height)


def _svg(figure: Figure, words: Words) -> bytes:
    picture = as_svg(figure, words, 16 / 9)
    says = wording.alternative(figure)
    return svg.standing_alone(picture, title=figure.title, says=says, language=words.language).encode()


def _told(figure: Figure, words: Words) -> paper.Told:
    return paper.Told(figure.title, wording.alternative(figure), figure.source, words.language)


PNG: Final = "image/png"
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: Final[Mapping[str, Form]] = {
    "png": Form(N_("Picture for a slide (PNG)"), "png", PNG, partial(_pixels, 1920, 1080)),
    "png-4k": Form(N_("Picture for a large screen (PNG, 4K)"), "png", PNG, partial(_pixels, 3840, 2160)),
    "png-a4": Form(N_("Picture for print (PNG, A4)"), "png", PNG, partial(_pixels, *A4_PIXELS)),
    "png-square": Form(N_("Square picture (PNG)"), "png", PNG, partial(_pixels, 2160, 2160)),
    "png-clear": Form(N_("Picture without a ground (PNG)"), "png", PNG, partial(_pixels, 3840, 2160, transparent=True)),
    "svg": Form(N_("Drawing to work on (SVG)"), "svg", "image/svg+xml", _svg),
    "pdf": Form(N_("Document (PDF)"), "pdf", "application/pdf", _pdf),
    "xlsx": Form(N_("Table with explanation (Excel)"), "xlsx", SPREADSHEET, tables.as_workbook, drawn=False),
    "csv": Form(N_("Table (CSV)"), "csv", "text/csv; charset=utf-8", tables.as_csv, drawn=False),
    "html": Form(N_("Web page that works offline (HTML)"), "html", "text/html; charset=utf-8", web.page, drawn=False),
}
