"""Calls to units whose reports are missing: the list to take along, what was said, and one more call."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard.data import reporting
from dashboard.data.people import may_ever
from dashboard.exports.lists import List, as_csv
from dashboard.views.reporting import OUTCOMES, call_list, calls_table
from dashboard.views.table import Table
from dashboard.widgets.acts import attempt, show_outcome
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.show import show_table
from dashboard.widgets.visitor import visitor
from dashboard.words import Words


def show_calls(round_: str, absent: pl.DataFrame) -> None:
    """The call list as a file, a form for one call, and the calls so far."""
    reader, person = present(), visitor()
    words = reader.words
    show_outcome()
    listed = call_list(reader, absent, round_, person.reach)
    offer(
        words("Save the call list (CSV)"),
        partial(_file, listed, words),
        f"calls_{round_}.csv",
        "text/csv",
        icon=":material/download:",
    )
    if may_ever(person, "call unit") and absent.height:
        _form(round_, dict(absent.select("unit", "name").iter_rows()))
    st.header(words("Calls"), anchor=False)
    calls = calls_table(reader, round_, person.reach)
    if calls.rows.is_empty():
        st.markdown(words("Nobody has been called yet."))
    else:
        show_table(calls)


def _file(table: Table, words: Words) -> bytes:
    shown = [column.shows == "percent" for column in table.columns.values()]
    rows = [
        [
            words.percent(None if value is None else 100 * value) if share else words.written(value)
            for share, value in cells
        ]
        for cells in (zip(shown, row, strict=True) for row in table.rows.select(list(table.columns)).rows())
    ]
    return as_csv(List(table.title, [(column.label, 0) for column in table.columns.values()], rows), words)


def _form(round_: str, names: dict[str, str]) -> None:
    words, key = present().words, f"call {round_}"
    spoken = {id_: words(text) for id_, text in OUTCOMES.items()}
    with st.expander(words("Record a call"), icon=":material/call:"), st.form(f"{key} form", border=False):
        st.selectbox(words("Unit"), list(names), format_func=names.__getitem__, key=f"{key} unit")
        st.text_input(words("Who was called"), key=f"{key} who")
        st.selectbox(words("What came of it"), list(spoken), format_func=spoken.__getitem__, key=f"{key} outcome")
        st.text_input(words("Remark"), key=f"{key} note")
        st.date_input(words("Call again on"), None, key=f"{key} again", format="DD/MM/YYYY")
        st.form_submit_button(words("Record the call"), on_click=_record, args=(round_, key))


def _record(round_: str, key: str) -> None:
    words, typed = present().words, st.session_state
    unit, *told = [typed[f"{key} {name}"] for name in ("unit", "who", "outcome", "note", "again")]
    given = reporting.CallGiven(unit, round_, *told)
    if attempt(words("The call is recorded."), reporting.log_call, given):
        for name in ("who", "note", "again"):
            del typed[f"{key} {name}"]
