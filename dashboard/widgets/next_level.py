"""What a unit must do for a higher level: the level is chosen, the answer is read."""

import streamlit as st

from dashboard.views import next_level
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from dashboard.widgets.stories import show_list
from dashboard.widgets.text import small


def show_next_level(round_: str, unit: str) -> None:
    """The points, conditions and indicators that are missing; a sentence where no level is above the unit's own."""
    reader = present()
    words = reader.words
    levels = next_level.levels(reader, round_, unit)
    st.subheader(words("What it takes to reach a higher level"), anchor=False)
    if not levels:
        st.markdown(words("No higher level can be told of: the unit is at the highest, or its instrument gives none."))
        return
    level = pick(words("Level to reach"), "level", list(levels), levels.__getitem__, few=True)
    show_list(next_level.lacking(reader, round_, unit, level))
    found = next_level.by_indicator(reader, round_, unit, level)
    if found.rows.height:
        small(found.title)
        show_table(found)
