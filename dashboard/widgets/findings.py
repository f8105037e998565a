"""The findings of the first screen: each a link to its evidence, and a sentence."""

from collections.abc import Sequence

import streamlit as st

from dashboard.views.findings import Finding
from dashboard.widgets.text import plain
from dashboard.widgets.ways import link_to


def show_findings(findings: Sequence[Finding], nothing: str) -> None:
    """A line each: what it is about, as a link, and what it says; below each other on a phone."""
    if not findings:
        st.info(nothing)
        return
    with st.container(border=True, gap="small"):
        for number, each in enumerate(findings, 1):
            link, says = st.columns([1, 3], gap="medium", vertical_alignment="center")
            with link:
                link_to(each.evidence.page, f"{number}. {each.lead}", **each.evidence.choices)
            says.markdown(plain(each.says))
