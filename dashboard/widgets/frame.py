"""The frame around every page: menu, language, notices, title, footer, and one sentence where something goes wrong."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.data.people import Person, may_ever
from dashboard.data.source import Standing, standing
from dashboard.menu import PageEntry
from dashboard.views.reader import Reader
from dashboard.widgets import address, builtin, visitor, ways
from dashboard.widgets.pick import READER
from dashboard.widgets.text import small
from dashboard.words import LANGUAGES, N_, Words

HERE = Path(__file__).parent.parent
DEFAULT = next(iter(LANGUAGES))
SWITCH = "language switch"
BROKEN = N_("This page cannot be shown just now. The cause has been recorded; please try again later.")

logger = logging.getLogger(__name__)


def framed(entries: Sequence[PageEntry]) -> None:
    """Draw the page that the address names within the frame; the first is shown where it names none."""
    words = Words.of(address.language(DEFAULT, LANGUAGES))
    st.set_page_config(page_title="thidua", page_icon=str(HERE / "static" / "favicon.png"), layout="wide")
    st.logo(str(HERE / "static" / "logo.svg"), size="large")
    try:
        person = visitor.arrive()
    except Exception:
        logger.exception("who reads")
        st.error(words(BROKEN))
        return
    if person is None:
        visitor.turned_away(words)
        return
    entries = [entry for entry in entries if may_ever(person, entry.action)]
    pages = {
        entry.name: st.Page(
            HERE / "app_pages" / f"{entry.name}.py",
            title=words(entry.title),
            url_path=entry.name,
            default=entry is entries[0],
        )
        for entry in entries
    }
    ways.open_to_reader(pages)
    sections: dict[str, list[Any]] = {}
    for each in entries:
        sections.setdefault(words(each.section) if each.section else "", []).append(pages[each.name])
    page = st.navigation(sections, position="top")
    entry = next(each for each in entries if pages[each.name] == page)
    address.arrive(entry.name)
    try:
        stand = standing()
        st.session_state[READER] = Reader(stand.version, words.language, stand.today, stand.demonstration)
        builtin.speak(words)
        _top(words, stand, person)
        st.title(words(entry.title), anchor=False)
        st.markdown(words(entry.question))
        body = st.container()
        _bottom(words, stand)  # now, since a page may stop early
        with body:
            page.run()
    except Exception:
        logger.exception("page %s", entry.name)
        st.error(words(BROKEN))


def _top(words: Words, stand: Standing, person: Person) -> None:
    """What holds for every page: whether the data are invented, and the language."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if stand.demonstration:
            st.badge(words("Demonstration data"), icon=":material/info:", color="orange", help=_invented(words))
        st.space("stretch")
        visitor.name_plate(words, person)
        st.session_state[SWITCH] = words.language
        st.segmented_control(
            words("Language"),
            list(LANGUAGES),
            format_func=lambda language: LANGUAGES[language],
            key=SWITCH,
            required=True,
            on_change=_speak,
            label_visibility="collapsed",
        )
    st.session_state[address.SPOKEN] = words.language
    address.write(address.LANGUAGE, words.language, DEFAULT)


def _speak() -> None:
    chosen = st.session_state[SWITCH]
    st.session_state[address.SPOKEN] = chosen
    address.write(address.LANGUAGE, chosen, DEFAULT)


def _invented(words: Words) -> str:
    return words("All figures are invented to show what the system does. They say nothing of any real institution.")


def _bottom(words: Words, stand: Standing) -> None:
    st.space("medium")
    parts = [
        words("Data version {n}", n=stand.version.data),
        words("Catalogue {digest}", digest=stand.version.catalogue),
        words("As of {day}", day=stand.today),
    ]
    if stand.demonstration:
        parts = [words("Demonstration data"), *parts]
    small(" · ".join(parts))
