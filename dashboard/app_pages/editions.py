"""The editions of results: how each came about, and which are sealed."""

import streamlit as st

from dashboard.views import editions
from dashboard.widgets.editions import offer_file
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from dashboard.widgets.text import small

reader = present()
words = reader.words

rows = editions.listed(reader)
if rows.is_empty():
    st.info(words("No edition is kept yet."), icon=":material/hourglass_empty:")
    st.stop()
st.markdown(words("Results are computed once for each state of data, catalogue and method; sealed, they never change."))
show_table(editions.table(reader, rows))

keys = {row["key"]: row for row in rows.iter_rows(named=True)}
key = pick(words("Edition"), "edition", list(keys), lambda key: editions.name(keys[key]))
st.header(editions.name(keys[key]), anchor=False)
small(words("Key: {key}", key=key))
for said, digest, name in editions.seals(reader, rows.filter(key=key)):
    st.markdown(said)
    offer_file(digest, name)
st.subheader(words("Run report"), anchor=False)
show_table(editions.report(reader, key))

failed = editions.failures(reader)
if failed.rows.height:
    st.header(failed.title, anchor=False)
    show_table(failed)
