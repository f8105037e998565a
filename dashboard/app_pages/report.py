"""The report of one unit, filled in and handed in."""

import streamlit as st

from dashboard.views import unit
from dashboard.widgets.choose import choose_opened_round, choose_own_unit
from dashboard.widgets.form import fill_in
from dashboard.widgets.notices import said_of
from dashboard.widgets.pick import present
from dashboard.widgets.returned import show_returned
from dashboard.widgets.visitor import visitor

reader, reach = present(), visitor().reach

round_ = choose_opened_round()
id_ = choose_own_unit(round_, reach)
show_returned(round_, id_)
st.header(unit.directory_row(reader, round_, id_)["name"], anchor=False)
said_of(unit.instrument_of(reader, round_, id_))
fill_in(id_, round_)
