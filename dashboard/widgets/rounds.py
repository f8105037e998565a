"""Forms of the page of rounds: plan one, move its days, lock it, give one unit more time."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.data.rounds import done, proposed
from dashboard.views import rounds as views
from dashboard.widgets.acts import attempt, refuse
from dashboard.widgets.choose import choose_unit
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from dashboard.widgets.text import small
from dashboard.widgets.visitor import visitor
from store import rounds
from store.faults import N_, Fault
from store.register import RoundGiven
from store.rounds import Dates, ExceptionGiven

DAYS: Final = ("opens", "due", "due_time", "appraisal_due", "closes", "closes_time")
NAMED: Final = ("id", "name_vi", "name_en", "starts", "ends")
WEEK: Final = timedelta(days=7)


def plan_form() -> None:
    """A new round, as its calendar proposes it."""
    reader = present()
    words = reader.words
    names = {id_: words(said) for id_, said in views.CALENDARS.items()}
    calendar = pick(words("How often"), "calendar", list(names), names.__getitem__, few=True)
    given = proposed(calendar, reader.today)
    key = f"plan {calendar} {given.id}"
    _preset(key, given, (*NAMED, *DAYS))
    with st.form(key, border=True):
        with st.grid(3, min_column_width=220):
            st.text_input(words("Code"), key=f"{key} id")
            st.text_input(words("Name in Vietnamese"), key=f"{key} name_vi")
            st.text_input(words("Name in English"), key=f"{key} name_en")
        with st.grid(2, min_column_width=220):
            _day(words("First day that it reports on"), f"{key} starts")
            _day(words("Last day that it reports on"), f"{key} ends")
        _day_fields(key)
        st.form_submit_button(words("Plan the round"), type="primary", on_click=partial(_plan, key, calendar))


def dates_form(row: Mapping[str, Any]) -> None:
    """Other days for a round."""
    words = present().words
    key = f"dates {row['round']}"
    _preset(key, row, DAYS)
    with st.form(key, border=True):
        _day_fields(key)
        st.text_input(words("Reason"), key=f"{key} reason")
        st.form_submit_button(words("Move the days"), type="primary", on_click=partial(_move, key, row["round"]))
    small(words("Who was on time is judged anew by the deadline that holds then."))


def lock_form(row: Mapping[str, Any]) -> None:
    """The round is locked, or unlocked where it is."""
    words = present().words
    key = f"lock {row['round']}"
    locks = not row["locked"]
    with st.form(key, border=True):
        st.text_input(words("Reason"), key=f"{key} reason")
        st.form_submit_button(
            words("Lock the round") if locks else words("Unlock the round"),
            type="primary",
            icon=":material/lock:" if locks else ":material/lock_open:",
            on_click=partial(_lock, key, row, locked=locks),
        )
    small(words("A locked round takes no report, whatever the day, but from units with an exception."))


def exception_form(row: Mapping[str, Any]) -> None:
    """More time for one unit, and the exceptions that there are."""
    reader = present()
    words, round_ = reader.words, row["round"]
    table = views.exceptions(reader, round_)
    st.header(table.title, anchor=False)
    show_table(table)
    unit = choose_unit(round_, visitor().reach)
    key = f"exception {round_} {unit}"
    day = max(row["closes"] or row["due"], row["due"], reader.today) + WEEK
    _preset(key, {"until": day, "until_time": None, "counts_on_time": False}, ("until", "until_time", "counts_on_time"))
    with st.form(key, border=True):
        with st.grid(2, min_column_width=220):
            _day(words("May file until"), f"{key} until")
            _hour(words("Hour (empty: the end of the day)"), f"{key} until_time")
        st.checkbox(words("What comes until then counts as on time"), key=f"{key} counts_on_time")
        st.text_input(words("Reason"), key=f"{key} reason")
        st.form_submit_button(words("Give more time"), type="primary", on_click=partial(_allow, key, round_, unit))
    if views.has_exception(round_, unit):
        st.button(words("End the exception"), on_click=partial(_end, round_, unit), icon=":material/event_busy:")


def _day_fields(key: str) -> None:
    words = present().words
    with st.grid(3, min_column_width=200):
        _day(words("Opens"), f"{key} opens")
        _day(words("Deadline"), f"{key} due")
        _hour(words("Hour of the deadline (empty: the end of the day)"), f"{key} due_time")
        _day(words("Appraisal deadline"), f"{key} appraisal_due")
        _day(words("Takes reports until"), f"{key} closes")
        _hour(words("Until what hour (empty: the end of the day)"), f"{key} closes_time")


def _day(label: str, key: str) -> None:
    st.date_input(label, None, key=key, format="DD/MM/YYYY")


def _hour(label: str, key: str) -> None:
    st.time_input(label, None, key=key)


def _preset(key: str, given: Mapping[str, Any] | RoundGiven, names: tuple[str, ...]) -> None:
    """Fields begin with what is, and can still be emptied, which a field with a default of its own cannot."""
    for name in names:
        value = getattr(given, name) if isinstance(given, RoundGiven) else given[name]
        st.session_state.setdefault(f"{key} {name}", value)


def _complete(key: str, *names: str) -> bool:
    """Whether no day is missing that there must be; otherwise that is said."""
    missing = any(st.session_state[f"{key} {name}"] is None for name in names)
    if missing:
        refuse(Fault("", N_("A day is missing. Fill in the days that a round cannot do without.")))
    return not missing


def _typed(key: str, *names: str) -> dict[str, Any]:
    return {name: st.session_state[f"{key} {name}"] for name in names}


def _plan(key: str, calendar: str) -> None:
    if not _complete(key, "starts", "ends", "opens", "due"):
        return
    given = RoundGiven(calendar=calendar, **_typed(key, *NAMED, *DAYS))
    attempt(present().words("Round {round} is planned.", round=given.id), done, rounds.plan, given)


def _move(key: str, round_: str) -> None:
    said = present().words("The days of round {round} are moved.", round=round_)
    reason = st.session_state[f"{key} reason"]
    if _complete(key, "opens", "due") and attempt(
        said, done, rounds.move_dates, round_, Dates(**_typed(key, *DAYS)), reason
    ):
        st.session_state[f"{key} reason"] = ""


def _lock(key: str, row: Mapping[str, Any], *, locked: bool) -> None:
    words, round_ = present().words, row["round"]
    sentence = words("Round {round} is locked.", round=round_)
    if not locked:
        sentence = words("Round {round} is no longer locked.", round=round_)
    act = partial(rounds.lock, locked=locked)
    if attempt(sentence, done, act, round_, st.session_state[f"{key} reason"]):
        st.session_state[f"{key} reason"] = ""


def _allow(key: str, round_: str, unit: str) -> None:
    if not _complete(key, "until"):
        return
    given = ExceptionGiven(round_, unit, **_typed(key, "until", "until_time", "counts_on_time", "reason"))
    if attempt(present().words("The unit has more time."), done, rounds.allow, given):
        st.session_state[f"{key} reason"] = ""


def _end(round_: str, unit: str) -> None:
    said = present().words("The exception has ended. What was filed under it stays.")
    attempt(said, done, rounds.disallow, round_, unit)
