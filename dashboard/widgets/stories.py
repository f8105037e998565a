"""Text to be read: facts under their labels, lists of sentences, initiatives as their units wrote them."""

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard.views.initiatives import Told
from dashboard.widgets.text import plain, small


def show_initiatives(initiatives: Sequence[Told], nothing: str) -> None:
    """Two beside each other where there is room, so that no line grows too long to be read."""
    if not initiatives:
        st.info(nothing)
        return
    with st.grid(2, min_column_width=320):
        for each in initiatives:
            with st.container(border=True, gap="xsmall", height="stretch"):
                _show_initiative(each)


def _show_initiative(each: Told) -> None:
    st.markdown(f"### {plain(each.title)}")
    small(each.whose)
    with st.container(horizontal=True):
        st.badge(each.stage, color="blue")
        if each.topic:
            st.badge(plain(each.topic), color="gray")
    for label, text in each.parts:
        st.markdown(f"**{label}.** {plain(text)}")
    if each.figures:
        small(" · ".join(each.figures))


def show_facts(facts: Iterable[tuple[str, str]], title: str = "") -> None:
    """Label and text, a line each."""
    lines = [f"**{plain(label)}:** {plain(text)}" for label, text in facts]
    st.markdown("  \n".join([f"#### {plain(title)}\n", *lines] if title else lines))


def show_points(title: str, sentences: Sequence[str], nothing: str) -> None:
    """A short list under its title; where it is empty, what that means."""
    with st.container():
        st.markdown(f"#### {plain(title)}")
        if sentences:
            show_list(sentences)
        else:
            st.markdown(nothing)


def show_list(sentences: Iterable[str]) -> None:
    """A sentence a point."""
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
