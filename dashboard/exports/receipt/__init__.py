"""The receipt of a report that was handed in, as a page to be filed."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.exports.figure import paper
from dashboard.words import Words
from store.receipts import Receipted

TEMPLATE: Final = (Path(__file__).parent / "receipt.typ").read_bytes()


def receipt_pdf(given: Receipted, words: Words, *, unit: str, round_: str, demonstration: bool) -> bytes:
    """As PDF/UA-1, or without that name where a letter is in no font; `unit` and `round_` are names."""
    told = json.dumps(_told(given, words, unit, round_, demonstration=demonstration), ensure_ascii=False)
    try:
        return _page(told, ["ua-1"])
    except typst.TypstError:
        return _page(told, [])


def _told(given: Receipted, words: Words, unit: str, round_: str, *, demonstration: bool) -> dict[str, Any]:
    return {
        "title": words("Receipt of a report"),
        "language": words.language,
        "source": "thidua",
        "code": given.code,
        "notice": words("Demonstration data") if demonstration else "",
        "lines": [
            (words("Unit"), unit),
            (words("Reporting round"), round_),
            (words("Handed in at"), words.time(given.at)),
            (words("By"), given.by),
            (words("Answers"), words.number(given.answers)),
            (words("Initiatives"), words.number(given.initiatives)),
            (words("Content (SHA-256)"), given.digest),
        ],
        "says": words("The code stands for the report as it was handed in. Another content has another code."),
    }


def _page(told: str, standards: list[Any]) -> bytes:
    content = typst.compile(
        TEMPLATE, format="pdf", sys_inputs={"told": told}, font_paths=paper.fonts(), pdf_standards=standards
    )
    if not isinstance(content, bytes):
        raise TypeError("no single pdf")
    return content
