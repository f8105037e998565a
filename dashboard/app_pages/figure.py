"""The code on a slide or in a file leads back to where its figure comes from."""

import streamlit as st

from dashboard.widgets.figure_codes import show_origin_of
from dashboard.widgets.pick import pick_text, present

words = present().words

code = pick_text(words("Code of the figure"), "code", placeholder="D93076-51C2AF-7", icon=":material/qr_code_2:")
if not code:
    st.info(words("The code stands beside the square on a slide, and at the foot of every exported figure."))
    st.stop()
show_origin_of(code)
