"""The page that the app draws itself into."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from dashboard.door.headers import policy
from dashboard.door.shell import Shell, shell
from dashboard.drawing import files


def test_a_page_says_its_language_and_fetches_the_code_of_charts_at_once():
    client = TestClient(Shell(PlainTextResponse("Streamlit")))

    page = client.get("/rankings?round=2026-Q4&lang=en").text

    assert '<html lang="en">' in page
    assert '<html lang="vi">' in client.get("/").text
    assert '<html lang="vi">' in client.get("/?lang=xx").text
    assert f'<link rel="preload" as="script" href="{files().address}/plotly.min.js">' in page
    assert re.search(r'<link rel="modulepreload" crossorigin href="./static/js/BidiComponent\.[\w-]+\.js">', page)
    assert "SourceSans" not in page  # a face that no page of ours shows
    assert (
        "@font-face" in page.partition('rel="stylesheet"')[2]
    )  # the last of one name and weight is the one that holds


def test_what_is_no_page_is_left_to_streamlit():
    client = TestClient(Shell(PlainTextResponse("Streamlit")))

    for path in ("/_stcore/health", "/static/js/index.js", "/rankings/x", "/nowhere"):
        assert client.get(path).text == "Streamlit", path
    assert client.post("/rankings").text == "Streamlit"


class Inline(HTMLParser):
    """Collects what stands between the tags of scripts."""

    def __init__(self):
        super().__init__()
        self.within, self.found = False, []

    def handle_starttag(self, tag, attrs):
        self.within = tag == "script" and "src" not in dict(attrs)

    def handle_data(self, data):
        if self.within:
            self.found.append(data)
            self.within = False


def test_the_policy_lets_every_script_of_the_page_run():
    scripts = Inline()
    scripts.feed(shell("en"))

    assert len(scripts.found) == 2
    for code in scripts.found:
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy()
