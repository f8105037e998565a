"""The pages of changes and targets: what they say of a merger, of a first round, and when they say nothing."""

import pytest

from tests.dashboard.screen import faults, texts


def test_a_merger_is_told_from_each_of_its_parts(app):
    test = app("full", "change", lang="en", round="2025-Q3", type="department", unit="SGD-08")

    assert faults(test) == []
    titles = [each.value for each in test.subheader]
    assert sorted(title.rpartition(": ")[2] for title in titles if "→" in title) == [
        f"Department of Education and Training of {origin} → Department of Education and Training of Tuyen Quang"
        for origin in ("Ha Giang", "Tuyen Quang")
    ]
    told = [text for text in texts(test) if text.startswith("From ")]
    assert [sentence for sentence in told if "Merger of units" in sentence] == told[1:]  # not of the mean


def test_the_first_round_says_that_there_is_nothing_to_compare(app):
    test = app("full", "change", lang="en", round="2025-Q3", type="vocational")

    assert [each.value for each in test.info] == ["There is no earlier round with scores of the same units yet."]


@pytest.mark.parametrize(("page", "name"), [("change", "unit"), ("targets", "goal"), ("province", "province")])
def test_an_unknown_choice_of_the_address_is_answered_by_a_sentence(app, page, name):
    test = app("full", page, lang="en", round="2026-Q3", **{name: "XX"})

    assert faults(test) == []
    assert [each.value.partition(" from ")[0] for each in test.info[:1]] == ["“XX”"]


def test_an_estimate_needs_an_open_round_and_enough_reports(app):
    closed, few = (app("full", "change", lang="en", round=round_) for round_ in ("2026-Q3", "2026-Q4"))

    assert [each.value for test in (closed, few) for each in test.header if "reports are in" in each.value] == []


def test_a_round_without_reports_shows_nothing_else(app):
    test = app("waiting", "change", lang="en", round="2026-Q2")

    assert list(test.header) == []
    assert len(test.info) == 1


def test_the_outlook_of_each_target_stands_in_the_table(app):
    test = app("full", "targets", lang="en", round="2026-Q3")

    outlooks = test.dataframe[-1].value
    assert {"Outlook", "outlook"} & set(outlooks.columns)
    assert "missed" in outlooks["outlook"].to_list()
