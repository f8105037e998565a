"""What others have verified counts as long as the answers stand; calls to missing units are kept."""

from datetime import date, timedelta

import pytest

from store import queries
from store.calls import CallGiven, log_call
from store.engine import writing
from store.faults import ReportError
from store.rights import Reach
from store.verifying import VerificationGiven, verify
from tests.store.test_reviewing import somebody
from tests.store.world import AT, WHOLE

DAY = timedelta(days=1)
INDICATOR = "devices_per_learner"


def given(report, **fields):
    named = {"indicators": [INDICATOR], "body": "Thanh tra tỉnh", "on": date(2026, 4, 9), "document": "12/BB-TTr"}
    return VerificationGiven(report, **(named | fields))


def strengths(world):
    return [row[3] for row in world.rows(queries.appraisals, "2026-Q1")]


def test_a_verified_indicator_is_verified_until_one_of_its_answers_changes(school_world):
    report = school_world.report("a")
    school_world.appraise(report, 4, strength="declared")
    with writing(school_world.engine) as connection:
        verify(connection, somebody(connection, "reviewer", "mai"), given(report), AT)
    verified = strengths(school_world)
    school_world.report("a", at=AT + DAY, **WHOLE | {"budget": 13})  # another answer, which it does not rest on
    beside = strengths(school_world)
    school_world.report("a", at=AT + 2 * DAY, **WHOLE | {"budget": 13, "devices": 41})

    assert (verified, beside, strengths(school_world)) == (["verified"], ["verified"], ["declared"])
    assert school_world.rows(queries.verifications_of, "a", "2026-Q1") == [
        (INDICATOR, "Thanh tra tỉnh", date(2026, 4, 9), "12/BB-TTr", "mai", AT, False)
    ]


def test_a_verification_does_not_weaken_what_was_measured(school_world):
    report = school_world.report("a")
    school_world.appraise(report, 4, strength="measured")
    with writing(school_world.engine) as connection:
        verify(connection, somebody(connection, "reviewer"), given(report), AT)

    assert strengths(school_world) == ["measured"]


def test_everything_that_keeps_a_verification_from_being_recorded_is_said_at_once(school_world):
    school_world.units("b")
    report, draft = school_world.report("a"), school_world.report("b", learners=1, submit=False)
    refused = []
    with writing(school_world.engine) as connection:
        mai, lan = somebody(connection, "reviewer", "mai"), somebody(connection, "lead", "lan")
        wrong = given(report, indicators=["weather"], body=" ", document="", on=date(2026, 4, 11))
        for who, what in ((mai, wrong), (mai, given(report, indicators=[])), (mai, given(draft)), (lan, given(report))):
            with pytest.raises(ReportError) as error:
                verify(connection, who, what, AT)
            refused.append(str(error.value).splitlines())

    assert refused == [
        [
            "The report is not judged by weather.",
            "Say who verified it: the body and its name.",
            "Enter the number of the document.",
            "The day of the document is 2026-04-11. Enter a day that has come.",
        ],
        ["Choose the indicators that were verified."],
        ["The report of b for 2026-Q1 is not open to appraisal."],
        ["You may not do this to the report of a for 2026-Q1."],
    ]
    assert school_world.rows(queries.verifications_of, "a", "2026-Q1") == []


def test_calls_are_kept_the_newest_first_for_those_whose_branch_it_is(school_world):
    school_world.units("b")
    with writing(school_world.engine) as connection:
        who = somebody(connection, "lead", "lan")
        log_call(connection, who, CallGiven("a", "2026-Q1", "Bà Hoa", "not_reached", again_on=date(2026, 4, 11)), AT)
        log_call(connection, who, CallGiven("b", "2026-Q1", "Ông Ba", "promised", "nộp ngày mai"), AT + DAY)
        with pytest.raises(ReportError) as wrong:
            log_call(connection, who, CallGiven("a", "2026-Q1", " ", "shouted", again_on=date(2026, 4, 9)), AT)
        with pytest.raises(ReportError, match="You may not do this"):
            log_call(connection, somebody(connection, "coordinator"), CallGiven("a", "2026-Q1", "x", "reached"), AT)

    assert school_world.rows(queries.calls, "2026-Q1") == [
        ("b", AT + DAY, "lan", "Ông Ba", "promised", "nộp ngày mai", None),
        ("a", AT, "lan", "Bà Hoa", "not_reached", "", date(2026, 4, 11)),
    ]
    assert school_world.rows(queries.calls, "2026-Q1", reach=Reach((("unit", "a"),)))[0][0] == "a"
    assert str(wrong.value).splitlines() == [
        "Say who was called.",
        "Choose what came of the call.",
        "The next call is due on 2026-04-09. Enter a day from today on.",
    ]
