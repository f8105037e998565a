"""The register by a list: the template, the upload, the effect of all its rows, and all of them or nothing."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard.data.register import foresee_list, planned
from dashboard.exports.lists import as_csv, as_workbook
from dashboard.views import register
from dashboard.widgets.acts import acting, refuse, succeeded
from dashboard.widgets.foresight import forget_foreseen, form_key, keep_foreseen, show_foreseen
from dashboard.widgets.links import WORKBOOK
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.text import small
from store.acts import Create
from store.faults import ReportError
from store.register_list import read_lines


def list_form(rows: pl.DataFrame) -> None:
    """The whole of it, from the template to the button that carries the list out."""
    reader = present()
    words = reader.words
    st.markdown(words("Change or add rows in the template, each with its day and document, and upload it."))
    lists = register.template(reader, rows)
    with st.container(horizontal=True):
        offer(words("Template (Excel)"), partial(as_workbook, lists), "don-vi.xlsx", WORKBOOK)
        offer(words("Template (CSV)"), partial(as_csv, lists[0], words), "don-vi.csv", "text/csv")
    key = form_key("list")
    label = words("The list, as .xlsx or .csv")
    file = st.file_uploader(label, ["xlsx", "csv"], key=f"{key} file", on_change=forget_foreseen)
    if file is None:
        return
    small(words("All rows are carried out or none. Units that are not on the list stay as they are."))
    st.button(
        words("Preview the effect"),
        type="primary",
        icon=":material/visibility:",
        on_click=partial(_preview, key, file.getvalue(), file.name),
    )
    show_foreseen(key, register.shown(rows))


def _preview(key: str, data: bytes, name: str) -> None:
    words = present().words
    forget_foreseen()
    try:
        plan = planned(read_lines(data, name))
        effect = foresee_list(acting(), plan)
    except ReportError as refused:
        refuse(*refused.faults)
        return
    if effect is None:
        succeeded(words("Everything on the list is so already."))
        return
    new = sum(isinstance(act, Create) for act in plan.acts)
    changed = len(plan.acts) - new
    succeeded(words("Units: {new} new, {changed} changed, {same} unchanged.", new=new, changed=changed, same=plan.same))
    keep_foreseen(key, plan.acts, effect)
