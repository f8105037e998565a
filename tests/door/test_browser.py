"""Signing in and out in a real browser: through refresh, new tab, restart, and out of every tab at once."""

import re

import pytest

import catalogue as catalogues
from seed_data.seed import plant
from store.accounts import links, people, sessions
from store.engine import migrate, open_store, reading, writing
from tests import browsing, serving
from tests.door.conftest import NOW

OWN = "con mèo đen ngủ trên mái"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('door')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=2)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def site(address):
    """The app over that store, for every test that need not stop it."""
    with serving.serving(THIDUA_DATABASE_URL=address) as base:
        yield base


@pytest.fixture
def visitor(chromium_path):
    """Somebody with a fresh browser."""
    with browsing.reading(chromium_path, "") as reader:
        yield reader


@pytest.fixture
def reader(site, visitor):
    """The same, who knows the address of the site."""
    visitor.base = site
    return visitor


def at_the_door(page):
    return "/login" in page.url and page.get_by_role("button", name=re.compile("Đăng nhập|Sign in")).is_visible()


def test_one_click_leads_to_the_overview_and_a_refresh_a_new_tab_and_a_restart_keep_the_reader_in(address, visitor):
    page, port = visitor.page, serving.free_port()
    with serving.serving(port=port, THIDUA_DATABASE_URL=address) as base:
        page.goto(base)
        assert at_the_door(page)
        page.get_by_role("button", name="Lãnh đạo Bộ").click()
        visitor.settle()
        assert page.get_by_role("heading", name="Tổng quan").is_visible()

        page.reload()
        visitor.settle()
        assert page.get_by_role("heading", name="Tổng quan").is_visible()
        tab = page.context.new_page()
        tab.goto(f"{base}/rankings")
        tab.wait_for_selector("[data-testid=stApp]")
        assert not at_the_door(tab)

    with serving.serving(port=port, THIDUA_DATABASE_URL=address):
        page.reload()
        visitor.settle()
        assert page.get_by_role("heading", name="Tổng quan").is_visible()


def test_signed_out_in_one_tab_is_signed_out_in_the_other(reader):
    reader.open("/")
    page, tab = reader.page, reader.page.context.new_page()
    tab.goto(f"{reader.base}/account")
    tab.get_by_role("button", name="Đăng xuất").click()
    tab.wait_for_url("**/login")

    page.get_by_text("English", exact=True).click()
    page.get_by_role("link", name="Đăng nhập").wait_for()
    assert "Who leads" not in reader.text()
    page.reload()
    assert at_the_door(page)


def test_whoever_is_revoked_is_out_at_the_next_action(address, reader):
    reader.open("/")
    engine = open_store(address)
    with writing(engine) as connection:
        sessions.end_all(connection, people.named(connection, "demo.leader")[0], NOW)
    engine.dispose()

    reader.page.get_by_text("English", exact=True).click()

    reader.page.get_by_role("link", name="Đăng nhập").wait_for()
    assert reader.page.get_by_role("heading").count() == 0


def test_a_deep_link_survives_a_password_and_the_first_administrator_comes_in_by_the_printed_link(address, reader):
    printed = serving.command("user", "add", "an", "--role", "administrator", THIDUA_DATABASE_URL=address)
    assert printed.returncode == 0, printed.stderr
    link = re.search(r"/join/\S+", printed.stdout)[0]
    page = reader.page
    page.goto(reader.base + link)
    page.get_by_label("Mật khẩu mới", exact=True).fill(OWN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    reader.settle()
    page.goto(f"{reader.base}/account")
    page.get_by_role("button", name="Đăng xuất").click()

    page.goto(f"{reader.base}/method?instrument=department&lang=en")
    page.get_by_label("Name").fill("AN")
    page.get_by_label("Password").fill(OWN)
    page.get_by_role("button", name="Sign in", exact=True).click()
    reader.settle()
    assert page.url.startswith(f"{reader.base}/method?")
    assert page.get_by_role("heading", name="Method").is_visible()

    engine = open_store(address)
    with reading(engine) as connection:
        assert links.account_of(connection, link.removeprefix("/join/"), NOW) is None
    engine.dispose()
    verified = serving.command("audit", "verify", "--language", "en", THIDUA_DATABASE_URL=address)
    assert verified.stdout.startswith("The log holds: ")


def test_under_the_policy_charts_draw_and_nothing_is_blocked(reader):
    told, page = [], reader.page
    page.on("console", lambda message: told.append(message.text) if "Content Security" in message.text else None)
    for path in ("/", "/rankings", "/gaps"):
        reader.open(path)
        assert page.locator(".js-plotly-plot").count() > 0, path
    names = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    scripts = [next(name for name in names if part in name) for part in ("/static/js/", "/drawing/")]

    assert told == []
    for script in scripts:
        response = page.request.get(script)
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["content-encoding"] == "gzip"


def test_the_first_page_has_a_name_too(reader):
    reader.open("/overview?lang=en")

    assert reader.page.url == f"{reader.base}/?lang=en"
    assert reader.page.get_by_role("dialog").count() == 0


def test_the_door_is_accessible(reader):
    from axe_playwright_python.sync_playwright import Axe

    for language in ("vi", "en"):
        reader.page.goto(f"{reader.base}/login?lang={language}")
        assert Axe().run(reader.page).response["violations"] == []


def test_a_real_store_does_not_start_without_a_secret(tmp_path):
    refused = serving.command("run", THIDUA_DATABASE_URL=f"sqlite:///{tmp_path}/real.db", THIDUA_SECRET="changeme")

    assert refused.returncode == 1
    assert "THIDUA_SECRET dễ bị đoán." in refused.stderr
