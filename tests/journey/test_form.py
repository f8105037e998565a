"""The form in a real browser: nothing typed is lost, whatever becomes of the network, the tab or the other writer."""

import re
from contextlib import contextmanager

import pytest

import catalogue as catalogues
from seed_data.seed import plant
from store.engine import migrate, open_store
from tests import browsing, serving

FORM = "/report?of=2026-Q4&unit=SGD-01"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('form')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=2)
    with serving.serving(THIDUA_DATABASE_URL=url) as base:
        yield base


@pytest.fixture(scope="module")
def browser(chromium_path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium_path, args=list(browsing.QUIET))


@contextmanager
def somebody(browser, app, role, **settings):
    """A fresh browser in which somebody is signed in."""
    context = browser.new_context(**settings)
    page = context.new_page()
    page.goto(f"{app}/login")
    page.get_by_role("button", name=re.compile(role)).click()
    page.wait_for_selector("[data-testid=stApp]")
    yield context
    context.close()


def form(context, app):
    """The form in a new tab."""
    page = context.new_page()
    page.goto(f"{app}{FORM}")
    page.wait_for_selector(".form .bar")
    return page


def number(page, place):
    return page.locator(".form .number input").nth(place)


def state(page, place):
    return page.locator(".form .question", has=page.locator(".number")).nth(place).locator(".state")


def typed(page, place, text):
    number(page, place).fill(text)
    number(page, place).press("Tab")


def test_what_is_typed_without_a_network_is_there_in_the_next_tab_and_in_another_browser(browser, app):
    from playwright.sync_api import expect

    with somebody(browser, app, "Đầu mối") as first:
        page = form(first, app)
        typed(page, 0, "74.700")
        expect(state(page, 0)).to_contain_text("Đã lưu")
        first.set_offline(True)
        typed(page, 1, "117.700")
        typed(page, 2, "chừng trăm")
        expect(page.locator(".form .saving")).to_contain_text("Mất kết nối")
        page.close()

        first.set_offline(False)
        again = form(first, app)
        expect(again.locator(".form .saving")).to_contain_text("Đã lưu")
        values = [number(again, place).input_value() for place in range(3)]
        # What cannot be read is kept as it was typed, and marked where it stands.
        expect(state(again, 2)).to_contain_text("cần xem lại")
        expect(again.locator(".form .fault").first).to_contain_text("đang ghi “chừng trăm”")
    with somebody(browser, app, "Đầu mối") as other:
        page = form(other, app)
        assert values == ["74.700", "117.700", "chừng trăm"]
        assert [number(page, place).input_value() for place in range(3)] == values


def test_two_who_write_at_once_are_shown_both_answers_and_choose(browser, app):
    from playwright.sync_api import expect

    with somebody(browser, app, "Đầu mối") as one, somebody(browser, app, "Quản trị") as two:
        mine, theirs = form(one, app), form(two, app)
        mine.clock.pause_at(mine.evaluate("Date.now()") + 1000)  # this one looks for no changes meanwhile
        typed(theirs, 3, "1.600.001")
        expect(state(theirs, 3)).to_contain_text("Đã lưu")
        typed(mine, 3, "1.600.002")
        box = mine.locator(".form .conflict:not([hidden])")
        expect(box).to_contain_text("1.600.001")
        expect(box).to_contain_text("1.600.002")
        box.get_by_role("button", name="Giữ câu trả lời của tôi").click()
        expect(state(mine, 3)).to_contain_text("Đã lưu")
        theirs.evaluate("window.dispatchEvent(new Event('focus'))")  # as if just looked at
        expect(number(theirs, 3)).to_have_value("1.600.002")


def test_nothing_serious_bars_anybody_from_the_form(browser, app):
    from axe_playwright_python.sync_playwright import Axe

    with somebody(browser, app, "Đầu mối", color_scheme="dark") as context:
        page = form(context, app)
        for name in ("Thêm ghi chú", "Không có số liệu?", "Lịch sử"):
            page.get_by_role("button", name=name).first.click()
        found = Axe().run(page, context=".stBidiComponent").response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in SERIOUS] == []
