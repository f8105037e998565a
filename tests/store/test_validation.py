"""What is wrong with a report is said all at once, at its place, with what to enter instead."""

from dataclasses import replace

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from store.submission import Given, InitiativeGiven
from store.validation import faults
from tests.store.world import WHOLE, messages, submission


@pytest.fixture(scope="session")
def check(small_catalogue):
    def check(**fields):
        filed = submission("a", **fields)
        return messages(faults(filed, small_catalogue.instruments["small"], small_catalogue.topics))

    return check


def with_one(question, answer):
    return {**WHOLE, "devices": 0, question: answer}


def test_a_whole_report_has_no_faults(check):
    assert check() == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("learners", 1),  # not refused: the smallest that is allowed
        ("learners", 90_000),  # not refused: the largest
        ("devices", 100),  # not refused: as many as learners
        ("devices", 0),  # not refused: zero is an answer
        ("plan", False),
        ("platform", "shared"),
        ("budget", 0.25),
        ("online", 100),
        ("online", "NOT_APPLICABLE: không dạy trực tuyến"),
        ("platform", "NOT_AVAILABLE: đang thống kê"),
    ],
)
def test_what_may_be_answered(check, question, answer):
    assert check(**with_one(question, answer)) == []


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("learners", 0, "“Learners” is 0. Enter 1 or more."),
        ("learners", 90_001, "“Learners” is 90001. Enter 90000 or less."),
        ("learners", 99.5, "“Learners” is 99.5. Enter a whole number."),
        ("learners", "?chừng 100", "“Learners” is “chừng 100”. Enter a whole number."),
        ("learners", "nan", "“Learners” is “nan”. Enter a whole number."),
        ("learners", float("inf"), "“Learners” is “inf”. Enter a whole number."),
        ("devices", 101, "“Devices” is 101. Enter 100 or less, the figure given for “Learners”."),
        ("devices", -1, "“Devices” is -1. Enter 0 or more."),
        ("plan", 2, "“Plan adopted?” is “2”. Enter yes or no."),
        ("plan", "?có lẽ", "“Plan adopted?” is “có lẽ”. Enter yes or no."),
        ("platform", "cloud", "“Platform” is “cloud”. Choose one of: Own, Shared."),
        ("platform", 1, "“Platform” is “1”. Choose one of: Own, Shared."),
        ("budget", "?12 tỷ", "“Budget” is “12 tỷ”. Enter a number."),
        ("budget", "own", "“Budget” is “own”. Enter a number."),
        ("online", 100.5, "“Share online” is 100.5. Enter 100 or less."),
        ("online", "NOT_AVAILABLE:  ", "“Share online” has no answer. Enter the reason beside it."),
        ("online", "LOST: why", "“Share online” is “lost”. Enter a number."),
        ("weather", 1, "“weather” is not asked in this report. Delete the line, or use the newest form."),
    ],
)
def test_what_may_not_be_answered_and_what_to_enter_instead(check, question, answer, told):
    assert check(**with_one(question, answer)) == [told]


def test_an_answer_and_an_absence_together_are_one_too_many(small_catalogue):
    both = Given(value=3, absence="not_available", reason="x", place="Báo cáo!E7")
    filed = replace(submission("a"), answers={**submission("a").answers, "devices": both})

    assert messages(faults(filed, small_catalogue.instruments["small"], ())) == [
        "Báo cáo!E7: “Devices” has an answer and a reason for having none. Delete one of them."
    ]


def test_what_is_submitted_is_answered_whole(check):
    assert check(learners=100, plan=True) == [
        "“Devices”: enter a number, or say why there is none.",
        "“Platform”: choose an answer, or say why there is none.",
        "“Budget”: enter a number, or say why there is none.",
        "“Share online”: enter a number, or say why there is none.",
    ]


def test_a_draft_may_be_incomplete_but_not_wrong(check):
    assert check(learners=99.5, submit=False) == ["“Learners” is 99.5. Enter a whole number."]


def test_without_the_whole_a_part_has_no_ceiling(check):
    assert check(**with_one("learners", "NOT_AVAILABLE: đang đếm")) == []


def test_initiatives_are_checked_as_well(check):
    wrong = [
        InitiativeGiven(" ", place="Sáng kiến!A2"),
        InitiativeGiven("Lớp học số", topic="weather", stage="gone", place="Sáng kiến!A3"),
        InitiativeGiven("Thư viện số", beneficiaries=-1, cost=-0.5, place="Sáng kiến!A4"),
        InitiativeGiven("Sổ điện tử", topic="networks", stage="applied", beneficiaries=0, cost=0),  # not refused
    ]

    assert check(initiatives=wrong) == [
        "Sáng kiến!A2: An initiative has no title. Enter one, or delete its line.",
        "Sáng kiến!A3: Initiative “Lớp học số”: the movement has no topic “weather”. Choose one from the list.",
        "Sáng kiến!A3: Initiative “Lớp học số”: there is no stage “gone”. Choose one from the list.",
        "Sáng kiến!A4: Initiative “Thư viện số”: -1 people benefit. Enter a number from 0 to 2147483647.",
        "Sáng kiến!A4: Initiative “Thư viện số”: the cost is -0.5 million đồng. Enter 0 or more.",
    ]


ANYTHING = st.builds(
    Given,
    value=st.none() | st.floats(),
    choice=st.none() | st.sampled_from(["own", "x", ""]),
    absence=st.none() | st.sampled_from(["not_available", "not_applicable", "x"]),
    reason=st.sampled_from(["", " ", "vì thế"]),
    text=st.none() | st.text(max_size=5),
)


@pytest.fixture(scope="session")
def check_one(small_catalogue):
    def check_one(question, given):
        filed = replace(submission("a", submit=False), answers={question: given})
        return messages(faults(filed, small_catalogue.instruments["small"], ()))

    return check_one


@example(given=ANYTHING, question=st.sampled_from([*WHOLE, "weather"]))
def test_whatever_is_given_is_one_answer_that_can_be_kept_or_has_a_fault_that_can_be_said(check_one, given, question):
    told = check_one(question, given)

    if not told and given.is_answer:
        assert [given.value, given.choice, given.absence].count(None) == 2
        assert given.absence is None or given.reason.strip()
        assert given.choice in (None, "own")
    assert all("{" not in sentence.replace(given.text or "", "") for sentence in told)
