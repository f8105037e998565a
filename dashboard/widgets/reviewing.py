"""A reviewer at work: the queue with its choices, one report opened, and what is done to it."""

from functools import partial
from typing import Any, Final

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.data import reviewing
from dashboard.data.people import may_ever
from dashboard.views import answers, initiative_history, review
from dashboard.views.naming import STATES, type_name
from dashboard.views.search import found
from dashboard.widgets import address
from dashboard.widgets.acts import attempt
from dashboard.widgets.deciding import decide, give_points, return_form, verify_form
from dashboard.widgets.pick import pick, pick_text, present
from dashboard.widgets.saving import offer
from dashboard.widgets.show import choose_rows, show_table
from dashboard.widgets.stories import show_list
from dashboard.widgets.text import plain, small
from dashboard.widgets.visitor import visitor
from dashboard.words import Words

CHOSEN: Final = "review chosen"
RULINGS: Final = "review rulings"
NOBODY: Final = ""


def choose_state() -> str:
    """In which state the reports of the list are."""
    words = present().words
    return pick(words("State of the reports"), "state", list(review.OPEN), lambda id_: words(STATES[id_]))


def choose_whose() -> str:
    """The name of the reader where only reports are wanted that the reader has looked at before, else nothing."""
    words = present().words
    names = {"all": words("All"), "mine": words("Looked at by me")}
    return visitor().name if pick(words("Whose"), "whose", list(names), names.__getitem__, few=True) == "mine" else ""


def choose_report(rows: pl.DataFrame) -> str:
    """The unit whose report is opened, or nothing: then the list stands there."""
    words = present().words
    names = {row["unit"]: row["name"] for row in rows.iter_rows(named=True)}
    asked = address.asked("unit")
    ids = [NOBODY, *([asked] if asked and asked not in names else []), *names]
    return pick(
        words("Report to open, the longest waiting first"),
        "unit",
        ids,
        lambda id_: names.get(id_, id_) if id_ else words("None: show the list"),
    )


def show_queue(round_: str, rows: pl.DataFrame) -> None:
    """The list, and what can be done to many at once."""
    reader = present()
    words = reader.words
    show_rulings(words)
    if rows.is_empty():
        st.info(words("No report waits here."), icon=":material/done_all:")
        return
    typed = pick_text(words("Find a unit"), "find", placeholder=words("Name, province or code"))
    fit = found(rows, typed)
    st.markdown(words.plural("{n} report waits.", "{n} reports wait.", fit.height))
    # Marks are kept by their place in the list: another list is another grid, so that no mark slips to another report.
    key = f"queue {round_} {reader.version.data} {hash(tuple(fit['report']))}"
    chosen = choose_rows(review.queue_table(reader, fit), key)
    picked = fit[chosen]
    if picked.is_empty():
        small(words("Mark reports in the list to return or recognise several at once."))
        return
    names = dict(picked.select("report", "name").iter_rows())
    st.markdown(words.plural("{n} report is marked.", "{n} reports are marked.", picked.height))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if may_ever(visitor(), "appraise report"):
            steps = [reviewing.Step(id_, "recognised") for id_ in names]
            st.button(words("Recognise the marked"), on_click=_many, args=(words, steps, names), type="primary")
        why = st.text_input(words("Why they are returned"), key="bulk reason")
        back = [reviewing.Step(id_, "returned", why) for id_ in names]
        st.button(words("Return the marked"), on_click=_many, args=(words, back, names))


def _many(words: Words, steps: list[reviewing.Step], names: dict[int, str]) -> None:
    rulings = attempt("", reviewing.take, steps) or []
    done = sum(not ruling.faults for ruling in rulings)
    refused = [
        f"{names[ruling.report]}: {words(fault.sentence, **fault.values)}"
        for ruling in rulings
        for fault in ruling.faults
    ]
    st.session_state[RULINGS] = (done, refused)


def show_rulings(words: Words) -> None:
    """What became of the reports that were marked, once: how many went, and each that did not, by name."""
    done, refused = st.session_state.pop(RULINGS, (0, []))
    if done:
        st.success(words.plural("{n} report has moved on.", "{n} reports have moved on.", done))
    if refused:
        st.warning(words.plural("{n} report stays as it was:", "{n} reports stay as they were:", len(refused)))
        show_list(refused)


def show_report(round_: str, unit: str) -> None:
    """One report: its state, then the part that was chosen."""
    reader, reach = present(), visitor().reach
    words = reader.words
    row = reviewing.report(reader.version, round_, unit, reach)
    if row is None:
        st.info(words("This unit has no report for this round within your reach."))
        return
    st.header(plain(row[f"name_{reader.language}"]), anchor=False)
    facts = [words("State: {state}", state=words(STATES[row["state"]])), type_name(reader, row["institution_type"])]
    if row["state"] in review.WAITING:
        facts.append(words("waiting since {moment}", moment=row["waiting_since"]))
    times = words.plural("submitted {n} time", "submitted {n} times", row["submissions"])
    facts += [times] if row["submissions"] else []
    small(" · ".join(facts))
    decide(row)
    parts = {"answers": words("Answers"), "points": words("Points"), "history": words("History")}
    if row["state"] in review.WAITING:
        parts["return"] = words("Return")
        if may_ever(visitor(), "appraise report"):
            parts["verify"] = words("Verification")
    part = pick(words("Part of the report"), "part", list(parts), parts.__getitem__, few=True)
    PARTS[part](round_, row)


def _answers(round_: str, row: dict[str, Any]) -> None:
    reader, reach = present(), visitor().reach
    words, unit = reader.words, row["unit"]
    doubts = review.doubts(reader, round_, unit, reach)
    if doubts:
        told = words.plural("{n} thing to look at again", "{n} things to look at again", len(doubts))
        st.markdown(f":material/flag: **{told}**")
        show_list(doubts)
    with _beside_evidence(round_, row):
        for table in review.answers(reader, round_, unit, reach).values():
            st.subheader(plain(table.title), anchor=False)
            show_table(table)


def _points(round_: str, row: dict[str, Any]) -> None:
    with _beside_evidence(round_, row):
        give_points(round_, row)


def _beside_evidence(round_: str, row: dict[str, Any]) -> DeltaGenerator:
    """The place for a table, with the evidence at its side; the whole width where the unit shows none."""
    shown = review.evidence(present(), round_, row["unit"], visitor().reach)
    if not shown:
        small(present().words("The unit shows no evidence."))
        return st.container()
    left, right = st.columns([3, 1], gap="large")
    with right:
        _evidence(row, shown)
    return left


def _evidence(row: dict[str, Any], shown: dict[str, list[review.Piece]]) -> None:
    """Links as text to be copied, files to be saved; nothing is opened in place."""
    reader = present()
    words = reader.words
    st.subheader(words("Evidence"), anchor=False)
    for name, pieces in shown.items():
        st.markdown(f"**{plain(name)}**")
        for piece in pieces:
            if piece.link:
                st.code(piece.link, language=None, wrap_lines=True)
            elif piece.digest:
                offer(
                    words("Save the file"),
                    partial(reviewing.file_content, reader.version.store, row["report"], piece.digest),
                    f"{row['unit']}_{piece.digest[:8]}.{piece.suffix}",
                    "application/octet-stream",
                    key=f"{name} {piece.digest}",
                    icon=":material/download:",
                )
            if piece.told:
                small(piece.told)


def _history(round_: str, row: dict[str, Any]) -> None:
    reader, reach = present(), visitor().reach
    unit = row["unit"]
    told = [review.course(reader, round_, unit), answers.history(reader, round_, unit, reach)]
    for table in (*told, initiative_history.table(reader, round_, unit, reach)):
        if table.rows.is_empty():
            continue
        st.subheader(table.title, anchor=False)
        show_table(table)


PARTS: Final = {
    "answers": _answers,
    "points": _points,
    "history": _history,
    "return": return_form,
    "verify": verify_form,
}
