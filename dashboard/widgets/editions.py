"""The file of a sealed edition, checked and handed out."""

import streamlit as st

from dashboard.views import editions
from dashboard.widgets.pick import present


def offer_file(digest: str) -> None:
    """A button that saves the sealed file as it was sealed; its bytes are checked when it is pressed."""
    reader = present()
    st.download_button(
        reader.words("Save the sealed file"),
        data=lambda: editions.file_of(reader, digest).content,
        file_name=f"thidua_{digest[:12]}.zip",
        mime="application/zip",
        icon=":material/download:",
        key=f"file {digest}",
        on_click="ignore",
    )
