"""A report as a file: the workbook to fill in, the upload, what it would change, and storing it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

import polars as pl
import streamlit as st

from dashboard.data import uploading
from dashboard.data.acts import present_store
from dashboard.data.source import judged_by
from dashboard.data.uploading import Upload
from dashboard.intake import answers_text, workbook
from dashboard.views import naming, unit, upload
from dashboard.views.table import Table
from dashboard.widgets.acts import acting, attempt, succeeded
from dashboard.widgets.links import WORKBOOK
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.text import plain, small
from store.faults import Fault, ReportError
from store.workbook.text import SUFFIXES

TAKEN: Final = "files that were stored"  # counts them, so that each upload begins with an empty field
TEXT: Final = "text/csv"
ICON: Final = ":material/block:"


def offer_files(unit_: str, round_: str) -> None:
    """The unit's own workbook and the same as CSV, each made at the click."""
    words = present().words
    given = (present_store(), judged_by(), unit_, round_, words)
    name = f"{unit_}_{round_}"
    with st.container(horizontal=True):
        book, text = partial(workbook, *given), partial(answers_text, *given)
        offer(words("My workbook (Excel)"), book, f"{name}.xlsx", WORKBOOK, icon=":material/download:")
        offer(words("Template (CSV)"), text, f"{name}.csv", TEXT)


def take_file() -> None:
    """The upload; what it would change is shown before anything is stored, and what is wrong with its place."""
    words = present().words
    key = f"report file {st.session_state.get(TAKEN, 0)}"
    file = st.file_uploader(words("The filled file, as .xlsx or .csv"), ["xlsx", "csv"], key=key)
    if file is None:
        return
    data = file.getvalue()
    try:
        found = uploading.judged(acting(), file.name, data)
    except ReportError as refused:
        st.error(_listed(refused.faults), icon=ICON)
        return
    _show(found, data)


def _show(found: Upload, data: bytes) -> None:
    reader = present()
    words, shown = reader.words, found.preview
    sent = shown.submission
    row = unit.directory_row(reader, sent.round, sent.unit)
    st.subheader(f"{row['name']} · {naming.round_name(reader, sent.round)}", anchor=False)
    if shown.differences:
        n = len(shown.differences)
        st.markdown(
            words.plural("{n} answer differs from what stands now.", "{n} answers differ from what stands now.", n)
        )
        _compare(upload.differences(reader, found))
    else:
        st.info(words("No answer differs from what stands now."))
    if told := upload.initiatives(words, found):
        st.markdown(told)
    if shown.faults:
        _mend(found, data)
        return
    if shown.doubts:
        n = len(shown.doubts)
        said = words("To look at again: {n}. Mend it, or write a remark beside the answer.", n=n)
        st.warning(f"{said}\n\n{_listed(doubt.fault for doubt in shown.doubts)}")
    if not found.changes_nothing:
        small(words("Nothing is stored yet. Everything in the file is stored at once, and the report is handed in."))
        st.button(words("Store all and hand in"), type="primary", on_click=partial(_store, _whole, found))


def _compare(table: Table) -> None:
    """Lines that wrap: a grid would hide on a phone what stands now and what it becomes."""
    labels = {name: column.label for name, column in table.columns.items()}
    rows = table.rows.select(pl.col(name).map_elements(plain, pl.String).alias(said) for name, said in labels.items())
    st.table(rows.to_pandas(), hide_index=True, alt=table.title)


def _mend(found: Upload, data: bytes) -> None:
    words = present().words
    faults, good = found.preview.faults, len(found.preview.good)
    st.error(f"{words('To mend before it can be handed in: {n}', n=len(faults))}\n\n{_listed(faults)}", icon=ICON)
    with st.container(horizontal=True):
        content = uploading.sent_back(found, data, words)
        if content is not None:
            kind = TEXT if found.name.lower().endswith(SUFFIXES) else WORKBOOK
            label, icon = words("The same file with notes"), ":material/edit_note:"
            offer(label, partial(bytes, content), found.name, kind, icon=icon)
        if good:
            st.button(words("Keep the good answers as a draft"), on_click=partial(_store, _good, found))
    if good:
        small(
            words.plural(
                "Nothing is stored yet. {n} new answer is good; a draft does not count before it is handed in.",
                "Nothing is stored yet. {n} new answers are good; a draft does not count before it is handed in.",
                good,
            )
        )


def _whole(found: Upload) -> bool:
    words = present().words
    outcome = attempt("", uploading.store_all, found)
    if outcome is not None:
        succeeded(words("The report has been handed in. Your receipt:") + f" {outcome.receipt}")
    return outcome is not None


def _good(found: Upload) -> bool:
    words = present().words
    kept = attempt("", uploading.store_good, found)
    if kept is not None:
        succeeded(words.plural("{n} answer is kept as a draft.", "{n} answers are kept as a draft.", kept))
    return kept is not None


def _store(act: Callable[[Upload], bool], found: Upload) -> None:
    if act(found):
        st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1


def _listed(faults: Iterable[Fault]) -> str:
    words = present().words
    return "\n".join(f"- {plain(words.fault(fault))}" for fault in faults)
