"""Forms of the register's page: find a unit, read its history, and one form for each act."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.views import register
from dashboard.views.register import LABELS, Names, Row
from dashboard.widgets.foresight import form_key, offer_preview, show_foreseen
from dashboard.widgets.pick import pick, pick_text, present
from dashboard.widgets.show import show_table, show_titled
from store.acts import Act, Change, Close, Create, Merge, Reopen, Split
from store.faults import Fault, ReportError
from store.objections import NOBODY
from store.register import UnitGiven

NONE: Final = "none"
MOST: Final = 8  # new units of one split


def choose_units(rows: pl.DataFrame) -> pl.DataFrame:
    """The units that fit what was typed and picked."""
    words = present().words
    with st.grid(2, min_column_width=260):
        typed = pick_text(words("Find a unit"), "find", placeholder=words("Name, old name, code or province"))
        states = {standing or "all": words(said) for standing, said in register.STANDINGS.items()}
        standing = pick(words("Standing of the unit"), "state", list(states), states.__getitem__)
    return register.narrowed(rows, typed, "" if standing == "all" else standing)


def choose_unit(rows: pl.DataFrame) -> Row | None:
    """One of these units, or None until one is chosen."""
    known = {row["unit"]: row for row in rows.iter_rows(named=True)}
    names = {NONE: present().words("Choose a unit"), **register.shown(rows)}
    return known.get(pick(present().words("Unit"), "unit", list(names), names.__getitem__))


def show_history(row: Row, names: Names) -> None:
    """What a unit was through all times, and by which acts."""
    reader = present()
    st.header(row["name"], anchor=False)
    for table in (
        register.spells(reader, row["unit"], names),
        register.events(reader, row["unit"], names),
        register.clusters(reader, row["unit"]),
    ):
        if table.rows.height:
            show_titled(table)


def show_units(rows: pl.DataFrame) -> None:
    """How many, and which."""
    words = present().words
    st.markdown(words.plural("{n} unit.", "{n} units.", rows.height))
    show_table(register.table(present(), rows))


def act_form(way: str, rows: pl.DataFrame) -> None:
    """The form of one act, and beneath it what was foreseen of it."""
    alive = rows.filter("alive")
    if way in ABOUT_ONE:
        row = choose_unit(rows.filter(pl.col("closed").is_not_null()) if way == "reopen" else alive)
        if row is None:
            return
        key = form_key(f"{way} {row['unit']}")
        ABOUT_ONE[way](key, row, rows)
    else:
        key = form_key(way)
        ABOUT_MANY[way](key, rows)
    show_foreseen(key, register.shown(rows))


def _create(key: str, rows: pl.DataFrame) -> None:
    with st.form(key, border=True):
        _unit_fields(key, rows)
        _finish(key, lambda on, act: Create(on=on, act=act, unit=_given(key, on)))


def _change(key: str, row: Row, rows: pl.DataFrame) -> None:
    with st.form(key, border=True):
        _unit_fields(key, rows, row)
        _finish(key, lambda on, act: Change(on=on, act=act, unit=row["unit"], **_changed(key, row)))


def _merge(key: str, rows: pl.DataFrame) -> None:
    words, alive = present().words, register.shown(rows.filter("alive"))
    founds = st.toggle(words("A new unit goes on"), key=f"{key} founds")
    with st.form(key, border=True):
        _many(words("Units that are merged"), alive, f"{key} parts")
        if founds:
            _unit_fields(key, rows)
        else:
            st.selectbox(
                words("Unit that goes on"),
                list(alive),
                None,
                format_func=alive.__getitem__,
                key=f"{key} into",
                placeholder=words("Choose a unit"),
            )
        _finish(key, partial(_merged, key, founds))


def _split(key: str, row: Row, rows: pl.DataFrame) -> None:
    words, alive = present().words, register.shown(rows.filter("alive"))
    number = int(st.number_input(words("New units"), 0, MOST, 1, key=f"{key} number", width=200))
    with st.form(key, border=True):
        _many(words("Units in being that go on; the unit itself where it stays"), alive, f"{key} into")
        for each in range(number):
            st.markdown(f"**{words('New unit {n}', n=each + 1)}**")
            _unit_fields(f"{key} {each}", rows, {**row, **dict.fromkeys(("name_vi", "name_en"), "")}, new=True)
        _finish(key, partial(_parted, key, row["unit"], number))


def _close(key: str, row: Row, _rows: pl.DataFrame) -> None:
    with st.form(key, border=True):
        _finish(key, lambda on, act: Close(on=on, act=act, unit=row["unit"]))


def _reopen(key: str, row: Row, _rows: pl.DataFrame) -> None:
    st.markdown(present().words("The last day was {day}; the unit goes on from the day after.", day=row["closed"]))
    with st.form(key, border=True):
        _finish(key, lambda on, act: Reopen(on=on, act=act, unit=row["unit"]), row["closed"] + timedelta(days=1))


ABOUT_ONE: Final[Mapping[str, Callable[[str, Row, pl.DataFrame], None]]] = {
    "change": _change,
    "split": _split,
    "close": _close,
    "reopen": _reopen,
}
ABOUT_MANY: Final[Mapping[str, Callable[[str, pl.DataFrame], None]]] = {"create": _create, "merge": _merge}


def _unit_fields(key: str, rows: pl.DataFrame, of: Row | None = None, *, new: bool = False) -> None:
    words = present().words
    with st.grid(2, min_column_width=260):
        if of is None or new:
            st.text_input(words("Code"), key=f"{key} code")
        for field in ("name_vi", "name_en"):
            st.text_input(words(LABELS[field]), of[field] if of else "", key=f"{key} {field}")
        for field, known in register.choices(present(), rows, of).items():
            at = list(known).index((of and of[field]) or "") if of else 0
            st.selectbox(words(LABELS[field]), list(known), at, format_func=known.__getitem__, key=f"{key} {field}")


def _many(label: str, known: Names, key: str) -> None:
    st.multiselect(
        label,
        list(known),
        format_func=known.__getitem__,
        key=key,
        placeholder=present().words("Choose units"),
        select_all=False,  # Enter would take every match, and its label speaks English
    )


def _finish(key: str, build: Callable[[date, str], Act], on: date | None = None) -> None:
    """The day and the document that every act has, and the button."""
    reader = present()
    words = reader.words
    with st.grid(2, min_column_width=260):
        st.date_input(words("Takes effect on"), on or reader.today, key=f"{key} on", format="DD/MM/YYYY")
        st.text_input(words("Number of the document"), key=f"{key} act", placeholder="1234/QĐ-BGDĐT")
    offer_preview(key, lambda: build(st.session_state[f"{key} on"], _typed(f"{key} act")))


def _typed(key: str) -> str:
    return (st.session_state[key] or "").strip()


def _given(key: str, on: date) -> UnitGiven:
    typed = {field: _typed(f"{key} {field}") for field in ("code", *LABELS) if field != "cluster"}
    names = (typed["code"], typed["name_vi"], typed["name_en"], typed["institution_type"])
    return UnitGiven(*names, typed["province"] or None, on, parent=typed["parent"] or None)


def _changed(key: str, row: Row) -> dict[str, Any]:
    """What is otherwise than it was shown."""
    typed = {field: _typed(f"{key} {field}") for field in LABELS if field != "cluster"}
    return {field: value for field, value in typed.items() if value != (row[field] or "")}


def _merged(key: str, founds: bool, on: date, act: str) -> Act:  # noqa: FBT001 - handed over by partial
    parts = tuple(st.session_state[f"{key} parts"])
    founded = _given(key, on) if founds else None
    into = founded.id if founded else st.session_state[f"{key} into"]
    if not into or not set(parts) - {into}:
        raise ReportError([Fault("", NOBODY)])
    return Merge(on=on, act=act, parts=parts, into=into, founded=founded)


def _parted(key: str, unit: str, number: int, on: date, act: str) -> Act:
    founded = tuple(_given(f"{key} {each}", on) for each in range(number))
    into = (*st.session_state[f"{key} into"], *(each.id for each in founded))
    if not set(into) - {unit}:
        raise ReportError([Fault("", NOBODY)])
    return Split(on=on, act=act, unit=unit, into=into, founded=founded)
