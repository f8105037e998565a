"""The findings of the first screen: each a link to its evidence, and a sentence."""

from collections.abc import Sequence

import streamlit as st

from dashboard.views.findings import Finding
from dashboard.widgets.text import plain
from dashboard.widgets.ways import link_to


def show_findings(findings: Sequence[Finding], nothing: str) -> None:
    """What each is about, as a link with the whole width to itself, and below it what it says."""
    if not findings:
        st.info(nothing)
        return
    with st.container(border=True, gap="small"):
        for number, each in enumerate(findings, 1):
            with st.container(gap="xsmall"):
                link_to(each.evidence.page, f"{number}. {each.lead}", **each.evidence.choices)
                st.markdown(plain(each.says))
