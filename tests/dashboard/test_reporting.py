"""Who is missing, with what effect, and who was called about it."""

from datetime import date

import pytest
from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from store import queries
from store.engine import open_store, reading, writing
from store.schema import RoundException
from tests.dashboard import stores
from tests.dashboard.conftest import APP, to
from tests.dashboard.test_review import press, texts
from tests.store.world import AT

ROUND = "2026-Q2"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A store of the test's own, in which one of four units has reported, as a lead of Ho Chi Minh City sees it."""
    url = f"sqlite:///{tmp_path}/calls.db"
    with writing(stores.partial(url)) as connection:
        more = {"unit": "SGD-79", "round": ROUND, "reason": "Storm", "made_by": "an", "made_at": AT}
        connection.execute(insert(RoundException).values(**more, until=date(2026, 8, 1), counts_on_time=True))
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.user = stores.signed_in(url, "lead", ("province", "79"))
    shown = to(test, "reporting", lang="en", round=ROUND)
    shown.url = url
    return shown


def test_a_call_is_kept_beside_the_units_that_are_missing(page):
    missing = next(frame.value for frame in page.dataframe if "told" in frame.value)
    assert missing[["name", "told", "passes", "until"]].fillna("").values.tolist() == [
        ["Department two", "draft", "yes", "the end of 1 Aug 2026 (Vietnamese time)"],
        ["Sample University", "nothing yet", "no", ""],
    ]  # not included: units of other provinces

    refused = press(page, "Record the call")
    assert "Say who was called." in texts(refused)
    next(each for each in page.text_input if each.label == "Who was called").set_value("Bà Hoa")
    said = press(page, "Record the call")

    assert "The call is recorded." in texts(said)
    calls = next(frame.value for frame in said.dataframe if "spoke_with" in frame.value)
    assert calls[["name", "spoke_with", "came"]].values.tolist() == [["Department two", "Bà Hoa", "promised to report"]]
    with reading(open_store(page.url)) as connection:
        assert queries.calls(connection, ROUND)["unit"].to_list() == ["SGD-79"]


def test_the_sentence_says_what_the_missing_leave_out(page):
    assert "2 units are missing." in texts(page)
    assert "of all learners that units have told of." in texts(page)
