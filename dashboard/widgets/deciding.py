"""What is decided about one report: points, verification, return, the end of the appraisal, recognition."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard.data import reviewing
from dashboard.data.people import may_ever
from dashboard.views import review
from dashboard.views.naming import instrument_of
from dashboard.widgets.acts import attempt
from dashboard.widgets.pick import present
from dashboard.widgets.text import small
from dashboard.widgets.visitor import visitor

Row = dict[str, Any]


def decide(row: Row) -> None:
    """The next step of an appraised report, where the reader may take it."""
    words = present().words
    if row["state"] != "appraised" or not may_ever(visitor(), "appraise report"):
        return
    with st.container(horizontal=True):
        step = reviewing.Step(row["report"], "recognised", seen=row["submissions"])
        st.button(words("Recognise"), type="primary", on_click=_step, args=(words("The report is recognised."), step))
        if instrument_of(row["institution_type"]).appraisal_levels > 1:
            again = reviewing.Step(row["report"], "appraised", seen=row["submissions"])
            told = words("The second appraisal has ended.")
            st.button(words("End the second appraisal"), on_click=_step, args=(told, again))


def _step(said: str, step: reviewing.Step) -> None:
    attempt(said, reviewing.take_one, step)


def give_points(round_: str, row: Row) -> None:
    """The whole table of points, beside those that the unit gives itself; saved in one go, or not at all."""
    reader = present()
    words = reader.words
    rows = review.points(reader, round_, row["unit"], visitor().reach)
    beside = [*(["pieces"] if rows["pieces"].sum() else []), *(["body"] if rows["body"].is_not_null().any() else [])]
    shown = rows.select("name", "full", "own", "points", "strength", "reason", *beside).with_columns(
        pl.col("full", "own").map_elements(words.number, pl.String)
    )
    st.subheader(words("Points of the indicators"), anchor=False)
    open_ = row["state"] in ("submitted", "appraised") and may_ever(visitor(), "appraise report")
    small(words("Where you leave the points empty, those that the unit gives itself stand."))
    column = st.column_config
    key = f"points {row['report']} {reader.language}"
    with st.form(f"{key} form", border=False):
        st.data_editor(
            shown.to_pandas(),
            key=key,
            hide_index=True,
            height="content",
            disabled=["name", "full", "own", *beside] if open_ else True,
            placeholder=words.written(None),
            alt=words("Points of the indicators"),
            column_config={
                "name": column.TextColumn(words("Indicator"), width="large"),
                "full": column.TextColumn(words("At most"), width="small", alignment="right"),
                "own": column.TextColumn(words("Self-assessed"), width="small", alignment="right"),
                "points": column.NumberColumn(
                    words("Appraised points"), min_value=0, format="localized", width="small"
                ),
                "strength": column.SelectboxColumn(words("Evidence is"), options=list(review.strengths(reader))),
                "reason": column.TextColumn(words("Reason"), max_chars=2000),
                "pieces": column.NumberColumn(words("Pieces of evidence"), format="%d", width="small"),
                "body": column.TextColumn(words("Verified by")),
            },
        )
        if not open_:
            st.form_submit_button(words("Save the points"), disabled=True)
            return
        with st.container(horizontal=True):
            given = (row, rows.to_dicts(), review.strengths(reader), key)
            st.form_submit_button(words("Save the points"), on_click=_save, args=(*given, False))
            if row["state"] == "submitted":
                label = words("Save and end the appraisal")
                st.form_submit_button(label, type="primary", on_click=_save, args=(*given, True))


def _save(row: Row, rows: list[Row], strengths: dict[str, str], key: str, end: bool) -> None:  # noqa: FBT001 - a callback's argument
    words = present().words
    edited = st.session_state[key]["edited_rows"]
    given = []
    for place, change in edited.items():
        became = {**rows[int(place)], **change}
        fallback = became["own"] if became["strength"] or became["reason"] else None
        points = fallback if became["points"] is None else became["points"]
        if points is not None:
            strength = strengths.get(became["strength"] or "", "declared")
            given.append(_given(row, became, float(points), strength))
    step = reviewing.Step(row["report"], "appraised", seen=row["submissions"]) if end else None
    saved = words("The points are saved.") if given else words("No points were entered.")
    said = words("The appraisal has ended.") if end else saved
    if attempt(said, reviewing.give_points, given, step):
        del st.session_state[key]


def _given(row: Row, became: Row, points: float, strength: str) -> reviewing.AppraisalGiven:
    by, at = visitor().name, row["waiting_since"]  # both are set where it is written
    reason = became["reason"] or ""
    return reviewing.AppraisalGiven(row["report"], became["indicator"], points, strength, by, at, reason, became["own"])


def return_form(round_: str, row: Row) -> None:
    """Why the report goes back, as a whole and at each question that is to be mended."""
    reader = present()
    words = reader.words
    names = review.questions(reader, round_, row["unit"], visitor().reach)
    key = f"return {row['report']}"
    st.subheader(words("Return the report"), anchor=False)
    chosen = st.multiselect(
        words("Questions to mend"),
        list(names),
        format_func=names.__getitem__,
        key=f"{key} questions",
        placeholder=words("Choose what is to be mended"),
    )
    for question in chosen:
        st.text_area(
            words("What to mend at “{question}”", question=names[question]), key=f"{key} {question}", height=80
        )
    st.text_area(words("Reason for the whole report"), key=f"{key} reason", height=80)
    small(words("The coordinator sees each reason at its question."))
    st.button(words("Return the report"), type="primary", on_click=_return, args=(row, key), key=f"{key} send")


def _return(row: Row, key: str) -> None:
    words, typed = present().words, st.session_state
    fields = {question: typed.get(f"{key} {question}", "") for question in typed[f"{key} questions"]}
    step = reviewing.Step(row["report"], "returned", typed[f"{key} reason"], fields, row["submissions"])
    attempt(words("The report is returned."), reviewing.take_one, step)


def verify_form(round_: str, row: Row) -> None:
    """What a body outside the unit has verified, under which document."""
    reader = present()
    words = reader.words
    names = review.indicator_names(reader, round_, row["unit"], visitor().reach)
    key = f"verify {row['report']}"
    st.subheader(words("Record a verification"), anchor=False)
    small(words("The indicators count as verified until the unit changes one of their answers."))
    with st.form(f"{key} form"):
        st.multiselect(
            words("Indicators verified"),
            list(names),
            format_func=names.__getitem__,
            key=f"{key} indicators",
            placeholder=words("Choose indicators"),
        )
        st.text_input(words("Verified by"), key=f"{key} body")
        st.text_input(words("Number of the document"), key=f"{key} document")
        st.date_input(words("Day of the document"), reader.today, key=f"{key} on", format="DD/MM/YYYY")
        st.form_submit_button(words("Record the verification"), on_click=_verify, args=(row, key))


def _verify(row: Row, key: str) -> None:
    words, typed = present().words, st.session_state
    named = [typed[f"{key} {name}"] for name in ("indicators", "body", "on", "document")]
    attempt(
        words("The verification is recorded."), reviewing.verify, reviewing.VerificationGiven(row["report"], *named)
    )
