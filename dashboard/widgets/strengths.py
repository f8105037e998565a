"""Where a unit is ahead of its peers, where behind, and where most is to gain."""

import streamlit as st

from dashboard.views import unit
from dashboard.widgets.pick import present
from dashboard.widgets.stories import show_points


def show_strengths(round_: str, id_: str) -> None:
    """Three short lists side by side; where one is empty, what that means."""
    reader = present()
    words = reader.words
    ahead, behind, to_gain = unit.strong_and_weak(reader, round_, id_)
    with st.grid(3, min_column_width=260):
        show_points(words("Ahead of its peers"), ahead, words("Nowhere ahead of the median of its peers."))
        show_points(words("Behind its peers"), behind, words("Nowhere behind the median of its peers."))
        show_points(words("Most to gain"), to_gain, words("Every point that it can have is gained."))
