"""The country on one screen."""

import streamlit as st

from dashboard.views import boundaries, findings, overview, province
from dashboard.views.naming import instrument_of
from dashboard.widgets.cards import show_cards
from dashboard.widgets.choose import choose_item, choose_round, choose_type
from dashboard.widgets.documents import offer_documents
from dashboard.widgets.findings import show_findings
from dashboard.widgets.notices import said_of, standing_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show
from dashboard.widgets.ways import choose_province_to_open, link_to, province_opener

reader = present()
words = reader.words
with st.grid(3, min_column_width=220):
    round_ = choose_round()
if not standing_of(round_).counted:
    st.stop()
st.header(words("Five findings"), anchor=False)
show_findings(findings.told(reader, round_), words("Too little has been reported for a finding."))
offer_documents("country", round_)

st.header(words("Where the institution types stand"), anchor=False)
show_cards(overview.cards(reader, round_), "types", most=4)

with st.grid(4, min_column_width=220):
    type_ = choose_type()
    item = choose_item(type_)
    ways = boundaries.ways(reader, round_)
    view = pick(words("View"), "view", list(ways), ways.__getitem__, few=True)
    choose_province_to_open(words, province.names(reader, round_))
said_of(instrument_of(type_), item)

left, right = st.columns(2, gap="large")
with left:
    opener = province_opener(round_, boundaries.round_of(reader, round_, view))
    there = boundaries.places(reader, round_, type_, item, view)
    show(boundaries.whereabouts(reader, round_, type_, item, view), "map", there, on_click=opener)
    show(overview.maturity(reader, round_), "levels")
with right:
    if moved := overview.moved(reader, round_, type_, item):
        show(moved, "moved")
    show(overview.course(reader, round_, type_, item), "course")

st.header(words("What the movement has achieved"), anchor=False)
show_cards(overview.promises(reader, round_), "achievements", most=5)
link_to("targets", words("Where each of these is heading, and who needs support"), round=round_)
