"""The button that saves a file: it is made at the click, and the log tells who took it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard.data.exports import handed_out
from dashboard.figures import Figure
from dashboard.widgets.acts import acting


def offer(
    label: str,
    made: Callable[[], bytes],
    name: str,
    mime: str,
    *,
    shows: Sequence[Figure] = (),
    **settings: Any,  # noqa: ANN401 - what st.download_button takes
) -> None:
    """`made` runs in a thread that knows no session, so that everything it needs goes along, and so does the reader.

    `shows` are the figures in it, whose codes shall lead back to what they rest on.
    """
    editions = [figure.edition for figure in shows if figure.edition]
    st.download_button(
        label, partial(handed_out, acting(), name, made, editions), name, mime, on_click="ignore", **settings
    )
