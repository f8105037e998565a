"""All provinces in one book: the country, then a chapter each, with contents and heads that repeat, as tagged PDF."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.exports.figure import can_draw, paper, plot_svg, wording
from dashboard.exports.scorecard import Headline, Rows, laid_out
from dashboard.figures import Figure
from dashboard.words import Words

TEMPLATE: Final = (Path(__file__).parent / "yearbook.typ").read_bytes()
SHAPE: Final = 1.6  # of the map, width over height


@dataclass(frozen=True)
class Head:
    """What stands on the cover and at the foot of every page, in one language."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    origin: str


@dataclass(frozen=True, eq=False)
class Chapter:
    """A province, or the country: paragraphs, headline figures, tables and, where somebody draws, a figure."""

    name: str
    says: tuple[str, ...]
    headlines: tuple[Headline, ...]
    tables: tuple[Rows, ...]
    figure: Figure | None = None


def told(chapter: Chapter, words: Words) -> bytes:
    """A chapter made ready for the book, so that many can be made one by one."""
    figure = chapter.figure if chapter.figure is not None and can_draw() else None
    ready = {
        "name": chapter.name,
        "says": chapter.says,
        "cards": [{"title": each.title, "value": each.value, "lines": each.lines} for each in chapter.headlines],
        "tables": [laid_out(each, words) for each in chapter.tables if each.rows.height],
        "picture": plot_svg(figure, SHAPE) if figure else "",
        "picture_title": figure.title if figure else "",
        "picture_says": wording.alternative(figure) if figure else "",
    }
    return json.dumps(ready, ensure_ascii=False).encode()


def yearbook(head: Head, chapters: Sequence[bytes], words: Words) -> bytes:
    """The book of chapters that are `told`, as PDF/UA-1, or without that name where a letter is in no font."""
    whole = {
        "title": head.title,
        "subtitle": head.subtitle,
        "notices": " · ".join(head.notices),
        "origin": head.origin,
        "language": words.language,
        "contents": words("Contents"),
        "chapters": [json.loads(each) for each in chapters],
    }
    content = json.dumps(whole, ensure_ascii=False)
    try:
        return _set(content, ["ua-1"])
    except typst.TypstError:
        return _set(content, [])


def _set(content: str, standards: list[Any]) -> bytes:
    made = typst.compile(
        TEMPLATE, format="pdf", sys_inputs={"told": content}, font_paths=paper.fonts(), pdf_standards=standards
    )
    if not isinstance(made, bytes):
        raise TypeError("no single pdf")
    return made
