"""Text as it is: what a person wrote holds no markup, and what is small is still legible."""

from collections.abc import Iterable

import streamlit as st

MARKUP = frozenset("\\`*_{}[]()<>#+-!|~$:&")


def small(*lines: str) -> None:
    """Lines of small print in the full colour of text: Streamlit's own captions are too pale to be read by all."""
    if lines:
        st.markdown(small_print(lines))


def small_print(lines: Iterable[str]) -> str:
    """The same as a paragraph of Markdown, below other text."""
    return "  \n".join(f":small[{plain(line)}]" for line in lines)


def plain(text: str) -> str:
    """What a person wrote, shown as written: nothing in it is markup."""
    return "".join(f"\\{letter}" if letter in MARKUP else letter for letter in text)
