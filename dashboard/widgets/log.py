"""What of the log is wanted, whether it is whole, and the log as a file."""

from datetime import date
from functools import partial

import polars as pl
import streamlit as st

from dashboard.data import log as entries
from dashboard.data.log import Verdict, Wanted
from dashboard.views import log
from dashboard.widgets.acts import acting
from dashboard.widgets.pick import pick, pick_text, present
from dashboard.widgets.stories import show_points

ANY = "all"
VERDICT = "verdict on the log"


def choose_entries() -> Wanted:
    """By who acted, what was done, on whom or what, and between which days."""
    words = present().words
    with st.grid(3, min_column_width=220):
        by = pick_text(words("Who"), "by", icon=":material/person:")
        names = {ANY: words("Everything"), **{id_: log.action(words, id_) for id_ in entries.actions()}}
        action = pick(words("What"), "action", list(names), names.__getitem__)
        subject = pick_text(words("On whom or what"), "subject", icon=":material/search:")
        since = _pick_day(words("From the day"), "since")
        until = _pick_day(words("To the day"), "until")
    return log.wanted(by, "" if action == ANY else action, subject, since, until)


def show_verdict() -> None:
    """The chain is read when the page is opened, and again when that is asked for."""
    words = present().words
    if VERDICT not in st.session_state:
        st.session_state[VERDICT] = entries.verdict()
    found: Verdict = st.session_state[VERDICT]
    said = log.verdict(words, found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if found.broken is None:
            st.success(said, icon=":material/link:")
        else:
            st.error(said, icon=":material/link_off:")
        st.button(words("Check again"), icon=":material/verified:", on_click=_look_again)


def show_one(rows: pl.DataFrame) -> None:
    """How things were before and after one of these entries, a line each."""
    words = present().words
    telling = log.telling(words, rows)
    if not telling:
        return
    with st.expander(words("Before and after, in full")):
        number = st.selectbox(words("Entry"), list(telling), format_func=lambda each: telling[each].title)
        with st.grid(2, min_column_width=260):
            show_points(words("Before"), telling[number].before, "–")
            show_points(words("After"), telling[number].after, "–")


def offer_log(wanted: Wanted) -> None:
    """All entries that are wanted, not this page alone; that they were taken is noted."""
    words = present().words
    with st.container(horizontal=True):
        for form, label in (("xlsx", words("Save the log (Excel)")), ("csv", words("Save the log (CSV)"))):
            st.download_button(
                label,
                partial(log.file, acting(), wanted, form, words),
                f"nhat-ky.{form}",
                log.FORMS[form],
                key=f"log {form}",
                icon=":material/download:",
                on_click="ignore",
            )


def _pick_day(label: str, key: str) -> date | None:
    chosen: date | None = st.date_input(label, None, key=f"log {key}", format="DD/MM/YYYY")
    return chosen


def _look_again() -> None:
    st.session_state.pop(VERDICT, None)
