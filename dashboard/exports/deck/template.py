"""Our own template for slides, 16:9: two layouts, colours and letters of the theme, made from python-pptx's default."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

# On every machine, with every Vietnamese letter; a typeface that is not there is replaced, and lines break elsewhere.
FONT: Final = "Arial"
WIDTH, HEIGHT = 13.333, 7.5  # inches
EDGE: Final = 0.6
COVER, FIGURE, BESIDE = 0, 1, 2  # the layouts, by place
NUMBER, KICKER, ORIGIN, NOTICES, SAYS = 12, 13, 14, 15, 16  # the places for text beside the title
BLUE, INK, MUTED, ORANGE, PAPER = "0b4f8a", "262730", "52606d", "b35309", "ffffff"
# dark and light, text and ground; then the series of charts
COLOURS: Final = {
    "dk1": INK,
    "lt1": PAPER,
    "dk2": BLUE,
    "lt2": "e3eef8",
    "accent1": BLUE,
    "accent2": "e05c01",
    "accent3": "1eaa5f",
    "accent4": "ab446d",
    "accent5": "69a3d4",
    "accent6": MUTED,
    "hlink": BLUE,
    "folHlink": "3d2c1e",
}


@dataclass(frozen=True)
class Box:
    """Inches from the left and the top of a slide."""

    left: float
    top: float
    width: float
    height: float


ROOM: Final = Box(EDGE, 2.05, WIDTH - 2 * EDGE, 4.3)  # for the chart
COLUMN: Final = 4.4  # of words beside what is high
ROOM_BESIDE: Final = Box(EDGE + COLUMN + 0.3, 0.38, WIDTH - 2 * EDGE - COLUMN - 0.3, 5.95)


@dataclass(frozen=True)
class Place:
    """A place for text on a layout."""

    number: int
    name: str
    kind: str
    box: Box
    points: float
    colour: str
    bold: bool = False
    anchor: str = "t"


FOOT: Final = (
    Place(NOTICES, "Notices", "body", Box(EDGE, 6.42, WIDTH - 2 * EDGE, 0.36), 14, "accent2", bold=True),
    Place(ORIGIN, "Source", "body", Box(EDGE, 6.8, WIDTH - 2.4, 0.42), 11, "accent6"),
    Place(NUMBER, "Slide number", "sldNum", Box(WIDTH - EDGE - 1, 6.8, 1, 0.42), 11, "accent6"),
)
PLACES: Final = {
    COVER: (
        Place(0, "Title", "ctrTitle", Box(0.9, 1.9, 11.2, 2.2), 40, "lt1", bold=True, anchor="b"),
        Place(1, "Subtitle", "subTitle", Box(0.9, 4.3, 11.2, 1.0), 22, "lt2"),
        Place(NOTICES, "Notices", "body", Box(0.9, 6.2, 11.2, 0.7), 16, "lt1", bold=True),
    ),
    FIGURE: (
        Place(KICKER, "Subject", "body", Box(EDGE, 0.38, WIDTH - 2 * EDGE, 0.34), 16, "dk2", bold=True),
        Place(0, "Title", "title", Box(EDGE, 0.76, WIDTH - 2 * EDGE, 1.2), 28, "tx1", bold=True),
        *FOOT,
    ),
    BESIDE: (
        Place(KICKER, "Subject", "body", Box(EDGE, 0.38, COLUMN, 0.66), 16, "dk2", bold=True),
        Place(0, "Title", "title", Box(EDGE, 1.1, COLUMN, 2.7), 28, "tx1", bold=True),
        Place(SAYS, "What it shows", "body", Box(EDGE, 3.95, COLUMN, 2.35), 16, "tx1"),
        *FOOT,
    ),
}


@cache
def template() -> bytes:
    """The template as a file; opening it gives an empty deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    master = deck.slide_master
    for layout in list(master.slide_layouts)[3:]:
        master.slide_layouts.remove(layout)
    _dress(master)
    for number, name in ((COVER, "Cover"), (FIGURE, "Figure"), (BESIDE, "Figure beside its words")):
        layout = master.slide_layouts[number]
        layout.name = name
        _furnish(layout, PLACES[number])
    ground = master.slide_layouts[COVER].background.fill
    ground.solid()
    ground.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _dress(master: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    """Letters and colours of the theme; the master's own places go, the layouts have theirs."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    theme.set("name", "thidua")
    for face in theme.xpath("//a:majorFont/a:latin | //a:minorFont/a:latin", namespaces=space):
        face.set("typeface", FONT)
    scheme = theme.find(".//a:clrScheme", space)
    scheme.set("name", "thidua")
    for colour in scheme:
        colour[:] = [etree.SubElement(colour, qn("a:srgbClr"), val=COLOURS[etree.QName(colour).localname])]
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - no setter
    for shape in list(master.placeholders):
        shape.element.getparent().remove(shape.element)


def _furnish(layout: Any, places: tuple[Place, ...]) -> None:  # noqa: ANN401 - python-pptx has no types
    tree = layout.shapes._spTree  # noqa: SLF001 - python-pptx cannot add places
    for shape in list(layout.placeholders):
        tree.remove(shape.element)
    for number, place in enumerate(places, start=2):
        tree.append(parse_xml("".join(_place(place, number))))


def _place(place: Place, id_: int) -> Iterator[str]:
    box = place.box
    left, top, width, height = (int(Inches(each)) for each in (box.left, box.top, box.width, box.height))
    number = f' idx="{place.number}"' if place.number else ""
    run = (
        f'<a:defRPr sz="{int(place.points * 100)}" b="{int(place.bold)}">'
        f'<a:solidFill><a:schemeClr val="{place.colour}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/></a:defRPr>'
    )
    align = "r" if place.kind == "sldNum" else "l"
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="vi"/><a:t>#</a:t></a:fld>'
    yield f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='{id_}' name='{place.name}'/><p:cNvSpPr/>"
    yield f"<p:nvPr><p:ph type='{place.kind}'{number}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>"
    yield f"<a:off x='{left}' y='{top}'/><a:ext cx='{width}' cy='{height}'/></a:xfrm>"
    yield "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr><p:txBody>"
    yield f"<a:bodyPr wrap='square' lIns='0' rIns='0' tIns='0' bIns='0' anchor='{place.anchor}'>"
    yield "<a:normAutofit/></a:bodyPr>"
    yield f"<a:lstStyle><a:lvl1pPr marL='0' indent='0' algn='{align}'><a:lnSpc><a:spcPct val='95000'/></a:lnSpc>"
    yield f"<a:spcBef><a:spcPts val='0'/></a:spcBef><a:buNone/>{run}</a:lvl1pPr></a:lstStyle>"
    yield f"<a:p>{field if place.kind == 'sldNum' else ''}</a:p></p:txBody></p:sp>"
