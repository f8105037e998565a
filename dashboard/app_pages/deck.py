"""Slides for a conference: which figures, in which order, in which language, for PowerPoint or as a show."""

import streamlit as st

from dashboard.exports.show import Occasion
from dashboard.views import gallery
from dashboard.views.naming import round_name
from dashboard.widgets.choose import choose_item, choose_round, choose_type
from dashboard.widgets.pick import pick, pick_text, present
from dashboard.widgets.slides import (
    choose_figures,
    choose_pace,
    choose_subject,
    offer_deck,
    offer_show,
    show_slides,
)
from dashboard.words import LANGUAGES

reader = present()
words = reader.words

st.markdown(words("Charts stay charts: in PowerPoint, “Edit Data” changes a number and the bar moves with it."))
st.markdown(words("The show is one web page: full screen, led by keys or a clicker, its data frozen as they are now."))
with st.grid(3, min_column_width=220):
    round_ = choose_round()
    type_ = choose_type()
    item = choose_item(type_)
    unit = choose_subject(round_, type_)
    speaker = reader._replace(language=pick(words("Language"), "deck", list(LANGUAGES), LANGUAGES.__getitem__))
    seconds = choose_pace()
usual = speaker.words("Emulation for innovation and digital transformation in education")
title = pick_text(words("Title of the deck"), "title", placeholder=usual) or usual
on = gallery.Choice(round_, type_, item, unit)
figures = show_slides(speaker, on, choose_figures(of_unit=bool(unit)), title)
subtitle = round_name(speaker, round_)
with st.container(horizontal=True):
    offer_deck(speaker, on, figures, title, subtitle)
    offer_show(speaker, on, figures, Occasion(title, subtitle, seconds=seconds))
