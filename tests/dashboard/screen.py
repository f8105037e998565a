"""Everything that a page says, whatever element says it."""

import json

SPOKEN = ("value", "label", "placeholder", "help", "caption", "alt")
DRAWN = ("text", "name", "ticktext", "hovertext")


def texts(test):
    """Every text on the page: elements, their labels and choices, tables, and what is written in charts."""
    return [text for text in _found(test.main) if text.strip()]


def faults(test):
    """What a reader would see of something that went wrong."""
    return [each.value for each in (*test.exception, *test.error)]


def _found(block):
    for child in block.children.values():
        proto = getattr(child, "proto", None)
        # what is chosen is an id; its options are what is shown
        for field in SPOKEN[hasattr(child, "options") :]:
            for holder in (child, proto):
                text = getattr(holder, field, None)
                if isinstance(text, str):
                    yield text
        yield from (str(option) for option in getattr(child, "options", ()) or ())
        if child.type in ("dataframe", "arrow_data_frame"):
            yield from _of_table(child)
        if child.type == "bidi_component" and proto.component_name == "thidua_chart":
            sent = json.loads(proto.bytes)
            yield sent["alt"]
            yield from _of_chart(sent["plot"])
        if hasattr(child, "children"):
            yield from _found(child)


def _of_table(child):
    frame = child.value
    shown = json.loads(child.proto.columns or "{}")
    leading = {name for name, column in shown.items() if column.get("type_config", {}).get("type") == "link"}
    for column in frame.columns.difference(leading, sort=False):  # a link is read by its word, not by its address
        yield from (cell for cell in frame[column] if isinstance(cell, str))
    yield from (column["label"] for column in shown.values() if column.get("label"))


def _of_chart(part):
    match part:
        case dict():
            for key, value in part.items():
                if key in DRAWN and isinstance(value, str):
                    yield value
                elif key in DRAWN and isinstance(value, list):
                    yield from (text for text in value if isinstance(text, str))
                else:
                    yield from _of_chart(value)
        case list():
            for each in part:
                yield from _of_chart(each)
