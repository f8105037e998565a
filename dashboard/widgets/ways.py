"""Ways from one view to another: links and clicks that take the choices of the address along."""

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from dashboard.widgets import address
from dashboard.words import Words

OPEN = "pages that the reader may open"
ARROW = ":material/arrow_forward:"


def open_to_reader(pages: Collection[str]) -> None:
    """To be called once a run by the frame: which pages the menu of this reader has."""
    st.session_state[OPEN] = frozenset(pages)


def may_open(page: str) -> bool:
    """Whether the menu of this reader has a page."""
    return page in st.session_state[OPEN]


def link_to(page: str, label: str, *, icon: str | None = ARROW, **choices: str) -> None:
    """A link to another page with these choices; plain text where the reader may not open it."""
    if may_open(page):
        st.page_link(f"app_pages/{page}.py", label=label, icon=icon, query_params=address.link(**choices))
    else:
        st.markdown(label)


def go_to(page: str, **choices: str) -> None:
    """Another page with these choices, at once: where somebody clicked or chose something."""
    st.switch_page(f"app_pages/{page}.py", query_params=address.leave(**choices))


def province_opener(shown: str, of: str | None = None) -> Callable[[str], None]:
    """What a click on a province of a map does; `of` is the round whose provinces it draws, if not the one shown."""
    taken = {} if of is None or of == shown else {"round": of}  # the round shown goes along by itself
    return lambda code: go_to("province", **taken, province=code)


def choose_province_to_open(words: Words, names: Mapping[str, str]) -> None:
    """The way to a province for who does not click on maps: its page opens as soon as its name is chosen."""
    label, hint = words("Open a province"), words("Choose one, or click on the map")
    shown = names.__getitem__
    code = st.selectbox(label, list(names), index=None, format_func=shown, placeholder=hint, key="province to open")
    if code is not None:
        go_to("province", province=code)
