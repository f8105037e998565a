"""What a budget closes, and where money closes most."""

import streamlit as st

from dashboard.data.investment import budgets
from dashboard.views import investing_first, investment
from dashboard.widgets.choose import choose_norm_or_all, choose_round, choose_type_or_all
from dashboard.widgets.notices import said_of, standing_of
from dashboard.widgets.pick import pick, pick_page, pick_step, present
from dashboard.widgets.show import show, show_table, show_titled

reader = present()
words = reader.words

with st.grid(2, min_column_width=260):
    round_ = choose_round()
    type_ = choose_type_or_all()
    norm = choose_norm_or_all(investment.norms(reader, round_, type_))
    aims = {aim: words(name) for aim, name in investment.AIMS.items()}
    by = pick(words("Put first"), "by", list(aims), aims.__getitem__, few=True)
if not standing_of(round_, type_).counted:
    st.stop()
for draft in investment.drafts(type_)[:1]:
    said_of(draft)
sums = [str(each) for each in budgets(reader.version, round_, type_, norm)]
if not sums:
    st.info(words("No cost can be told yet."))
    st.stop()
first = str(investment.default_budget(reader, round_, type_, norm))
told = pick_step(words("Budget"), "budget", sums, lambda sum_: words("{n} billion đồng", n=int(sum_)), default=first)
choice = investment.Choice(round_, type_, by, int(told), norm)

for paragraph in investment.summary(reader, choice):
    st.markdown(paragraph)
left, right = st.columns(2, gap="large")
for column, drawn in ((left, investment.by_norm), (right, investment.by_province)):
    with column:
        figure, table = drawn(reader, choice)
        show(figure, drawn.__name__, table, leads=True)
if not type_:
    show_titled(investment.by_type(reader, choice))

st.header(words("Order of investment"), anchor=False)
st.markdown(investing_first.rule(reader, by))
page = pick_page(investing_first.pages(reader, round_, type_, norm))
show_table(investing_first.order(reader, choice, page))
