"""The log: who did what, when and from where."""

import streamlit as st

from dashboard.data.log import PAGE, count, page
from dashboard.views import log
from dashboard.widgets.log import choose_entries, offer_log, show_one, show_verdict
from dashboard.widgets.pick import pick_page, present
from dashboard.widgets.show import show_table

reader = present()
words = reader.words

show_verdict()
wanted = choose_entries()
found = count(wanted)
st.markdown(words.plural("{n} entry.", "{n} entries.", found))
rows = page(wanted, pick_page(-(-found // PAGE)))
show_table(log.table(reader, rows))
show_one(rows)
offer_log(wanted)
