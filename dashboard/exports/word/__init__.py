"""Word documents from templates that people change in Word: their text, their styles and where the fields stand."""

import io
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final, cast

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dashboard.exports.word import templates
from store.faults import Fault, ReportError

__all__ = ["MEDIA_TYPE", "Fields", "filled"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\s+")

Fields = Mapping[str, Any]  # text, lists of text, or lists of rows of text, by name


def filled(name: str, fields: Fields, required: Sequence[str] = ()) -> bytes:
    """The template of that name with its fields; ReportError says where it is not one, or what it leaves out.

    What people wrote stays text, whatever is in it. A field of `required` has to stand in the template.
    """
    content = templates.content(name)
    if faults := list(templates.faults(name, content, fields, required)):
        raise ReportError(faults)
    document = DocxTemplate(io.BytesIO(content))
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document.render(_clean(fields), environment, autoescape=True)
    except TemplateError as error:
        raise ReportError([Fault(name, templates.REFUSED, {"reason": str(error)})]) from error
    target = io.BytesIO()
    for name_, said in (("title", document.core_properties.title), ("author", document.core_properties.author)):
        setattr(document.core_properties, name_, unescape(said))
    document.save(target)
    return target.getvalue()


def _clean(fields: Fields) -> dict[str, Any]:
    """Each text in one line, without what a document cannot hold."""
    return {name: _cleaned(value) for name, value in fields.items()}


def _cleaned(value: object) -> object:
    match value:
        case str():
            return NOT_IN_XML.sub(" ", value) if value.strip() else value
        case Mapping():
            return _clean(cast("Fields", value))
        case list() | tuple():
            return [_cleaned(each) for each in value]
        case _:
            return value
