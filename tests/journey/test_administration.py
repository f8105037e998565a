"""An administrator in a real browser: somebody is invited and comes in; a norm is published and the gaps are others."""

import re

import pytest

import catalogue as catalogues
from seed_data.seed import plant
from store.engine import migrate, open_store
from tests import browsing, serving

OWN = "con mèo đen ngủ trên mái"
GAPS = "/gaps?round=2026-Q3"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('administration')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=2)
    engine.dispose()
    with serving.serving(THIDUA_DATABASE_URL=url) as base:
        yield base


def press(reader, name, says):
    """A click on a button, until the page says what came of it."""
    reader.page.get_by_role("button", name=name, exact=True).click()
    reader.page.get_by_text(says).wait_for()


def choose(reader, label, typed):
    reader.page.get_by_role("combobox", name=re.compile(label)).click()
    reader.page.keyboard.type(typed)
    reader.page.get_by_role("option", name=re.compile(typed)).first.click()
    reader.page.keyboard.press("Escape")


def cost(reader):
    reader.open(GAPS)
    return reader.page.get_by_text(re.compile("^Bù đắp toàn bộ")).inner_text()


def test_an_administrator_invites_somebody_and_publishes_a_norm(site, chromium_path):
    with browsing.reading(chromium_path, site) as reader:
        page = reader.page
        page.goto(f"{site}/login?next=/users%3Fdo%3Dinvite")
        page.get_by_role("button", name="Quản trị viên").click()
        reader.settle()
        page.get_by_role("textbox", name="Tên đăng nhập").fill("lan")
        choose(reader, "Phạm vi", "Đơn vị: Sở Giáo dục và Đào tạo thành phố Hà Nội")
        press(reader, "Lập liên kết", "Đã mời lan.")
        link = page.get_by_test_id("stCode").inner_text().strip()

        guest = page.context.browser.new_page()
        guest.goto(link)
        guest.get_by_label("Mật khẩu mới", exact=True).fill(OWN)
        guest.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
        guest.get_by_role("button", name="Lưu mật khẩu").click()
        guest.get_by_role("heading", name="Báo cáo của đơn vị").first.wait_for()
        guest.get_by_role("link", name="lan").wait_for()
        guest.close()

        before = cost(reader)
        reader.open("/catalogue")
        press(reader, "Tạo bản nháp", "Đã tạo bản nháp.")
        choose(reader, "^Tệp", "gaps.toml")
        text = page.get_by_role("textbox", name="Nội dung gaps.toml")
        text.wait_for()
        text.fill(text.input_value().replace("rate = 0.1\n", "rate = 3\n"))
        press(reader, "Đưa vào bản nháp", "Đã đưa gaps.toml vào bản nháp.")
        press(reader, "Kiểm tra bản nháp", "Bản nháp không có lỗi.")
        page.get_by_role("textbox", name="Ghi chú").fill("Kế hoạch số 12: 300 Mbps cho mỗi 100 người học.")
        press(reader, "Ban hành", "Đã ban hành.")

        assert cost(reader) != before
        assert reader.outside == []
