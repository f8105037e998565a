"""The register's page: the effect of an act is seen before it is carried out, and only administrators get there."""

from datetime import date

import pytest

from store import log
from store.engine import open_store, reading
from store.queries import register
from store.register_list import COLUMNS
from tests.dashboard import stores
from tests.dashboard.screen import faults, texts
from tools.messages import spoken, translated

WAYS = ("find", "create", "change", "merge", "split", "close", "reopen", "list")
ACT = "12/QĐ-BGDĐT"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A store that these tests may change."""
    url = f"sqlite:///{tmp_path_factory.mktemp('register')}/store.db"
    stores.partial(url).dispose()
    return url


def press(test, label):
    return next(button for button in test.button if button.label == label).click().run()


def names_of(url, unit):
    with reading(open_store(url)) as connection:
        spells = register.spells(connection)
    return [row["name_en"] for row in spells.iter_rows(named=True) if row["unit"] == unit]


def shown(test, column):
    """The table that has a column, as its rows."""
    return next(each.value for each in test.dataframe if column in each.value.columns).to_dict("records")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_form_speaks(opened, language):
    english = {s for s, t in translated().items() if s != t and " " in s} & spoken().keys()
    for way in WAYS:
        test = opened("register", lang=language, do=way, unit="BO-01")
        assert faults(test) == []
        assert [text for text in texts(test) if "{" in text or "None" in text] == []
        assert language == "en" or [text for text in texts(test) if text in english] == []


def test_a_coordinator_cannot_open_it(opened):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened("register", "coordinator")


def test_a_rename_is_foreseen_then_carried_out_and_stands_in_the_history(opened, own):
    test = opened("register", do="change", unit="BO-01", lang="en")
    test.text_input(key="register change BO-01 0 name_en").set_value("Renamed unit")
    test.text_input(key="register change BO-01 0 act").set_value(ACT)
    test = press(test, "Preview the effect")

    assert faults(test) == []
    assert [row["changes"] for row in shown(test, "changes")] == [
        "Name in English: Sample ministry unit → Renamed unit"
    ]
    assert names_of(own, "BO-01") == ["Sample ministry unit"]

    test = press(test, "Carry out")
    assert [each.value for each in test.success] == ["The act is carried out."]
    assert names_of(own, "BO-01") == ["Sample ministry unit", "Renamed unit"]
    with reading(open_store(own)) as connection:
        assert log.entries(connection, limit=1)["action"].to_list() == ["change unit"]

    test = opened("register", find="sample ministry", unit="BO-01", lang="en")
    assert [(row["what"], row["act"]) for row in shown(test, "act")] == [("renamed", ACT)]


def test_a_merger_tells_of_the_reports_and_rounds_that_it_touches(opened, own):
    test = opened("register", do="merge", lang="en")
    test.multiselect(key="register merge 0 parts").set_value(["SGD-01", "SGD-79"])
    test.selectbox(key="register merge 0 into").set_value("SGD-79")
    test.date_input(key="register merge 0 on").set_value(date(2026, 6, 1))
    test.text_input(key="register merge 0 act").set_value(ACT)
    test = press(test, "Preview the effect")

    assert faults(test) == []
    assert any(r"Training\: 2 units before, 1 after." in text for text in texts(test))
    assert [(row["name"], row["leaves"]) for row in shown(test, "leaves")] == [("Quarter 2 of 2026", 1)]
    assert [row["name"] for row in shown(test, "state")] == ["Department one (SGD-01)"]
    assert names_of(own, "SGD-01") == ["Department one"]


def test_what_is_refused_is_said_and_what_was_typed_stays(opened):
    test = opened("register", do="create", lang="en")
    test.text_input(key="register create 0 code").set_value("SỞ 1")
    test = press(test, "Preview the effect")

    (said,) = (each.value.replace("\\", "") for each in test.error)
    assert said.splitlines() == [
        "- There is no number of a document. Enter it, for example 1234/QĐ-BGDĐT.",
        "- “SỞ 1” is no code. Use letters without marks, digits, dots and dashes, 32 at most.",
        "- SỞ 1 needs a name in Vietnamese and one in English.",
    ]
    assert test.text_input(key="register create 0 code").value == "SỞ 1"
    assert not any(button.label == "Carry out" for button in test.button)


def test_a_list_is_foreseen_then_carried_out_whole(opened, own):
    test = opened("register", do="list", lang="en")
    heads = ",".join(column.heading.en for column in COLUMNS.values())
    row = f"BO-09,Đơn vị mới,A new unit,ministry_unit,,BO-01,01/06/2026,{ACT}"
    test = test.file_uploader[0].set_value(("ds.csv", f"{heads}\n{row}".encode(), "text/csv")).run()
    test = press(test, "Preview the effect")

    assert faults(test) == []
    assert [each.value.replace("\\", "") for each in test.success] == ["Units: 1 new, 0 changed, 0 unchanged."]
    assert names_of(own, "BO-09") == []

    press(test, "Carry out")
    assert names_of(own, "BO-09") == ["A new unit"]
