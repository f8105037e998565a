"""Where each goal of the movement is heading, and who needs support most to reach it."""

import streamlit as st

from dashboard.views import support, targets
from dashboard.widgets.choose import choose_round
from dashboard.widgets.notices import standing_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show, show_table, show_titled
from dashboard.widgets.ways import link_to

reader = present()
words = reader.words

with st.grid(2, min_column_width=260):
    round_ = choose_round()
    goals = targets.followed(reader, round_)
    goal = pick(words("Goal"), "goal", goals, lambda id_: targets.name_of(reader, id_))
if not standing_of(round_).counted:
    st.stop()
st.markdown(targets.summary(reader, round_))

show(targets.way(reader, round_, goal), "way", leads=True)
st.header(words("Who needs support most"), anchor=False)
st.markdown(support.says(reader, round_, goal))
if provinces := support.most_in_need(reader, round_, goal):
    with st.container(horizontal=True):
        for code, name in provinces.items():
            link_to("province", name, round=round_, province=code)
    for table in (support.by_province(reader, round_, goal), support.by_unit(reader, round_, goal)):
        show_titled(table)

st.header(words("All goals"), anchor=False)
show_table(targets.outlooks(reader, round_))
