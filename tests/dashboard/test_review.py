"""The reviewer's page over a real store: the queue, one report, and each act as the coordinator then sees it."""

import pytest
from streamlit.testing.v1 import AppTest

from store import queries
from store.engine import open_store, reading
from tests.dashboard import stores
from tests.dashboard.conftest import APP, to

ROUND, UNIT = "2026-Q2", "SGD-01"
TYPE = ("institution_type", "department")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """One store of the test's own, as somebody in a role sees its pages."""
    url = f"sqlite:///{tmp_path}/review.db"
    stores.partial(url).dispose()
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)

    def see(role, *grants, page="review", **address):
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(url, role, *grants)
        return to(test, page, **{"lang": "en", "round": ROUND} | address)

    def ask(query, *given):
        with reading(open_store(url)) as connection:
            return query(connection, *given)

    see.ask, see.url = ask, url
    return see


def texts(test):
    assert not test.exception
    shown = (*test.markdown, *test.info, *test.success, *test.warning, *test.error)
    return "\n".join(each.value for each in shown).replace("\\", "")


def press(test, label):
    return next(button for button in test.button if button.label == label).click().run()


def state(opened):
    return opened.ask(queries.report_of, UNIT, ROUND)["state"].item()


def test_the_queue_holds_what_was_submitted_within_reach_and_no_draft(opened):
    mine, foreign = opened("reviewer", TYPE), opened("reviewer", ("institution_type", "vocational"))

    (rows,) = (frame.value for frame in mine.dataframe)
    assert rows["name"].to_list() == ["Department one"]  # not included: the draft of another Department
    assert "No report waits here." in texts(foreign)


def test_what_is_out_of_reach_is_not_opened_by_its_address(opened):
    assert "This unit has no report for this round within your reach." in texts(
        opened("reviewer", ("institution_type", "vocational"), unit=UNIT)
    )


def test_a_report_is_returned_at_a_question_and_its_coordinator_is_told(opened):
    page = opened("reviewer", TYPE, unit=UNIT, part="return")
    refused = press(page, "Return the report")
    assert f"Say why the report of {UNIT} for {ROUND} is returned." in texts(refused)
    assert state(opened) == "submitted"

    page.multiselect[0].select(page.multiselect[0].options[0]).run()
    page.text_area[0].set_value("Thiếu quyết định").run()
    returned = press(page, "Return the report")

    assert "The report is returned." in texts(returned)
    assert opened.ask(queries.to_mend, UNIT, ROUND)["reason"].to_list() == ["Thiếu quyết định"]
    told = texts(opened("coordinator", ("unit", UNIT), page="unit"))
    assert "Thiếu quyết định" in told
    assert "1 question is to be mended." in told
    assert "Returned to you" not in texts(opened("coordinator", ("unit", "SGD-79"), page="unit"))


def test_a_report_is_appraised_and_then_recognised(opened):
    page = press(opened("reviewer", TYPE, unit=UNIT, part="points"), "Save and end the appraisal")
    assert "The appraisal has ended." in texts(page)
    assert state(opened) == "appraised"

    assert "The report is recognised." in texts(press(page, "Recognise"))
    assert state(opened) == "recognised"


def test_a_report_counts_from_its_submission_on_and_not_while_it_stands_returned(opened):
    def counted(page="rankings"):
        shown = texts(opened("leader", page=page, type="department"))
        return "1 of 2 units have reported." in shown, "No unit" in shown

    submitted = counted()
    back = opened("reviewer", TYPE, unit=UNIT, part="return")
    back.text_area[-1].set_value("Thiếu quyết định").run()
    press(back, "Return the report")
    returned = counted()
    stores.file(open_store(opened.url), stores.UNITS[0], stores.answer)
    again = counted()
    page = press(opened("reviewer", TYPE, unit=UNIT, part="points"), "Save and end the appraisal")
    press(page, "Recognise")

    assert (submitted, returned, again, counted()) == ((True, False), (False, True), (True, False), (True, False))
    assert [row["to_state"] for row in opened.ask(queries.events_of, UNIT, ROUND).iter_rows(named=True)] == [
        *("submitted", "returned", "submitted", "appraised", "recognised")
    ]


def test_a_lead_returns_and_does_not_appraise(opened):
    page = opened("lead", ("province", "01"), unit=UNIT, part="points")

    assert not [button.label for button in page.button if button.label in ("Recognise", "Save and end the appraisal")]
