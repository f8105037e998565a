"""Text as it is: what a person wrote holds no markup, and what is small is still legible."""

import streamlit as st

MARKUP = frozenset("\\`*_{}[]()<>#+-!|~$:&")


def small(text: str) -> None:
    """A line of small print in the full colour of text: Streamlit's own captions are too pale to be read by all."""
    st.markdown(f":small[{plain(text)}]")


def plain(text: str) -> str:
    """What a person wrote, shown as written: nothing in it is markup."""
    return "".join(f"\\{letter}" if letter in MARKUP else letter for letter in text)
