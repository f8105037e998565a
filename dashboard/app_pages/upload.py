"""The report of one unit as a file: taken along, filled in, looked at, and stored."""

import streamlit as st

from dashboard.views import unit
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.choose import choose_opened_round, choose_own_unit
from dashboard.widgets.pick import present
from dashboard.widgets.upload import offer_files, take_file
from dashboard.widgets.visitor import visitor

reader, reach = present(), visitor().reach

show_outcome()
round_ = choose_opened_round()
id_ = choose_own_unit(round_, reach)
st.header(unit.directory_row(reader, round_, id_)["name"], anchor=False)
offer_files(id_, round_)
take_file()
