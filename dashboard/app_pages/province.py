"""One province: where its units stand, what it was made of, what it lacks, what it tries."""

import streamlit as st

from dashboard.views import province
from dashboard.widgets.cards import show_cards
from dashboard.widgets.choose import choose_round
from dashboard.widgets.documents import offer_documents
from dashboard.widgets.notices import standing_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table, show_titled
from dashboard.widgets.stories import show_initiatives
from dashboard.widgets.ways import link_to

reader = present()
words = reader.words

with st.grid(2, min_column_width=260):
    round_ = choose_round()
    names = province.names(reader, round_)
    code = pick(words("Province"), "province", list(names), names.__getitem__)
if not standing_of(round_).counted:
    st.stop()
st.header(names[code], anchor=False)
offer_documents("province", round_, code)
st.markdown(province.summary(reader, round_, code))
if became := province.became(reader, round_, code):
    st.info(became)
show_cards(province.cards(reader, round_, code), "types", most=4)

if merged := province.merged(reader, code):
    told, table = merged
    st.subheader(table.title, anchor=False)
    st.markdown(told)
    show_table(table)
    if choices := province.explained(reader, code):
        link_to("change", words("Why the rank changed with the merger"), **choices)
for table in (
    *province.of_types(reader, round_, code),
    province.gaps(reader, round_, code),
    province.goals(reader, round_, code),
):
    show_titled(table)

st.header(words("Initiatives"), anchor=False)
count, few = province.tried(reader, round_, code)
st.markdown(count)
show_initiatives(few, words("No initiative fits. Try fewer words, or widen the choices."))
link_to("initiatives", words("All initiatives of the province"), round=round_, province=code)
