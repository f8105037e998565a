"""A reader in a real headless Chromium, who waits until a page is whole and notes where requests go."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

WHOLE = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const busy = document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
    return app && app.dataset.testScriptState === "notRunning" && !busy;
}"""
LEADER = re.compile("Lãnh đạo Bộ|Ministry leader")
# The browser's own traffic with its maker, which no page asks for.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class Reader:
    """One person at one screen; `outside` holds every address asked for that is not the app's."""

    def __init__(self, page, base):
        self.page, self.base, self.outside = page, base, []
        page.on("request", self._note)
        page.on("websocket", self._note)

    def open(self, path):
        """Open a page of the app, through the door in the leader's role, and wait until its script has run."""
        self.page.goto(f"{self.base}/{path.lstrip('/')}")
        if "/login" in self.page.url:
            self.page.get_by_role("button", name=LEADER).click()
        self.settle()

    def settle(self):
        self.page.wait_for_selector("[data-testid=stApp]")
        self.page.wait_for_function(WHOLE, timeout=60_000)

    def text(self):
        """What stands on the page, without what is drawn on canvases."""
        return self.page.inner_text("[data-testid=stMain]")

    def _note(self, request):
        own = (self.base, self.base.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.outside.append(request.url)


@contextmanager
def reading(chromium_path, base, *, width=1440, height=900, theme="light") -> Iterator[Reader]:
    """A reader with a fresh browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        yield Reader(context.new_page(), base)
        browser.close()
