"""The whole method, made from the catalogue."""

import streamlit as st

from dashboard.data.source import judged_by
from dashboard.views import method, sources
from dashboard.widgets.choose import choose_round
from dashboard.widgets.downloads import offer_databook
from dashboard.widgets.notices import said_of
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from dashboard.widgets.stories import show_facts, show_list

reader = present()
words = reader.words
catalogue = judged_by()

known = catalogue.instruments
id_ = pick(words("Instrument"), "instrument", method.instruments(), lambda each: known[each].name(reader.language))
instrument = known[id_]
st.header(instrument.name(reader.language), anchor=False)
said_of(instrument)
show_facts(method.head(reader, instrument))
st.subheader(words("Rules"), anchor=False)
show_list(method.rules(reader, instrument))
st.subheader(words("Levels"), anchor=False)
show_list(method.levels(reader, instrument))
st.subheader(words("Pillars"), anchor=False)
show_table(method.pillars(reader, instrument))
if instrument.gates:
    st.subheader(words("Conditions without points"), anchor=False)
    show_list(method.gates(reader, instrument))

st.subheader(words("Indicators"), anchor=False)
for pillar in instrument.pillars:
    with st.expander(pillar.name(reader.language)):
        for each in instrument.in_pillar(pillar.id):
            show_facts(method.indicator(reader, instrument, each), title=each.name(reader.language))

for table in (sources.norms(reader), sources.targets(reader)):
    st.header(table.title, anchor=False)
    show_table(table)

st.header(words("All data of a round"), anchor=False)
offer_databook(choose_round())
