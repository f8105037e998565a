"""Every page in a real browser, beside a bare page and a Dash page that draw the same figures, in one run.

Run it as: python benchmarks/pages.py [--pages overview,gaps] [--rounds 5] [--dash PYTHON]
It needs a Chromium. The column of Dash is filled where --dash names a Python that has it: its test plugin would
disturb the project's own tests, so it wants an environment apart.
"""

import argparse
import io
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import plotly
from playwright.sync_api import BrowserContext, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import browsing, programs, serving

PAGES = ("", "rankings", "change", "targets", "gaps", "investment", "province", "unit", "initiatives", "method")
AT_MOST, FILTER_MS, FILTER_CPU_MS, PAGE_KB, FIRST_MB = 1.5, 400, 15, 200, 3
QUIET_MS = 400  # nothing changed for so long: the page stands

# Notes when anything that is drawn changed last, and when the last chart came to stand.
WATCH = """
window.seen = {chart: 0, change: 0, bytes: 0};
const plots = () => document.querySelectorAll('.main-svg').length;
let drawn = 0;
new MutationObserver(() => {
    seen.change = performance.now();
    const now = plots();
    if (now > drawn) { drawn = now; seen.chart = performance.now(); }
}).observe(document, {subtree: true, childList: true, characterData: true});
"""
STANDS = f"""() => {{
    const app = document.querySelector('[data-testid=stApp]');
    const busy = app && app.dataset.testScriptState !== 'notRunning'
        || document.querySelector('[data-testid=stSkeleton]');
    return !busy && seen.change > 0 && performance.now() - seen.change > {QUIET_MS};
}}"""
FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map(
    plot => ({data: plot.data, layout: plot.layout, height: plot.clientHeight}))"""


class Browser:
    """One browser whose cache outlives a page, and what its network carried."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.page.add_init_script(WATCH)
        self.carried = 0
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda told: self._carry(told["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", lambda told: self._carry(_length(told["response"])))

    def _carry(self, size: float) -> None:
        self.carried += int(size)

    def open(self, address: str) -> tuple[float, int]:
        """Milliseconds to the last chart, or to the last change where there is none; bytes that came."""
        self.carried = 0
        self.page.goto(address)
        self.stand()
        seen = self.page.evaluate("seen")
        return seen["chart"] or seen["change"], self.carried

    def stand(self) -> None:
        self.page.wait_for_function(STANDS, timeout=60_000)


def _length(frame: dict[str, Any]) -> int:
    """A binary frame comes in base64."""
    size = len(frame["payloadData"])
    return size * 3 // 4 if frame["opcode"] == 2 else size  # noqa: PLR2004 - the opcode of binary frames


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=path, args=list(browsing.QUIET), viewport={"width": 1440, "height": 900}
        )
        yield Browser(context)
        context.close()


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """A folder served as it is."""
    handler = partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


def bare_page(figures: list[dict[str, Any]]) -> str:
    """The figures and the library that draws them, and nothing else."""
    return f"""<!doctype html><meta charset="utf-8"><script src="plotly.min.js"></script><body><script>
for (const figure of {json.dumps(figures)}) {{
    const place = document.body.appendChild(document.createElement('div'));
    place.style.height = figure.height + 'px';
    Plotly.newPlot(place, figure.data, figure.layout, {{responsive: true}});
}}</script>"""


@contextmanager
def dashed(python: str, figures: list[dict[str, Any]]) -> Iterator[str]:
    """The same figures on a page of Dash."""
    port = serving.free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(figures, file)
        file.flush()
        script = Path(__file__).with_name("dash_page.py")
        process = subprocess.Popen(
            [python, str(script), file.name, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            told = process.stderr or io.StringIO()
            next(line for line in told if "Running on" in line)
            threading.Thread(target=told.read, daemon=True).start()
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait()


def medians(browser: Browser, address: str, rounds: int) -> tuple[float, float]:
    """Of repeated visits: milliseconds to the last chart, and kilobytes."""
    browser.open(address)
    times, sizes = zip(*(browser.open(address) for _ in range(rounds)), strict=True)
    return statistics.median(times), statistics.median(sizes) / 1000


def processor(pid: int) -> float:
    """Milliseconds of processor that a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def filtered(browser: Browser, pid: int, rounds: int) -> tuple[float, float] | None:
    """Of changes of the first filter: milliseconds until the page stands, and of the server's processor for each."""
    boxes = browser.page.get_by_test_id("stMain").get_by_test_id("stSelectbox")
    if not boxes.count():
        return None
    times = []
    for turn in range(2 * rounds + 2):
        if turn == 2:  # the first of each is still being computed  # noqa: PLR2004
            before = processor(pid)
        boxes.first.locator("input").click()
        options = browser.page.get_by_role("option")
        options.first.wait_for()
        chosen = options.nth(min(1 + turn % 2, options.count() - 1))
        browser.page.evaluate("() => {seen.change = 0; window.clicked = performance.now();}")
        chosen.click()
        browser.stand()
        times.append(browser.page.evaluate("seen.change - clicked"))
    return statistics.median(times[2:]), (processor(pid) - before) / (2 * rounds)


def main(pages: list[str], rounds: int, dash: str) -> None:
    chromium = programs.CHROMIUM.find()
    with tempfile.TemporaryDirectory() as folder, serving.started() as (base, server), browser(chromium) as reader:
        first = _enter(reader, base)
        print(f"first visit of all: {first / 1e6:.2f} MB, at most {FIRST_MB}: {_bar(first / 1e6 < FIRST_MB)}")
        print(f"{'page':12}{'last chart':>11}{'bare':>8}{'ratio':>7}{'Dash':>8}{'KB':>7}{'filter ms':>11}{'CPU ms':>8}")
        place = Path(folder)
        (place / "plotly.min.js").symlink_to(Path(plotly.__file__).parent / "package_data" / "plotly.min.js")
        with bare(place) as floor:
            for page in pages:
                ours, size = medians(reader, f"{base}/{page}", rounds)
                figures = reader.page.evaluate(FIGURES)
                change = filtered(reader, server.pid, rounds)
                (place / "page.html").write_text(bare_page(figures), "utf-8")
                least, _ = medians(reader, f"{floor}/page.html", rounds) if figures else (math.nan, 0)
                peer = math.nan
                if dash and figures:
                    with dashed(dash, figures) as address:
                        peer, _ = medians(reader, address, rounds)
                print(
                    f"{page or 'overview':12}{ours:11.0f}{least:8.0f}{ours / least:7.2f}{peer:8.0f}{size:7.0f}"
                    + ("" if change is None else f"{change[0]:11.0f}{change[1]:8.0f}")
                )


def _enter(reader: Browser, base: str) -> int:
    """Through the door to the overview, as a leader; the bytes that all of it took."""
    reader.page.goto(base)
    reader.page.get_by_role("button", name=browsing.LEADER).click()
    reader.page.wait_for_selector("[data-testid=stApp]")
    reader.stand()
    return reader.carried


def _bar(met: bool) -> str:  # noqa: FBT001 - a verdict is a yes or a no
    return "met" if met else "not met"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", default=",".join(PAGES))
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--dash", default="", metavar="PYTHON")
    given = asked.parse_args()
    main([page.removesuffix("overview") for page in given.pages.split(",")], given.rounds, given.dash)
