"""“Why is this number this?”: the chain behind any result of a unit, opened on demand."""

import streamlit as st

from dashboard.data.people import Branch, may
from dashboard.views import asked_why, origin, unit
from dashboard.views.origin import Said
from dashboard.widgets import address
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from dashboard.widgets.text import plain, small
from dashboard.widgets.visitor import visitor

OPEN, WHY = "origin", "why"


@st.fragment
def show_origin(round_: str, unit_: str) -> None:
    """The reader chooses a result and sees what it follows from, without the rest of the page being drawn anew."""
    reader = present()
    words = reader.words
    why = words("Why is this number this?")
    if address.asked(WHY) and address.changed(WHY):
        st.session_state[OPEN] = True  # a link led to one of its results
    with st.expander(why, key=OPEN, on_change="rerun", icon=":material/account_tree:") as part:
        names = asked_why.choices(reader, round_, unit_) if part.open else {}
        if not part.open or not names:
            address.write(WHY, "", "")
            return
        ids = {asked_why.id_of(choice): choice for choice in names}
        chosen = pick(words("Result"), WHY, list(ids), lambda id_: names[ids[id_]])
        address.write(WHY, chosen, "")
        found = origin.explained(reader, round_, unit_, ids[chosen])
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
