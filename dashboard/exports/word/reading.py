"""A Word document as blocks that any page can be set from: paragraphs, tables, the head and foot of pages."""

import io
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

from store.faults import N_, Fault, ReportError

Block = dict[str, Any]
Look = dict[str, Any]

SIZE: Final = 11.0  # points, where neither run nor style nor document says one
ALIGNED: Final = {0: "left", 1: "center", 2: "right", 3: "justify"}
BLACK: Final = "#000000"
USUAL_PADDING: Final = 5.4  # points, of a cell whose table says nothing
TWIPS: Final = 20  # of a point
LAID_OUT: Final = (
    *("alignment", "space_before", "space_after", "line_spacing", "first_line_indent", "left_indent", "right_indent"),
    *("keep_with_next", "page_break_before"),
)
LETTERS: Final = ("size", "bold", "italic", "underline")
DRAWN: Final = ("w:drawing", "w:pict", "w:object")
OUTLINE: Final = "Heading "
PICTURE: Final = N_("The document holds a picture, which no PDF can be made of here. Take the Word file.")


def blocks(document: bytes) -> Block:
    """What a document says: its paper in points, its head and foot, its body; ReportError where it holds pictures."""
    opened = Document(io.BytesIO(document))
    if any(next(opened.element.body.iter(qn(tag)), None) is not None for tag in DRAWN):
        raise ReportError([Fault("", PICTURE)])
    section, reader = opened.sections[0], _Reader()
    first = section.different_first_page_header_footer
    return {
        "title": opened.core_properties.title,
        "author": opened.core_properties.author,
        "language": opened.core_properties.language or "vi",
        "width": _points(section.page_width),
        "height": _points(section.page_height),
        "margins": {
            "top": _points(section.top_margin),
            "bottom": _points(section.bottom_margin),
            "left": _points(section.left_margin),
            "right": _points(section.right_margin),
        },
        "from_edge": {"head": _points(section.header_distance), "foot": _points(section.footer_distance)},
        "head": reader.all(section.header),
        "first_head": reader.all(section.first_page_header if first else section.header),
        "foot": reader.all(section.footer),
        "first_foot": reader.all(section.first_page_footer if first else section.footer),
        "body": reader.all(opened),
    }


class _Reader:
    """Reads one document; what a style says is looked up once."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}

    def all(self, holder: Any) -> list[Block]:  # noqa: ANN401 - a document, a cell, a header or a footer
        """Everything in it, in its order."""
        inner = holder.iter_inner_content()
        return [self._table(each) if isinstance(each, Table) else self._paragraph(each) for each in inner]

    def _paragraph(self, paragraph: Paragraph) -> Block:
        look, own_format = self._look(paragraph), paragraph.paragraph_format
        own = look if own_format.element.pPr is None else _layered(_said(own_format), look)
        line = own["line_spacing"]
        return {
            "kind": "paragraph",
            "runs": [_run(run, look, is_page=is_page) for run, is_page in _shown(paragraph)],
            "size": _points(look["size"]) or SIZE,
            "align": ALIGNED.get(own["alignment"], "left"),
            "before": _points(own["space_before"]),
            "after": _points(own["space_after"]),
            "line": line if isinstance(line, float) else 1.0,
            "exact": _points(line) if isinstance(line, Length) else 0.0,
            "first": _points(own["first_line_indent"]),
            "left": _points(own["left_indent"]),
            "right": _points(own["right_indent"]),
            "keep": bool(own["keep_with_next"]),
            "new_page": bool(own["page_break_before"]),
            "level": look["level"],
            "ruled": own["ruled"] or [],
        }

    def _look(self, paragraph: Paragraph) -> Look:
        """What the style of a paragraph says, with what the styles say on which it rests."""
        id_ = paragraph._p.style or ""  # noqa: SLF001 - the public way searches all styles for each paragraph
        if id_ not in self._looks:
            style: Any = paragraph.style
            name = style.name or ""
            look: Look = {"level": int(name.removeprefix(OUTLINE)) if name.startswith(OUTLINE) else 0}
            while style is not None:
                look = _layered(look, {**_said(style.paragraph_format), **_letters(style.font)})
                style = style.base_style
            self._looks[id_] = look
        return self._looks[id_]

    def _table(self, table: Table) -> Block:
        rows = table._tbl.tr_lst  # noqa: SLF001 - rows that repeat have no other name
        heads = [row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in rows]
        return {
            "kind": "table",
            "widths": [_points(column.width) for column in table.columns],
            "heads": heads.index(False) if False in heads else len(heads),
            "is_grid": bool(table.style and table.style.name != "Normal Table"),
            "padding": _padding(table),
            "rows": [[self._cell(cell, table) for cell in row.tc_lst] for row in rows],
        }

    def _cell(self, cell: Any, table: Table) -> Block:  # noqa: ANN401 - an element without a public type
        return {"span": cell.grid_span, "blocks": self.all(_Cell(cell, table))}


def _said(paragraph_format: ParagraphFormat) -> Look:
    """What one level of a paragraph's look says; None where it says nothing."""
    said: Look = {name: getattr(paragraph_format, name) for name in LAID_OUT}
    properties = paragraph_format.element.pPr
    borders = None if properties is None else properties.find(qn("w:pBdr"))
    said["ruled"] = None if borders is None else [each.tag.rpartition("}")[2] for each in borders]
    return said


def _letters(font: Font) -> Look:
    colour = font.color.rgb
    return {**{name: getattr(font, name) for name in LETTERS}, "colour": None if colour is None else f"#{colour}"}


def _layered(above: Look, below: Look) -> Look:
    """What `above` says, and where it says nothing, what `below` does."""
    return {**below, **{name: value for name, value in above.items() if value is not None}}


def _shown(paragraph: Paragraph) -> Iterator[tuple[Run, bool]]:
    """The runs that are read, and of each whether it stands for the number of its page."""
    in_field = False
    for run in paragraph.runs:
        ends = [each.get(qn("w:fldCharType")) for each in run._r.iter(qn("w:fldChar"))]  # noqa: SLF001 - no other way
        in_field = in_field or "begin" in ends
        if any("PAGE" in (each.text or "") for each in run._r.iter(qn("w:instrText"))):  # noqa: SLF001
            yield run, True
        elif run.text and not in_field:
            yield run, False
        in_field = in_field and "end" not in ends


def _run(run: Run, look: Look, *, is_page: bool) -> Block:
    own = look if run._r.rPr is None else _layered(_letters(run.font), look)  # noqa: SLF001
    return {
        "text": "" if is_page else run.text,
        "page": is_page,
        "size": _points(own["size"]) or SIZE,
        "bold": bool(own["bold"]),
        "italic": bool(own["italic"]),
        "underline": bool(own["underline"]),
        "colour": own["colour"] or BLACK,
    }


def _padding(table: Table) -> float:
    found = next(table._tbl.iter(qn("w:tblCellMar")), None)  # noqa: SLF001
    left = None if found is None else found.find(qn("w:left"))
    return USUAL_PADDING if left is None else int(left.get(qn("w:w"), "0")) / TWIPS


def _points(length: Length | None) -> float:
    return 0.0 if length is None else length.pt
