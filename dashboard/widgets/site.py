"""Where the site is: what links that leave it begin with."""

import os
from urllib.parse import urlsplit

import streamlit as st


def site() -> str:
    """The address that the operator names, else the one under which the reader is here."""
    here = urlsplit(st.context.url or "https://localhost")
    return (os.environ.get("THIDUA_SITE") or f"{here.scheme}://{here.netloc}").rstrip("/")
