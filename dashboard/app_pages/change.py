"""What changed since the round before and why, and what is still to come."""

import streamlit as st

from dashboard.views import change
from dashboard.views.naming import instrument_of
from dashboard.widgets.cards import show_cards
from dashboard.widgets.choose import choose_item, choose_round, choose_type
from dashboard.widgets.notices import said_of, standing_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show, show_titled
from dashboard.widgets.ways import link_to

reader = present()
words = reader.words

with st.grid(3, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type()
    item = choose_item(type_)
said_of(instrument_of(type_))
if not standing_of(round_, type_).counted:
    st.stop()
if early := change.early(reader, round_, type_, item):
    st.header(words("When all reports are in"), anchor=False)
    show_cards(early, "early", most=2)

st.header(words("Why scores and ranks moved"), anchor=False)
moved = change.moved(reader, round_, type_, item)
if moved.is_empty():
    st.info(words("There is no earlier round with scores of the same units yet."))
else:
    st.markdown(change.like_for_like(reader, round_, type_, item))
    show(change.mean_moved(reader, round_, type_, item), "mean")
    names = dict(moved.select("unit", "name").iter_rows())
    unit = pick(words("Unit, the greatest change first"), "unit", list(names), names.__getitem__)
    for number, figure in enumerate(change.unit_moved(reader, round_, type_, item, unit)):
        show(figure, f"unit {number}")
    for table in (
        change.by_indicator(reader, round_, type_, item, unit),
        change.everybody(reader, round_, type_, item),
    ):
        show_titled(table)

link_to("targets", words("Where the targets are heading"), round=round_)
