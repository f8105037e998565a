"""The templates: ours, or those of a ministry in a folder of its own; what is wrong with one is said with its place."""

import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from jinja2 import TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from store.faults import N_, Fault

FOLDER_VARIABLE: Final = "THIDUA_TEMPLATES"
OURS: Final = Path(__file__).parent / "templates"
LARGEST: Final = 10 * 1024 * 1024  # bytes
TAG: Final = re.compile(r"\{[{%].*?[%}]\}")
OPENING: Final = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(for|if|else|elif|end\w+)\b(.*?)-?%\}")
LOOP: Final = re.compile(r"\s+(\w+)\s+in\s+(\w+)\s*")
BOUND: Final = frozenset({"loop"})
OPENERS: Final = frozenset({"for", "if"})

NO_DOCUMENT: Final = N_("This is not a Word document (.docx), or it is damaged.")
TOO_LARGE: Final = N_("The template is larger than {n} MB.")
NOT_READ: Final = N_("“{text}” cannot be read: {reason}.")
NO_FIELD: Final = N_("There is no field “{field}”. The fields are: {fields}.")
NOT_CLOSED: Final = N_("“{text}” has no end. Write “{end}” in a paragraph or a row of its own below.")
NOT_OPENED: Final = N_("“{text}” ends what nothing has begun.")
LEFT_OUT: Final = N_("The template leaves out the field “{field}”, which has to be shown.")
REFUSED: Final = N_("The template cannot be filled in: {reason}.")


def names() -> list[str]:
    """The templates that came with the program."""
    return sorted(file.stem for file in OURS.glob("*.docx"))


def content(name: str) -> bytes:
    """The template in the folder that THIDUA_TEMPLATES names, else the one that came with the program."""
    return (_replaced(name) or OURS / f"{name}.docx").read_bytes()


def is_ours(name: str) -> bool:
    """Whether nobody has replaced it."""
    return _replaced(name) is None


def _replaced(name: str) -> Path | None:
    folder = os.environ.get(FOLDER_VARIABLE, "")
    file = Path(folder, f"{name}.docx")
    return file if folder and file.is_file() else None


def faults(name: str, template: bytes, fields: Mapping[str, Any], required: Sequence[str] = ()) -> Iterator[Fault]:
    """Everything wrong with a template that is to be filled with such fields, each with its paragraph."""
    if len(template) > LARGEST:
        yield Fault(f"{name}.docx", TOO_LARGE, {"n": LARGEST // 1024**2})
        return
    try:
        document = Document(io.BytesIO(template))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError):
        yield Fault(f"{name}.docx", NO_DOCUMENT)
        return
    tags = [(place, tag) for place, text in _paragraphs(name, document) for tag in TAG.findall(text)]
    unreadable = [*_unreadable(tags), *_unbalanced(tags)]
    yield from unreadable or _unknown(tags, fields)
    used = {found for _, tag in tags for found in re.findall(r"\w+", tag)}
    yield from (Fault(f"{name}.docx", LEFT_OUT, {"field": each}) for each in required if each not in used)


def _paragraphs(name: str, document: Opened) -> Iterator[tuple[str, str]]:
    """Each paragraph with its place: those of the body, of its tables, of headers and of footers."""
    parts = [("", document.element.body)]
    for section in document.sections:
        headers = (section.header, section.first_page_header)
        footers = (section.footer, section.first_page_footer)
        parts += [("header ", each._element) for each in headers]  # noqa: SLF001 - python-docx gives no other way in
        parts += [("footer ", each._element) for each in footers]  # noqa: SLF001
    for part, element in parts:
        for number, found in enumerate(element.iter(qn("w:p")), start=1):
            yield f"{name}.docx!{part}{number}", Paragraph(found, document).text


def _unreadable(tags: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    for place, tag in tags:
        try:
            _environment().parse(_whole(tag))
        except TemplateSyntaxError as error:
            yield Fault(place, NOT_READ, {"text": tag, "reason": (error.message or "").rstrip(".")})


def _whole(tag: str) -> str:
    """A tag as Jinja reads it alone: without the letter that names a paragraph or row, and closed."""
    bare = re.sub(r"^\{%(-?)\s*(?:p|tr|tc|r)\s+", r"{%\1 ", tag)
    found = OPENING.match(tag)
    if found is None or found[1].startswith("end"):
        return "" if found else bare
    if found[1] == "else":
        return ""
    return bare.replace("elif", "if", 1) + f"{{% end{found[1].removeprefix('el')} %}}"


def _unbalanced(tags: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    open_: list[tuple[str, str, str]] = []
    for place, tag in tags:
        found = OPENING.match(tag)
        if found is None:
            continue
        if found[1] in OPENERS:
            open_.append((place, tag, found[1]))
        elif found[1].startswith("end"):
            if not open_ or open_[-1][2] != found[1].removeprefix("end"):
                yield Fault(place, NOT_OPENED, {"text": tag})
            else:
                open_.pop()
    for place, tag, kind in open_:
        yield Fault(place, NOT_CLOSED, {"text": tag, "end": f"{{% end{kind} %}}"})


def _unknown(tags: Sequence[tuple[str, str]], fields: Mapping[str, Any]) -> Iterator[Fault]:
    """Fields, and columns of rows, that nobody fills in."""
    loops = [found[2] for _, tag in tags if (found := OPENING.match(tag))]
    rows = {name: fields.get(of) for loop in loops for name, of in LOOP.findall(loop)}
    for place, tag in tags:
        try:
            asked = meta.find_undeclared_variables(_environment().parse(_whole(tag)))
        except TemplateSyntaxError:
            continue
        for field in sorted(asked - set(fields) - set(rows) - BOUND):
            yield Fault(place, NO_FIELD, {"field": field, "fields": sorted(fields)})
        for name, column in re.findall(r"\b(\w+)\.(\w+)", tag):
            known = _columns(rows.get(name))
            if known and column not in known:
                yield Fault(place, NO_FIELD, {"field": f"{name}.{column}", "fields": [f"{name}.{c}" for c in known]})


def _columns(rows: object) -> list[str]:
    first = rows[0] if isinstance(rows, list | tuple) and rows else None
    return sorted(first) if isinstance(first, Mapping) else []


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True)
