"""The button that saves a file: it is made at the click, and the log tells who took it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.data.exports import View, handed_out
from dashboard.figures import Edition, Figure
from dashboard.widgets import address
from dashboard.widgets.acts import acting


def offer(
    label: str,
    made: Callable[[], bytes],
    name: str,
    mime: str,
    *,
    shows: Sequence[Figure] = (),
    views: Sequence[View] = (),
    rests_on: Sequence[Edition] = (),
    **settings: Any,  # noqa: ANN401 - what st.download_button takes
) -> None:
    """`made` runs in a thread that knows no session, so that everything it needs goes along, and so does the reader.

    `shows` are the figures in it, whose codes shall lead back to what they rest on, and to where they stand: `views`,
    else the present page. `rests_on` are editions that it names itself.
    """
    editions = [*rests_on, *(figure.edition for figure in shows if figure.edition)]
    handed = partial(handed_out, acting(), name, made, editions, views or [_here(figure) for figure in shows])
    st.download_button(label, handed, name, mime, on_click="ignore", **settings)


def _here(figure: Figure) -> View:
    """The present page; its round stands by default for another one some day."""
    round_ = {"round": figure.edition.round} if figure.edition else {}
    return View(figure.code, figure.title, address.page(), {**address.choices(), **round_})
