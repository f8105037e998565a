"""What a figure's code leads back to, on a page: what it rests on, and the way to the page with the same choices."""

import streamlit as st

from dashboard.views.figure_codes import found
from dashboard.widgets.pick import present
from dashboard.widgets.text import plain
from dashboard.widgets.ways import link_to
from store.faults import ReportError


def show_origin_of(code: str) -> None:
    """The origin of a figure by its code, or a sentence where it is none of this store."""
    reader = present()
    words = reader.words
    try:
        origin = found(reader, code)
    except ReportError as refused:
        st.warning("\n".join(plain(words.fault(fault)) for fault in refused.faults), icon=":material/search_off:")
        return
    if origin.view:
        st.header(plain(origin.view.title), anchor=False)
    st.markdown("\n".join(f"- {plain(line)}" for line in (*origin.said, origin.changed)))
    if origin.view:
        link_to(origin.view.page, words("Open the page with this figure"), **origin.view.choices)
