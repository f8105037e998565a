"""The empty page that Streamlit's scripts draw into: in the reader's language, with the charts' code under way."""

import re
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import streamlit
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import drawing
from dashboard.menu import PAGES

PAGE: Final = Path(streamlit.__file__).parent / "static" / "index.html"
# The first page is "/" alone: by its own name Streamlit would say in English that there is none.
NAMES: Final = frozenset({"/", *(f"/{entry.name}" for entry in PAGES[1:])})
COMPONENT: Final = "BidiComponent.*.js"
# The code that draws charts takes the longest to start. A browser has nothing to do while it waits for the first words
# of the server, so it starts that code then, not when the first chart arrives.
EARLY: Final = """<link rel="modulepreload" crossorigin href="./static/js/{component}">
<link rel="modulepreload" href="{files}/chart.js">
<link rel="preload" as="script" href="{files}/plotly.min.js">
<script type="module">(self.requestIdleCallback ?? setTimeout)(() => {
  import("{files}/chart.js"); import("./static/js/{component}");
})</script>
</head>"""
# Until the theme has come, Streamlit writes in a face of its own, which nobody would see; ours stands in for it.
FACE: Final = """<style>@font-face {
  font-family: "Source Sans"; font-style: normal; font-weight: 100 900;
  src: url("./app/static/fonts/BeVietnamPro-Regular.woff2") format("woff2");
}</style>
"""
# Streamlit writes white on the accent. In the dark the accent is light, to be read as text; behind white it is deeper.
DEEPER: Final = """<style>@media (prefers-color-scheme: dark) {
  :root button:is([data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primaryFormSubmit"]):enabled,
  :root [data-testid="stMultiSelectTagsContainer"] [data-tag] { background: #2a6fb0; border-color: #2a6fb0 }
}</style>
"""
UNUSED: Final = re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>')
DEFAULT: Final = "vi"


class Shell:
    """Answers for the pages' addresses; everything else it leaves to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in NAMES:
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [DEFAULT])[0]
        await HTMLResponse(shell("en" if asked == "en" else DEFAULT))(scope, receive, send)


@cache
def shell(language: str) -> str:
    """Streamlit's own page, which says that it is English and knows nothing of our charts."""
    page = UNUSED.sub("", PAGE.read_text("utf-8")).replace('<html lang="en">', f'<html lang="{language}">')
    component = next((PAGE.parent / "static" / "js").glob(COMPONENT)).name
    early = EARLY.replace("{files}", drawing.files().address).replace("{component}", component)
    return page.replace("</head>", FACE + DEEPER + early)
