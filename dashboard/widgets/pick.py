"""Pickers whose choice stands in the address by its id and is shown by its name."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard.views.reader import Reader
from dashboard.widgets import address

READER = "reader"


def present() -> Reader:
    """Who reads the page that is being drawn; the frame around the page has set it."""
    reader: Reader = st.session_state[READER]
    return reader


def pick(
    label: str,
    name: str,
    options: Sequence[str],
    shown: Callable[[str], str],
    *,
    default: str | None = None,
    few: bool = False,
) -> str:
    """One of the ids, as the reader or the address chooses; `name` is its name in the address.

    An id that the address names and that is not among the options is answered by a sentence, and the default is shown.
    With `few`, all options are seen at once.
    """
    first = options[0] if default is None else default
    key = _key(name)
    if _set_by_address(name, key, options):
        st.session_state[key] = _read(name, options, first, shown)
    if few:
        value = st.segmented_control(label, options, format_func=shown, key=key, required=True)
    else:
        value = st.selectbox(label, options, format_func=shown, key=key)
    chosen = first if value is None else value
    address.write(name, chosen, first)
    return chosen


def pick_step(label: str, name: str, options: Sequence[str], shown: Callable[[str], str], *, default: str) -> str:
    """One of a few rising sums or numbers, on a slider; in the address as with `pick`."""
    key = _key(name)
    if _set_by_address(name, key, options):
        st.session_state[key] = _read(name, options, default, shown)
    chosen: str = st.select_slider(label, options, format_func=shown, key=key)
    address.write(name, chosen, default)
    return chosen


def pick_several(label: str, name: str, options: Sequence[str], shown: Callable[[str], str], *, hint: str) -> list[str]:
    """Some of the ids, none at first; in the address with commas between them, where strange ones are passed over."""
    key = _key(name)
    if address.changed(name) or not set(st.session_state.get(key, [""])) <= set(options):
        asked = dict.fromkeys((address.asked(name) or "").split(","))
        st.session_state[key] = [id_ for id_ in asked if id_ in options]
    chosen: list[str] = st.multiselect(label, options, format_func=shown, key=key, placeholder=hint)
    address.write(name, ",".join(chosen), "")
    return chosen


def pick_text(label: str, name: str, **settings: Any) -> str:  # noqa: ANN401 - what st.text_input takes
    """Free text, kept in the address as it was typed."""
    key = _key(name)
    if address.changed(name) or key not in st.session_state:
        st.session_state[key] = address.asked(name) or ""
    value = st.text_input(label, key=key, **settings) or ""
    address.write(name, value, "")
    return value


def pick_page(pages: int) -> int:
    """The number of a page of a long list, from 1, in the address too; no control where there is only one."""
    return st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1


def by_name(ids: Sequence[str], shown: Callable[[str], str]) -> list[str]:
    """The ids in the Vietnamese alphabetical order of their names."""
    words = present().words
    return sorted(ids, key=lambda id_: words.sort_key(shown(id_)))


def _key(name: str) -> str:
    """A widget is another one on another page and in another language, and takes its value from the address there."""
    return f"{address.page()} {name} {present().language}"


def _set_by_address(name: str, key: str, options: Sequence[str]) -> bool:
    return address.changed(name) or key not in st.session_state or st.session_state[key] not in options


def _read(name: str, options: Sequence[str], first: str, shown: Callable[[str], str]) -> str:
    asked = address.asked(name)
    if asked is None or asked in options:
        return first if asked is None else asked
    if address.changed(name):
        words = present().words
        st.info(words("“{id}” from the address is not a choice here; {name} is shown.", id=asked, name=shown(first)))
    return first
