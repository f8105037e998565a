"""The initiatives of the movement, found by words however they are typed."""

import streamlit as st

from dashboard.data.initiatives import Wanted
from dashboard.views import initiatives
from dashboard.widgets.choose import choose_province_now, choose_round_or_all, choose_topic, choose_type_or_all
from dashboard.widgets.pick import pick_page, pick_text, present
from dashboard.widgets.stories import show_initiatives

reader = present()
words = reader.words

hint = words("With or without accents: “hoc ba so”, “lớp học thông minh”")
typed = pick_text(words("Search"), "find", placeholder=hint, icon=":material/search:")
with st.grid(4, min_column_width=200):
    topic = choose_topic()
    type_ = choose_type_or_all()
    province = choose_province_now()
    round_ = choose_round_or_all()
wanted = Wanted(search=typed, round=round_, topic=topic, institution_type=type_, province=province)

st.header(initiatives.how_many(reader, wanted), anchor=False)
found = initiatives.page(reader, wanted, pick_page(initiatives.pages(reader, wanted)))
show_initiatives(found, words("No initiative fits. Try fewer words, or widen the choices."))
