"""Exports that take minutes: asked for here, made in the background, saved as one zip."""

import streamlit as st

from dashboard.widgets.choose import choose_round
from dashboard.widgets.downloads import offer_databook
from dashboard.widgets.jobs import offer_kinds, show_jobs
from dashboard.widgets.pick import pick, present
from dashboard.words import LANGUAGES

reader = present()
words = reader.words

st.markdown(words("You may close this page meanwhile: the work goes on, and the file waits here for a week."))
show_jobs()
with st.grid(2, min_column_width=220):
    round_ = choose_round()
    language = pick(words("Language"), "files", list(LANGUAGES), LANGUAGES.__getitem__)
offer_kinds(round_, language)
offer_databook(round_)
