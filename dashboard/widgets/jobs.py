"""Background work on a page: what can be asked for, how far it is, and the file at its end."""

from functools import partial
from mimetypes import guess_type

import streamlit as st

from dashboard.background.kinds import KINDS
from dashboard.data import jobs
from dashboard.data.jobs import Hand
from dashboard.views.jobs import Work, listed
from dashboard.widgets.acts import acting, refuse, show_outcome
from dashboard.widgets.pick import present
from dashboard.widgets.text import small
from dashboard.widgets.visitor import allowed, visitor
from dashboard.words import Words
from store.faults import ReportError

LOOKS_EVERY = 2.0  # seconds, while something is under way


def offer_kinds(round_: str, language: str) -> None:
    """A button a kind; what is asked for goes on without the page."""
    words = present().words
    if not visitor().account:
        st.info(words("Sign in to have exports made in the background."))
        return
    with st.grid(2, min_column_width=260):
        for kind, each in KINDS.items():
            if not allowed(each.action):
                continue
            with st.container(border=True):
                st.button(
                    words(each.title),
                    key=f"ask {kind}",
                    icon=":material/folder_zip:",
                    on_click=_ask,
                    args=(kind, round_, language),
                )
                small(words(each.about))
    show_outcome()


def show_jobs() -> None:
    """The reader's own work, if there is any, looked at again and again only while something is under way."""
    reader = present()
    found = listed(reader, visitor().account)
    if not found:
        return
    under_way = any(each.is_under_way for each in found)
    st.header(reader.words("Your exports"), anchor=False)
    st.fragment(_all, run_every=LOOKS_EVERY if under_way else None)(run_again=under_way)


def _all(*, run_again: bool) -> None:
    reader = present()
    found = listed(reader, visitor().account)
    if run_again and not any(each.is_under_way for each in found):
        st.rerun()  # the page as a whole, so that the looking ends
    for each in found:
        _show(each, reader.words)


def _show(work: Work, words: Words) -> None:
    with st.container(border=True):
        st.markdown(f"**{work.title}**")
        if work.share is not None:
            st.progress(work.share, text=work.said)
        else:
            st.markdown(work.said)
        if work.is_under_way:
            st.button(words("Cancel"), key=f"cancel {work.id}", on_click=_cancel, args=(work.id,))
        if work.file:
            st.download_button(
                words("Save {file}", file=work.file),
                data=partial(jobs.take, present().version.store, _hand(), work.id),
                file_name=work.file,
                mime=guess_type(work.file)[0],
                icon=":material/download:",
                key=f"file {work.id}",
                on_click="ignore",
            )


def _ask(kind: str, round_: str, language: str) -> None:
    try:
        jobs.ask(present().version.store, _hand(), kind, {"round": round_, "language": language}, KINDS[kind].action)
    except ReportError as refused:
        refuse(*refused.faults)


def _cancel(job: int) -> None:
    try:
        jobs.cancel(present().version.store, _hand(), job)
    except ReportError as refused:
        refuse(*refused.faults)


def _hand() -> Hand:
    who = acting()
    return Hand(who.person.account, who.address)
