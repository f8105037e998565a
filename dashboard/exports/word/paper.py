"""A Word document as PDF: tagged, its letters embedded, its lines and pages where Word has them."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.exports.figure.paper import fonts
from dashboard.exports.word.reading import Block, blocks

TEMPLATE: Final = (Path(__file__).parent / "page.typ").read_bytes()


def as_pdf(document: bytes) -> bytes:
    """As PDF/UA-1, or without that name where a letter is in no font; ReportError where it holds pictures."""
    told = json.dumps(blocks(document), ensure_ascii=False)
    try:
        return _set(told, ["ua-1"])
    except typst.TypstError:
        return _set(told, [])


def pages(document: bytes, *, spare: float = 0.0) -> int:
    """How many pages it takes, where a share of the height of each is kept empty."""
    told: Block = blocks(document)
    told["margins"]["bottom"] += spare * told["height"]
    made: Any = typst.compile(TEMPLATE, format="svg", sys_inputs={"told": json.dumps(told)}, font_paths=fonts())
    return len(made) if isinstance(made, list) else 1  # a list where there are several


def _set(told: str, standards: list[Any]) -> bytes:
    content = typst.compile(
        TEMPLATE, format="pdf", sys_inputs={"told": told}, font_paths=fonts(), pdf_standards=standards
    )
    if not isinstance(content, bytes):
        raise TypeError("no single pdf")
    return content
