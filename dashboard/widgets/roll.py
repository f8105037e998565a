"""Many users from a list: the template, the upload, what each line would do, and all of it or nothing."""

from functools import partial

import streamlit as st

from dashboard.data.accounts import judged, known
from dashboard.exports.lists import as_csv, as_workbook
from dashboard.views import accounts
from dashboard.widgets.acts import acting, attempt
from dashboard.widgets.links import WORKBOOK, pass_on
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.show import show_table
from dashboard.widgets.text import plain, small
from store.accounts import roll
from store.accounts.roll import Judged, Line
from store.faults import ReportError

ROUND = "list of users"  # counts the uploads that were applied, so that each begins with an empty field


def show_roll() -> None:
    """The whole of it, from the template to the button that applies the list."""
    words = present().words
    st.markdown(
        words("Fill in the template, upload it, look at what each line would do, then apply all of it at once.")
    )
    _offer_template()
    key = f"{ROUND} {st.session_state.get(ROUND, 0)}"
    file = st.file_uploader(words("The list, as .xlsx or .csv"), ["xlsx", "csv"], key=key)
    if file is None:
        return
    try:
        lines = roll.read_lines(file.getvalue(), file.name)
        found = judged(acting(), lines)
    except ReportError as refused:
        st.error("\n".join(f"- {plain(words.fault(fault))}" for fault in refused.faults), icon=":material/block:")
        return
    _show_preview(found, lines)


def _offer_template() -> None:
    words = present().words
    lists = accounts.template(words)
    with st.container(horizontal=True):
        offer(words("Template (Excel)"), partial(as_workbook, lists), "nguoi-dung.xlsx", WORKBOOK)
        offer(words("Template (CSV)"), partial(as_csv, lists[0], words), "nguoi-dung.csv", "text/csv")


def _show_preview(found: list[Judged], lines: tuple[Line, ...]) -> None:
    reader = present()
    words = reader.words
    st.markdown(plain(accounts.totals(reader, found)))
    show_table(accounts.preview(reader, found))
    faults = [fault for each in found for fault in each.faults]
    if faults:
        st.error(words("Nothing can be applied before every line is mended:"), icon=":material/block:")
        st.markdown("\n".join(f"- {plain(words.fault(fault))}" for fault in faults))
    elif all(each.outcome == roll.SAME for each in found):
        st.info(words("Everything on the list is so already."))
    else:
        small(words("All lines are applied or none. Who is not on the list stays as is."))
        st.button(words("Apply the list"), type="primary", on_click=partial(_apply, lines))


def _apply(lines: tuple[Line, ...]) -> None:
    invited = attempt(present().words("The list is applied."), roll.apply, lines, known())
    if invited is not None:
        pass_on(*invited)
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
