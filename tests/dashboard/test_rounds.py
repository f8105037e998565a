"""Rounds and clusters on the pages of administrators: what they do there, and that nobody else gets in."""

from datetime import UTC, datetime

import pytest

import catalogue
from store import log, queries
from store.engine import open_store, reading, writing
from store.ingest import file_reports
from store.submission import Submission
from tests.dashboard import stores
from tests.dashboard.screen import faults, texts

DAY = datetime(2026, 7, 10, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A store that these tests may change."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rounds')}/store.db"
    stores.waiting(url).dispose()
    return url


def press(test, label):
    return next(button for button in test.button if button.label == label).click().run()


def write(test, label, text):
    next(each for each in test.text_input if each.label == label).set_value(text)


def said(test):
    return [each.value.replace("\\", "") for each in (*test.success, *test.error)]


def clusters(url):
    """Of each unit that is in a cluster that cluster's name."""
    with reading(open_store(url)) as connection:
        rows = queries.units(connection, stores.TODAY).drop_nulls("cluster")
    return dict(rows.select("unit", "cluster_vi").iter_rows())


def filed(url, unit):
    """What is said against a draft of the unit."""
    with writing(open_store(url)) as connection:
        given = Submission(unit, "2026-Q2", {}, None, "An", DAY, "form", submit=False)
        (outcome,) = file_reports(connection, catalogue.load(), [given])
    return [fault.sentence.format_map(fault.values) for fault in outcome.faults]


def test_a_lock_refuses_a_filing_and_an_exception_lets_it_in(opened, own):
    test = press(opened("rounds", lang="en", do="lock", round="2026-Q2"), "Lock the round")
    assert said(test) == ["- There is no reason. Say in a few words why."]
    assert filed(own, "SGD-01") == []

    write(test, "Reason", "Chốt số liệu")
    test = press(test, "Lock the round")
    assert said(test) == ["Round 2026-Q2 is locked."]
    refused = ["Round 2026-Q2 is locked. Ask the administrator for more time for your unit."]
    assert filed(own, "SGD-79") == refused

    test = opened("rounds", lang="en", do="exception", round="2026-Q2", unit="SGD-79")
    write(test, "Reason", "Mất điện do bão")
    test = press(test, "Give more time")
    assert said(test) == ["The unit has more time."]
    assert filed(own, "SGD-79") == []
    assert filed(own, "DH-001") == refused  # not included: it has no exception

    test = press(test, "End the exception")
    assert filed(own, "SGD-79") == refused
    with reading(open_store(own)) as connection:
        done = log.entries(connection, limit=3)["action"].to_list()
    assert done == ["end exception", "make exception", "lock round"]


def test_a_deadline_before_the_opening_is_refused_and_what_was_typed_stays(opened):
    test = opened("rounds", lang="en", round="2026-Q2")
    key = "dates 2026-Q2"
    test.date_input(key=f"{key} due").set_value(datetime(2026, 5, 1, tzinfo=UTC).date())
    write(test, "Reason", "Nhầm")
    test = press(test, "Move the days")

    assert said(test) == ["- Deadline (1 May 2026) comes before Opening (1 Jun 2026). Enter a later day."]
    assert str(test.date_input(key=f"{key} due").value) == "2026-05-01"


def test_the_next_round_is_proposed_and_planned(opened):
    test = press(opened("rounds", lang="en", do="plan"), "Plan the round")

    assert said(test) == ["Round 2026-Q3 is planned."]
    assert test.text_input(key="plan quarter 2026-Q4 id").value == "2026-Q4"


@pytest.mark.parametrize("way", ["dates", "lock", "exception", "plan"])
def test_the_page_speaks_vietnamese(opened, way):
    test = opened("rounds", lang="vi", do=way, unit="SGD-01")

    assert faults(test) == []
    assert [text for text in texts(test) if "{" in text or "None" in text] == []


@pytest.mark.parametrize("page", ["rounds", "clusters"])
def test_a_coordinator_cannot_open_it(opened, page):
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(page, "coordinator")


def test_units_join_a_new_cluster_once_the_effect_was_seen(opened, own):
    test = opened("clusters", lang="en", do="join", to="new")
    test.multiselect[0].set_value(["SGD-01", "SGD-79"])
    write(test, "Code", "cum-1")
    write(test, "Name in Vietnamese", "Cụm một")
    write(test, "Name in English", "Cluster one")
    test = press(test, "Preview the effect")
    assert said(test) == ["- There is no number of a document. Enter it, for example 1234/QĐ-BGDĐT."]

    write(test, "Number of the document", "12/QĐ-BGDĐT")
    test = press(test, "Preview the effect")
    assert faults(test) == []
    assert clusters(own) == {}  # nothing is changed before it is carried out
    test = press(test, "Carry out")

    assert said(test) == ["The act is carried out."]
    assert clusters(own) == {"SGD-01": "Cụm một", "SGD-79": "Cụm một"}
    test = opened("clusters", lang="vi", cluster="cum-1")
    assert faults(test) == []
    assert any("Cụm một" in text for text in texts(test))
