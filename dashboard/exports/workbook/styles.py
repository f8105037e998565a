"""How the cells of a workbook look."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, Final

from xlsxwriter import Workbook

BLUE: Final = "#0b4f8a"
PALE_BLUE: Final = "#dce9f5"
YELLOW: Final = "#fff7cc"
GREEN: Final = "#eef7ee"
ORANGE: Final = "#f9c88b"
GREY: Final = "#f3f4f6"
BROWN: Final = "#8a3b00"
LINE: Final = "#c3cad3"
INK: Final = "#1f2933"
SOFT_INK: Final = "#52606d"
FONT: Final = "Arial"  # on every machine, with every Vietnamese letter
AMOUNT: Final = "#,##0.0##"
LINE_HEIGHT: Final = 13.5  # points, at the 10 points of the cells
ROOM: Final = 1.15  # letters to one unit of a column's width, in the widest fonts that stand in for Arial

Look = Mapping[str, Any]
PLAIN: Final[Look] = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
BOXED: Final[Look] = {**PLAIN, "border": 1, "border_color": LINE, "text_wrap": True}
INPUT: Final[Look] = {**BOXED, "bg_color": YELLOW, "locked": False}

LOOKS: Final[Mapping[str, Look]] = {
    "title": {**PLAIN, "bold": True, "font_size": 15, "font_color": "#ffffff", "bg_color": BLUE, "valign": "vcenter"},
    "band": {**PLAIN, "font_color": "#ffffff", "bg_color": BLUE, "valign": "vcenter"},
    "header": {
        **BOXED,
        "bold": True,
        "font_color": "#ffffff",
        "bg_color": BLUE,
        "align": "center",
        "valign": "vcenter",
    },
    "pillar": {**PLAIN, "bold": True, "font_color": BLUE, "bg_color": PALE_BLUE, "valign": "vcenter"},
    "heading": {**PLAIN, "bold": True, "font_size": 12, "font_color": BLUE},
    "label": {**PLAIN, "font_color": SOFT_INK},
    "value": {**PLAIN, "bold": True, "text_wrap": True},
    "text": {**PLAIN, "text_wrap": True},
    "notice": {**PLAIN, "bold": True, "text_wrap": True, "bg_color": ORANGE, "valign": "vcenter", "indent": 1},
    "warning": {**PLAIN, "bold": True, "font_color": BROWN},
    "progress": {**PLAIN, "bold": True, "font_color": BLUE, "font_size": 11},
    "cell": BOXED,
    "number": {**BOXED, "align": "center"},
    "aside": {**BOXED, "font_color": SOFT_INK, "bg_color": GREY, "align": "center"},
    "last": {**BOXED, "font_color": SOFT_INK, "bg_color": GREY, "align": "right"},
    "last_count": {**BOXED, "font_color": SOFT_INK, "bg_color": GREY, "align": "right", "num_format": "#,##0"},
    "last_amount": {**BOXED, "font_color": SOFT_INK, "bg_color": GREY, "align": "right", "num_format": AMOUNT},
    "help": {**BOXED, "font_color": SOFT_INK},
    "input": INPUT,
    # No number format of ours: a program then keeps 12.5% as a percentage, and the reader can tell it from 0.125.
    "answer": {**INPUT, "align": "right"},
    "answer_count": {**INPUT, "align": "right", "num_format": "#,##0"},
    "answer_amount": {**INPUT, "align": "right", "num_format": AMOUNT},
    "filled": {"bg_color": GREEN},
    "wanted": {"bg_color": ORANGE},
}


class Styles:
    """The looks above as formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._formats = {name: book.add_format(dict(look)) for name, look in LOOKS.items()}

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter ships no types
        """The format of that name."""
        return self._formats[name]


def height(cells: Iterable[tuple[str, float]]) -> float:
    """The points that a row of wrapped texts needs, each in a column of that width; not every program fits rows."""
    lines = max((len(textwrap.wrap(text, max(int(width * ROOM), 1))) for text, width in cells), default=1)
    return LINE_HEIGHT * max(lines, 1) + 4
