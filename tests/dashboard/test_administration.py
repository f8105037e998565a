"""The pages of administrators: they speak both languages, act, refuse in words, and open for nobody else."""

import io
import zipfile

import pytest

from dashboard.exports.lists import List, as_csv, as_workbook
from dashboard.words import Words
from store import log
from store.accounts import people
from store.accounts.roll import COLUMNS, read_lines
from store.engine import open_store, reading
from tests.dashboard import stores
from tests.dashboard.screen import faults, texts
from tools.messages import spoken, translated

PAGES = ("users", "log", "catalogue")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A store that these tests may change."""
    url = f"sqlite:///{tmp_path_factory.mktemp('administration')}/store.db"
    stores.partial(url).dispose()
    return url


def press(test, label):
    return next(button for button in test.button if button.label == label).click().run()


def area(test, beginning):
    return next(each for each in test.text_area if each.label.startswith(beginning))


def cost(test):
    """What the page of gaps says first."""
    return next(text for text in texts(test) if text.startswith("Closing all known gaps"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_speaks_vietnamese_and_english(opened, page):
    english = {s for s, t in translated().items() if s != t and " " in s} & spoken().keys()

    for language in ("vi", "en"):
        for way in ("accounts", "invite", "list") if page == "users" else ("",):
            test = opened(page, lang=language, do=way)
            assert faults(test) == []
            assert [text for text in texts(test) if "{" in text or "None" in text] == []
            assert language == "en" or [text for text in texts(test) if text in english] == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["coordinator", "leader"])
def test_a_page_opens_for_nobody_else(opened, page, role):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(page, role)


def test_somebody_is_invited_and_then_shut_out(opened, own):
    test = opened("users", do="invite", lang="en")
    test.text_input(key="invite name").set_value("Lan")
    test.multiselect(key="invite grants").set_value(["unit:SGD-01", "unit:SGD-79"])
    test = press(test, "Make the link")

    assert faults(test) == []
    (link,) = [code.value for code in test.code]
    assert link.startswith("https://thidua.example/join/")
    test = press(test, "They are passed on")
    assert list(test.code) == []

    with reading(open_store(own)) as connection:
        account, _ = people.named(connection, "lan")
    test = opened("users", user=str(account), lang="en")
    assert "Unit: Department one; Unit: Department two" in "".join(texts(test)).replace("\\", "")
    test = press(test, "Shut out")
    assert [each.value for each in test.success] == ["Lan is out."]
    with reading(open_store(own)) as connection:
        assert people.person(connection, account) is None


def test_what_is_refused_is_said_and_what_was_typed_stays(opened):
    test = opened("users", do="invite", lang="en")
    test.text_input(key="invite name").set_value("hai tên")
    test = press(test, "Make the link")

    (said,) = (each.value.replace("\\", "") for each in test.error)
    assert said.splitlines() == [
        "- A name to sign in by has no spaces; write a short one or an e-mail address.",
        "- A coordinator reaches something: name a unit, a cluster, a province or an institution type.",
    ]
    assert test.text_input(key="invite name").value == "hai tên"


def test_a_norm_is_changed_tested_and_published_and_the_gaps_are_others(opened, own):
    before = cost(opened("gaps", lang="en", round="2026-Q2"))
    test = press(opened("catalogue", lang="en"), "Begin a draft")
    test = test.selectbox(key="file of the draft").set_value("gaps.toml").run()
    text = area(test, "Text of").value
    area(test, "Text of").set_value(text.replace("rate = 1\n", "ratio = 1\n", 1))
    test = press(press(test, "Put into the draft"), "Test the draft")

    assert any("norm lines: the field 'rate' is missing" in each for each in (t.replace("\\", "") for t in texts(test)))
    assert not any(button.label == "Publish" for button in test.button)

    area(test, "Text of").set_value(text.replace("rate = 1\n", "rate = 2000\n", 1))
    test = press(press(test, "Put into the draft"), "Test the draft")
    told = next(frame.value for frame in test.dataframe if "what" in frame.value.columns)
    assert told[["file", "entry", "what"]].to_numpy().tolist() == [["gaps.toml", "norm lines", "rate: 1 → 2000"]]
    costs = next(frame.value for frame in test.dataframe if "before" in frame.value.columns)
    assert (costs["after"] > costs["before"]).all()

    area(test, "Note").set_value("Quyết định số 1: 2000 đường truyền.")
    test = press(test, "Publish")
    assert faults(test) == []
    assert any("Quyết định số 1" in text for text in texts(test))
    assert cost(opened("gaps", lang="en", round="2026-Q2")) != before
    with reading(open_store(own)) as connection:
        done = log.entries(connection, limit=6)["action"].to_list()
    assert done[1:] == [
        "test catalogue draft",
        "change catalogue draft",
        "test catalogue draft",
        "change catalogue draft",
        "begin catalogue draft",
    ]
    assert done[0] == "publish catalogue"


def test_a_list_of_cells_holds_no_formulas_and_is_read_back():
    heads = [(column.heading.vi, column.width) for column in COLUMNS.values()]
    of = List("Người dùng", heads, [("lan", '=HYPERLINK("http://x")', "leader", "")])
    words = Words.of("vi")

    (from_csv,) = read_lines(as_csv(of, words), "ds.csv")
    (from_book,) = read_lines(as_workbook((of,)), "ds.xlsx")
    assert from_csv.shown_as == '\'=HYPERLINK("http://x")'
    assert from_book.shown_as == '=HYPERLINK("http://x")'
    with zipfile.ZipFile(io.BytesIO(as_workbook((of,)))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert from_book.places["role"] == "Người dùng!C2"
