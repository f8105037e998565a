"""By which catalogue reports are asked and judged, and how another version comes into force."""

import streamlit as st

from dashboard.data import catalogues
from dashboard.views import catalogue
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.catalogue import begin_draft, offer_versions, show_draft
from dashboard.widgets.pick import present
from dashboard.widgets.show import show_table
from dashboard.widgets.stories import show_facts, show_list

reader = present()
words = reader.words
kept, draft = catalogues.kept(), catalogues.draft()

show_outcome()
st.header(words("In force"), anchor=False)
show_facts(catalogue.standing(reader, kept))
show_list(catalogue.checked(reader))

st.header(words("Draft"), anchor=False)
if draft:
    show_draft(draft)
else:
    begin_draft(kept)

st.header(words("Versions"), anchor=False)
show_table(catalogue.versions(reader, kept))
offer_versions(kept)
