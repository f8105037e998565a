"""What Streamlit's own widgets say in English alone, said in the reader's language."""

from typing import Final

import streamlit as st

from dashboard.words import Words

BUTTON: Final = "[data-testid=stFileUploaderDropzone] button p"
LIMIT: Final = "[data-testid=stFileUploaderDropzoneInstructions] span"
SAID: Final = """<style>
{place} {{ font-size: 0 }}
{place}::after {{ font-size: 0.875rem; content: "{text}" }}
</style>"""


def speak(words: Words) -> None:
    """To be called once on each page: the fields that take files name their button and their limit."""
    if words.language == "en":
        return
    largest = st.get_option("server.maxUploadSize")
    said = {BUTTON: words("Choose a file"), LIMIT: words("At most {n} MB a file", n=largest)}
    st.html("".join(SAID.format(place=place, text=text) for place, text in said.items()))
