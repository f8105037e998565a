"""“Why is this number this?”: the chain behind any result of a unit, opened on demand."""

import streamlit as st

from dashboard.views import origin
from dashboard.widgets.pick import present
from dashboard.widgets.show import show_table
from dashboard.widgets.text import plain, small


@st.fragment
def show_origin(round_: str, unit: str) -> None:
    """The reader chooses a result and sees what it follows from, without the rest of the page being drawn anew."""
    reader = present()
    words = reader.words
    with st.expander(
        words("Why is this number this?"), key="origin", on_change="rerun", icon=":material/account_tree:"
    ) as part:
        if not part.open:
            return
        names = origin.choices(reader, round_, unit)
        if not names:
            st.markdown(words("There are no data for this choice yet."))
            return
        chosen = st.selectbox(
            words("Result"), list(names), format_func=names.__getitem__, key=f"origin {reader.language}"
        )
        found = origin.explained(reader, round_, unit, chosen)
        if found is None:
            st.markdown(words("There are no data for this choice yet."))
            return
        st.markdown("\n".join(f"- {plain(line)}" for line in found.how))
        show_table(found.below)
        small(" ".join(found.record))
