"""Reporting rounds: planned, moved, locked, and with more time for single units."""

import streamlit as st

from dashboard.data.rounds import listing
from dashboard.views import rounds
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.choose import choose_round
from dashboard.widgets.pick import pick, present
from dashboard.widgets.rounds import dates_form, exception_form, lock_form, plan_form
from dashboard.widgets.show import show_table

reader = present()
words = reader.words

ways = {
    "dates": words("Opening and deadline"),
    "lock": words("Lock"),
    "exception": words("More time for a unit"),
    "plan": words("Plan a round"),
}
rows = listing()
if rows.height:
    show_table(rounds.table(reader, rows))
way = pick(words("What to do"), "do", list(ways), ways.__getitem__, few=True)
show_outcome()
if way == "plan":
    plan_form()
    st.stop()
chosen = choose_round()
row = next(each for each in rows.iter_rows(named=True) if each["round"] == chosen)
{"dates": dates_form, "lock": lock_form, "exception": exception_form}[way](row)
