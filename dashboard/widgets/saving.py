"""The button that saves a file: it is made at the click, and the log tells who took it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from dashboard.data.exports import handed_out
from dashboard.widgets.acts import acting


def offer(label: str, made: Callable[[], bytes], name: str, mime: str, **settings: Any) -> None:  # noqa: ANN401 - what st.download_button takes
    """`made` runs in a thread that knows no session, so that everything it needs goes along, and so does the reader."""
    st.download_button(label, partial(handed_out, acting(), name, made), name, mime, on_click="ignore", **settings)
