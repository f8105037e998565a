"""One unit beside its peers, and what it should do next."""

import streamlit as st

from dashboard.data.facts import COUNTED
from dashboard.views import answers, unit
from dashboard.widgets.cards import show_cards
from dashboard.widgets.choose import choose_round, choose_unit
from dashboard.widgets.documents import offer_files_of_unit
from dashboard.widgets.next_level import show_next_level
from dashboard.widgets.notices import said_of, state_of
from dashboard.widgets.origins import show_origin
from dashboard.widgets.pick import present
from dashboard.widgets.returned import show_returned
from dashboard.widgets.show import show, show_table, show_titled
from dashboard.widgets.stories import show_initiatives
from dashboard.widgets.strengths import show_strengths
from dashboard.widgets.visitor import visitor

reader, reach = present(), visitor().reach
words = reader.words

with st.grid(3, min_column_width=220):
    round_ = choose_round()
id_ = choose_unit(round_, reach)
show_returned()
row = unit.directory_row(reader, round_, id_)
st.header(row["name"], anchor=False)
said_of(unit.instrument_of(reader, round_, id_))
state_of(row)
if row["state"] in COUNTED:
    show_cards(unit.headline(reader, round_, id_), "headline", most=4)
    offer_files_of_unit(round_, id_)
    show_next_level(round_, id_)
    left, right = st.columns(2, gap="large")
    with left:
        show(unit.beside_peers(reader, round_, id_), "pillars")
    with right:
        show(unit.course(reader, round_, id_), "course")
    show_strengths(round_, id_)
    show_titled(unit.indicators(reader, round_, id_))
    show_origin(round_, id_)
    show_titled(unit.lacking(reader, round_, id_))
    st.header(words("Initiatives"), anchor=False)
    show_initiatives(unit.tried(reader, round_, id_), words("The report names no initiative."))
if row["state"]:
    for table in (answers.given(reader, round_, id_, reach), answers.history(reader, round_, id_, reach)):
        with st.expander(table.title):
            show_table(table)
