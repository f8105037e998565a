"""A picture on paper or as pixels, by Typst: vectors and text that can be selected, in our typeface on any machine."""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import typst

from dashboard.exports.fonts import FOLDER

POINTS: Final = 72  # an inch
# What comes from outside is handed over as values, never as markup.
PAGE: Final = b"""
#let told = sys.inputs
#set document(title: told.title, description: told.says, author: told.source)
#set text(lang: told.lang, font: "Be Vietnam Pro")
#set page(width: float(told.width) * 1pt, height: float(told.height) * 1pt, margin: 0pt, fill: none)
#image(bytes(told.svg), format: "svg", width: 100%, height: 100%, alt: told.says)
"""


@dataclass(frozen=True)
class Told:
    """What a file says of itself to those who search or do not see it."""

    title: str
    says: str
    source: str
    language: str


def as_pdf(svg: str, told: Told, width: float, height: float) -> bytes:
    """One tagged page of a size in points, which the picture fills; PDF/UA-1 unless it has a letter of no font here."""
    try:
        return _made("pdf", svg, told, (width, height), accessible=True)
    except typst.TypstError:
        return _made("pdf", svg, told, (width, height))


def as_png(svg: str, told: Told, width: int, height: int) -> bytes:
    """Exactly so many pixels; what the picture leaves clear stays clear."""
    return _made("png", svg, told, (width, height))


def _made(
    form: Literal["pdf", "png"],
    svg: str,
    told: Told,
    size: tuple[float, float],
    *,
    accessible: bool = False,
) -> bytes:
    content = typst.compile(
        PAGE,
        format=form,
        ppi=POINTS,
        sys_inputs={
            "svg": svg,
            "width": str(size[0]),
            "height": str(size[1]),
            "title": told.title,
            "says": told.says,
            "source": told.source,
            "lang": told.language,
        },
        font_paths=fonts(),
        pdf_standards=["ua-1"] if accessible else [],
    )
    if not isinstance(content, bytes):
        raise TypeError(f"no single {form}")
    return content


@cache
def fonts() -> typst.Fonts:
    """Ours, and Typst's own for the few signs that ours lacks, as arrows; none of the machine's, which differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER)])
