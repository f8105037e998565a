"""The four difficulties: what is missing where, and what it would cost."""

from functools import partial

import streamlit as st

from dashboard.views import gaps, norm
from dashboard.widgets.choose import choose_round, choose_type_or_all
from dashboard.widgets.notices import standing_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show, show_if_opened, show_titled
from dashboard.widgets.text import small
from dashboard.widgets.ways import link_to, province_opener

reader = present()
words = reader.words

with st.grid(3, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type_or_all()
    norms = norm.norms(reader)
    of = pick(words("What is missing"), "norm", list(norms), norms.__getitem__)
if not standing_of(round_, type_).counted:
    st.stop()
st.markdown(gaps.summary(reader, round_, type_))
small(words("There is no official norm yet: these are the project’s draft, each with its source in the table."))

st.header(norms[of], anchor=False)
st.markdown(norm.says(reader, round_, type_, of))
with st.container(horizontal=True):
    link_to("investment", words("What a budget would close"), round=round_, norm=of)
    for code, name in norm.most_short(reader, round_, type_, of).items():
        link_to("province", name, round=round_, province=code)
show_titled(norm.by_province(reader, round_, type_, of))
show_titled(norm.by_type(reader, round_, of))
show_if_opened(words("Missing by unit"), "units", partial(norm.by_unit, reader, round_, type_, of))

st.header(words("The four difficulties"), anchor=False)
for topic in gaps.difficulties():
    figure, table = gaps.difficulty(reader, round_, type_, topic.id)
    show(figure, f"gaps {topic.id}", table)
show(gaps.where(reader, round_, type_), "where", on_click=province_opener(round_))
