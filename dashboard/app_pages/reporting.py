"""Who has reported for a round, and who is still missing."""

import streamlit as st

from dashboard.views import reporting
from dashboard.views.search import found
from dashboard.widgets.calls import show_calls
from dashboard.widgets.choose import choose_round, choose_type_or_all
from dashboard.widgets.pick import pick_text, present
from dashboard.widgets.show import show_table
from dashboard.widgets.visitor import visitor

reader, reach = present(), visitor().reach
words = reader.words

with st.grid(3, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type_or_all()
st.markdown(reporting.arrived(reader, round_, type_, reach))

st.header(words("By institution type"), anchor=False)
show_table(reporting.by_type(reader, round_, reach))
st.header(words("By province"), anchor=False)
show_table(reporting.by_province(reader, round_, type_, reach))
clusters = reporting.by_cluster(reader, round_, type_, reach)
if clusters.rows.height:
    st.header(words("By cluster"), anchor=False)
    show_table(clusters)

st.header(words("Units that are still missing"), anchor=False)
absent = reporting.missing(reader, round_, type_, reach)
if absent.is_empty():
    st.success(words("Every expected report has arrived."))
    st.stop()
st.markdown(reporting.effect(reader, absent))
typed = pick_text(words("Find a unit"), "find", placeholder=words("Name, province or code"), icon=":material/search:")
show_table(reporting.missing_table(reader, found(absent, typed)))
show_calls(round_, absent)
