"""What waits for a reviewer, and one report with everything that is needed to judge it."""

import streamlit as st

from dashboard.views import review
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.choose import choose_province_now, choose_round, choose_type_or_all
from dashboard.widgets.pick import present
from dashboard.widgets.reviewing import choose_report, choose_state, choose_whose, show_queue, show_report
from dashboard.widgets.visitor import visitor

reader, reach = present(), visitor().reach
with st.grid(5, min_column_width=200):
    round_ = choose_round()
    type_ = choose_type_or_all()
    province = choose_province_now()
    state = choose_state()
    whose = choose_whose()
rows = review.waiting(reader, round_, reach, review.Wanted(type_, province, state, whose))
unit = choose_report(rows)
show_outcome()
if unit:
    show_report(round_, unit)
else:
    show_queue(round_, rows)
