"""The form in a real browser: nothing typed is lost, whatever becomes of the network, the tab or the other writer."""

import re
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

FORM = "/report?of=2026-Q4&unit=SGD-01"
SERIOUS = ("serious", "critical")
PATIENCE = 60_000  # milliseconds: a busy machine is no fault of the code


@pytest.fixture
def app(country):
    return country.base


@contextmanager
def somebody(browser, app, role, **settings):
    """A fresh browser in which somebody signs in on the way to the form; the browser, and the page in it."""
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{app}/login?{urlencode({'next': FORM})}")
    page.get_by_role("button", name=re.compile(role)).click()
    page.wait_for_selector(".form .bar")
    yield context, page
    context.close()


@pytest.fixture(scope="module")
def other_device(browser, country):
    """Another browser of the same coordinator, opened when the first test asks for it."""
    with somebody(browser, country.base, "Đầu mối", color_scheme="dark") as found:
        yield found


def number(page, place):
    return page.locator(".form .number input").nth(place)


def state(page, place):
    return page.locator(".form .question", has=page.locator(".number")).nth(place).locator(".state")


def typed(page, place, text):
    number(page, place).fill(text)
    number(page, place).press("Tab")


def test_what_is_typed_without_a_network_is_there_in_the_next_tab_and_in_another_browser(browser, app, request):
    from playwright.sync_api import expect

    with somebody(browser, app, "Đầu mối") as (first, page):
        typed(page, 0, "117.700")
        expect(state(page, 0)).to_contain_text("Đã lưu")
        first.set_offline(True)
        typed(page, 1, "74.700")
        typed(page, 2, "chừng trăm")
        expect(page.locator(".form .saving")).to_contain_text("Mất kết nối")
        page.close()

        first.set_offline(False)
        again = first.new_page()
        again.goto(f"{app}{FORM}")
        expect(again.locator(".form .saving")).to_contain_text("Đã lưu")
        # What cannot be read is kept as it was typed, and marked where it stands.
        expect(state(again, 2)).to_contain_text("cần xem lại")
        expect(again.locator(".form .fault").first).to_contain_text("đang ghi “chừng trăm”")
        values = [number(again, place).input_value() for place in range(3)]
    _, elsewhere = request.getfixturevalue("other_device")
    assert values == ["117.700", "74.700", "chừng trăm"]
    assert [number(elsewhere, place).input_value() for place in range(3)] == values


def test_two_who_write_at_once_are_shown_both_answers_and_choose(browser, app, other_device):
    from playwright.sync_api import expect

    one, mine = other_device
    with somebody(browser, app, "Quản trị") as (_, theirs):
        one.set_offline(True)
        typed(theirs, 3, "1.600.001")
        expect(state(theirs, 3)).to_contain_text("Đã lưu")
        typed(mine, 3, "1.600.002")
        one.set_offline(False)
        box = mine.locator(".form .conflict:not([hidden])")
        expect(box).to_contain_text("1.600.001")
        expect(box).to_contain_text("1.600.002")
        box.get_by_role("button", name="Giữ câu trả lời của tôi").click()
        expect(state(mine, 3)).to_contain_text("Đã lưu")
        theirs.evaluate("window.dispatchEvent(new Event('focus'))")  # as if just looked at
        expect(number(theirs, 3)).to_have_value("1.600.002")


def test_nothing_serious_bars_anybody_from_the_form(other_device):
    from axe_playwright_python.sync_playwright import Axe

    _, page = other_device
    for name in ("Thêm ghi chú", "Không có số liệu?", "Lịch sử"):
        page.get_by_role("button", name=name).first.click()
    found = Axe().run(page, context=".stBidiComponent").response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in SERIOUS] == []
