"""Ranks inside one peer group, with how sure each of them is."""

import streamlit as st

from dashboard.views import rankings, told_apart
from dashboard.views.naming import instrument_of
from dashboard.views.search import found
from dashboard.widgets.choose import choose_cluster, choose_item, choose_round, choose_type
from dashboard.widgets.notices import said_of, standing_of
from dashboard.widgets.peers import show_comparison, show_left_out, show_one
from dashboard.widgets.pick import pick_text, present
from dashboard.widgets.show import show, show_table
from dashboard.widgets.text import small

reader = present()
words = reader.words

with st.grid(4, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type()
    item = choose_item(type_)
    cluster = choose_cluster(round_, type_)
said_of(instrument_of(type_), item)
if not standing_of(round_, type_).counted:
    st.stop()
st.markdown(words("Ranks hold inside one institution type. Units of one band cannot be told apart with certainty."))

league = rankings.league(reader, round_, type_, item, cluster)
typed = pick_text(words("Find a unit"), "find", placeholder=words("Name, province or code"), icon=":material/search:")
rows = found(league, typed)
highlight = rows["unit"][0] if typed and rows.height == 1 else None
show(rankings.ranges(reader, round_, type_, item, cluster, highlight), "ranges", leads=True)

st.header(words("Ranks of the units"), anchor=False)
small(told_apart.rule(reader, type_, item))
if rows.is_empty():
    st.info(words("No unit of this choice is called “{typed}”.", typed=typed))
else:
    show_table(rankings.standings(reader, rows))
if highlight:
    show_one(round_, type_, item, cluster, highlight)
show_left_out(round_, type_, cluster, league)
show_comparison(round_, type_, item, cluster, league)
show(rankings.proofs(reader, round_, type_, cluster), "proofs")
if drivers := rankings.drivers(reader, round_, type_, item):
    show(drivers, "drivers")
