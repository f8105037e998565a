"""Links that an administrator passes on: shown once, to be copied or saved, and then forgotten."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from dashboard.exports.lists import as_csv, as_workbook
from dashboard.views import accounts
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.site import site
from dashboard.widgets.text import plain, small
from store.accounts.administration import Invited

LINKS, CODES = "links to pass on", "codes to pass on"
FEW: Final = 3
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pass_on(*invited: Invited) -> None:
    """These links are on the page until the reader says that they were passed on."""
    st.session_state[LINKS] = invited


def pass_on_codes(codes: Sequence[str], name: str) -> None:
    """The same for codes on paper."""
    st.session_state[CODES] = (name, tuple(codes))


def show_passed_on() -> None:
    """What waits to be passed on; it is kept nowhere else."""
    if invited := st.session_state.get(LINKS, ()):
        with st.container(border=True):
            _show_links(invited)
    if codes := st.session_state.get(CODES):
        with st.container(border=True):
            _show_codes(*codes)


def _show_links(invited: Sequence[Invited]) -> None:
    words = present().words
    st.header(words("To be passed on"), anchor=False)
    small(words("Each link works once. It is not shown again and no mail is sent: pass it on by a way that is safe."))
    rows = [(each.shown_as, each.name, _address(each.secret), each.ends_at) for each in invited]
    for shown_as, name, address, ends_at in rows[:FEW]:
        told = words("For {shown_as} ({name}), until {time}:", shown_as=shown_as, name=name, time=ends_at)
        st.markdown(plain(told))
        st.code(address, language=None, wrap_lines=True)
    if len(rows) > FEW:
        st.markdown(words("{n} more are in the file.", n=len(rows) - FEW))
    of = accounts.links(words, rows)
    with st.container(horizontal=True):
        offer(words("Save the links (Excel)"), partial(as_workbook, (of,)), "lien-ket.xlsx", WORKBOOK)
        offer(words("Save the links (CSV)"), partial(as_csv, of, words), "lien-ket.csv", "text/csv")
        st.button(words("They are passed on"), key="links done", on_click=partial(_forget, LINKS), type="primary")


def _show_codes(name: str, codes: Sequence[str]) -> None:
    words = present().words
    st.header(words("To be passed on"), anchor=False)
    small(words("Each code lets {name} in once instead of the telephone. They are not shown again.", name=name))
    st.code("\n".join(codes), language=None)
    st.button(words("They are passed on"), key="codes done", on_click=partial(_forget, CODES), type="primary")


def _forget(what: str) -> None:
    st.session_state.pop(what, None)


def _address(secret: str) -> str:
    return f"{site()}/join/{secret}"
