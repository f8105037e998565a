"""The four difficulties: what is missing where, and what it would cost."""

import streamlit as st

from dashboard.views import gaps
from dashboard.widgets.choose import choose_round, choose_type_or_all
from dashboard.widgets.notices import standing_of
from dashboard.widgets.pick import present
from dashboard.widgets.show import show
from dashboard.widgets.text import small

reader = present()
words = reader.words

with st.grid(3, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type_or_all()
if not standing_of(round_, type_).counted:
    st.stop()
st.markdown(gaps.summary(reader, round_, type_))
small(words("There is no official norm yet: these are the project’s draft, each with its source in the table."))

for topic in gaps.difficulties():
    figure, table = gaps.difficulty(reader, round_, type_, topic.id)
    show(figure, f"gaps {topic.id}", table)
show(gaps.where(reader, round_, type_), "where")
