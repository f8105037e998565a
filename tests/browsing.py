"""A reader in a real headless Chromium, who waits until a page is whole and notes where requests go."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import urljoin

WHOLE = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const busy = document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
    const parts = [...document.querySelectorAll("[data-testid=stBidiComponentRegular]")];
    const drawn = parts.every((part) => !part.querySelector(".chart:not(.js-plotly-plot)") && part.children.length);
    return app && app.dataset.testScriptState === "notRunning" && !busy && drawn;
}"""
LEADER = re.compile("Lãnh đạo Bộ|Ministry leader")
PATIENCE = 60_000  # milliseconds: a busy machine is no fault of the code
# The browser's own traffic with its maker, which no page asks for.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
EVENTS = ("request", "websocket")
_running = []


class Reader:
    """One person at one screen; `outside` holds every address asked for that is not the app's."""

    def __init__(self, page, base):
        self.page, self.base, self.outside = page, base, []
        for event in EVENTS:
            page.on(event, self._note)

    def open(self, path):
        """Open a page of the app, through the door in the leader's role, and wait until its script has run."""
        self.page.goto(f"{self.base}/{path.lstrip('/')}")
        if "/login" in self.page.url:
            self.page.get_by_role("button", name=LEADER).click()
        self.settle()

    def settle(self):
        self.page.wait_for_selector("[data-testid=stApp]")
        self.page.wait_for_function(WHOLE, timeout=PATIENCE)

    def text(self):
        """What stands on the page, without what is drawn on canvases."""
        return self.page.inner_text("[data-testid=stMain]")

    def leave(self):
        """Nothing is left of the visit but the scripts that were fetched."""
        for event in EVENTS:
            self.page.remove_listener(event, self._note)
        context, visited = self.page.context, urljoin(self.page.url, "/")
        for tab in context.pages:
            if tab != self.page:
                tab.close()
        self.page.goto("about:blank")
        context.clear_cookies()
        if visited.startswith("http"):
            told = context.new_cdp_session(self.page)
            told.send("Storage.clearDataForOrigin", {"origin": visited, "storageTypes": "local_storage"})
            told.detach()

    def _note(self, request):
        own = (self.base, self.base.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.outside.append(request.url)


@contextmanager
def reading(chromium_path, base, *, width=1440, height=900, theme="light") -> Iterator[Reader]:
    """Somebody who has never been here, in the one tab of this process, which knows the app's scripts by now."""
    page = _tab(chromium_path)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # motion is drawn by a busy processor
    reader = Reader(page, base)
    try:
        yield reader
    finally:
        reader.leave()


@cache
def chromium(chromium_path):
    """The one browser of this process, until `close`; who needs several people at once opens a context for each."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    _running.append(playwright)
    return playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))


@cache
def _tab(chromium_path):
    page = chromium(chromium_path).new_context().new_page()
    page.set_default_timeout(PATIENCE)
    return page


def close():
    """To be called when no test of this process needs a browser any more."""
    _tab.cache_clear()
    chromium.cache_clear()
    while _running:
        _running.pop().stop()
