"""“Why is this number this?”: the chain behind any result of a unit, opened on demand."""

import streamlit as st

from dashboard.data.people import Branch, may
from dashboard.views import origin, unit
from dashboard.views.origin import Said
from dashboard.widgets.pick import present
from dashboard.widgets.show import show_table
from dashboard.widgets.text import plain, small
from dashboard.widgets.visitor import visitor


@st.fragment
def show_origin(round_: str, unit_: str) -> None:
    """The reader chooses a result and sees what it follows from, without the rest of the page being drawn anew."""
    reader = present()
    words = reader.words
    why = words("Why is this number this?")
    with st.expander(why, key="origin", on_change="rerun", icon=":material/account_tree:") as part:
        names = origin.choices(reader, round_, unit_) if part.open else {}
        if not part.open or not names:
            return
        key = f"origin {reader.language}"
        chosen = st.selectbox(words("Result"), list(names), format_func=names.__getitem__, key=key)
        found = origin.explained(reader, round_, unit_, chosen)
        if found is None:
            st.markdown(words("There are no data for this choice yet."))
            return
        st.markdown("\n".join(f"- {plain(line)}" for line in found.how))
        if found.parts:
            show_table(found.parts)
        if may(visitor(), "read report", _branch(round_, unit_)):
            _show_said(found.said)
        else:
            small(words("What a unit answered is shown to those whose branch it is."))
        small(found.edition)


def _show_said(said: Said) -> None:
    if said.appraisal:
        st.markdown(f"- {plain(said.appraisal)}")
    if said.answers:
        show_table(said.answers)
    small(" ".join(said.record))


def _branch(round_: str, unit_: str) -> Branch:
    row = unit.directory_row(present(), round_, unit_)
    return Branch(unit_, row["institution_type"], row["province"], row["cluster"])
