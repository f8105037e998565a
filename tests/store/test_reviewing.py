"""What people do to reports: who may take which step from which state, and that no order of steps skips one."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store import log, queries
from store.accounts import people
from store.acting import Acting
from store.engine import writing
from store.faults import ReportError
from store.ingest import file_reports
from store.review import AppraisalGiven
from store.reviewing import NOT_YOURS, Step, appraise_report, take
from store.schema import ROLES, STATES, Appraisal, Report, ReportEvent
from tests.store.test_review import stand, state_of
from tests.store.world import AT, WHOLE, World, statements, submission

HOUR = timedelta(hours=1)
SCHOOLS = (("institution_type", "school"),)
# From each state, where a step leads: a dot where it leads nowhere. Whose right it is stands beside it.
TABLE = """
              draft  submitted  returned  appraised   recognised  published   who
returned      .      returned   .         returned    .           .           lead reviewer administrator
appraised     .      appraised  .         .           .           .           reviewer administrator
recognised    .      .          .         recognised  .           .           reviewer administrator
published     .      .          .         .           published   .           reviewer administrator
"""
HEADER, *ROWS = (line.split() for line in TABLE.strip().splitlines())
ALLOWED = {(here, row[0]) for row in ROWS for here, there in zip(HEADER[:6], row[1:7], strict=True) if there != "."}
WHOSE = {row[0]: row[7:] for row in ROWS}
NO_WAY = {
    "returned": "The report of a for 2026-Q1 is neither submitted nor appraised. It cannot be returned now.",
    "appraised": "The report of a for 2026-Q1 is not submitted. It can be appraised once it is.",
    "recognised": "The report of a for 2026-Q1 is not appraised. It can be recognised once it is.",
    "published": "The report of a for 2026-Q1 is not recognised. It can be published once it is.",
}
FOREIGN = NOT_YOURS.format(unit="a", round="2026-Q1")


def somebody(connection, role, name=None, grants=SCHOOLS):
    """An account of a role that reaches the schools."""
    if role == "coordinator":
        grants = (("unit", "a"),)
    reached = () if role in ("leader", "administrator") else grants
    account = people.add(connection, people.AccountGiven(name or role, name or role.title(), role, reached), AT)
    return Acting(people.person(connection, account), "192.0.2.1")


def said(rulings):
    return [[str(fault) for fault in ruling.faults] for ruling in rulings]


@contextmanager
def taken_back(engine):
    """A transaction that leaves no trace."""
    with suppress(ZeroDivisionError), writing(engine) as connection:
        yield connection
        1 / 0  # noqa: B018 - whatever fails within takes all back


@pytest.mark.parametrize("here", STATES)
def test_each_role_takes_the_steps_of_the_table_and_hears_a_sentence_otherwise(school_world, here):
    report = stand(school_world, here)
    found, expected = {}, {}
    for role in ROLES:
        for there, no_way in NO_WAY.items():
            with taken_back(school_world.engine) as connection:
                who = somebody(connection, role)
                (ruling,) = take(connection, who, [Step(report, there, "thiếu minh chứng")], AT)
                state = connection.scalar(select(Report.state).where(Report.id == report))
            found[role, there] = (state, *(str(fault) for fault in ruling.faults))
            if role not in WHOSE[there]:
                expected[role, there] = (here, FOREIGN)
            else:
                allowed = (here, there) in ALLOWED
                expected[role, there] = (there,) if allowed else (here, no_way)

    assert found == expected
    assert state_of(school_world) == here


def test_one_report_that_cannot_go_keeps_no_other_from_going(school_world):
    school_world.units("b", "c", "d")
    school_world.units("z", institution_type="office")
    ready, draft, late = school_world.report("a"), school_world.report("b", learners=1, submit=False), 99
    anew, again = school_world.report("c"), school_world.report("d")
    school_world.report("c", at=AT + HOUR, **WHOLE | {"devices": 41})
    with writing(school_world.engine) as connection:
        who = somebody(connection, "reviewer")
        rulings = take(
            connection,
            who,
            [Step(id_, "returned", "thiếu minh chứng", seen=seen) for id_, seen in ((ready, 1), (draft, 0), (late, 1))]
            + [Step(anew, "returned", "thiếu minh chứng", seen=1), Step(again, "returned", " ")],
            AT,
        )

    assert [ruling.unit for ruling in rulings] == ["a", "b", None, "c", "d"]
    assert said(rulings) == [
        [],
        ["The report of b for 2026-Q1 is neither submitted nor appraised. It cannot be returned now."],
        ["There is no report 99."],
        ["c has submitted its report for 2026-Q1 anew since you opened it. Look at it again."],
        ["Say why the report of d for 2026-Q1 is returned."],
    ]
    assert [state_of(school_world, unit) for unit in "abcd"] == ["returned", "draft", "submitted", "submitted"]


def test_a_right_that_ended_meanwhile_is_asked_again_at_the_moment_of_writing(school_world):
    report = school_world.report("a")
    with writing(school_world.engine) as connection:
        who = somebody(connection, "reviewer")
        people.disable(connection, who.person.account)
        rulings = take(connection, who, [Step(report, "appraised")], AT)
        with pytest.raises(ReportError, match="You may not do this to the report of a for 2026-Q1"):
            appraise_report(
                connection, who, [AppraisalGiven(report, "devices_per_learner", 1, "declared", "x", AT)], AT
            )

    assert said(rulings) == [[FOREIGN]]
    assert state_of(school_world) == "submitted"


def test_what_is_to_be_mended_stands_at_its_question_until_the_next_return(school_world):
    report, version = school_world.report("a"), school_world.version()
    with writing(school_world.engine) as connection:
        who = somebody(connection, "lead", "lan")
        wrong = take(connection, who, [Step(report, "returned", fields={"weather": "mưa", "devices": " "})], AT)
        done = take(
            connection, who, [Step(report, "returned", fields={"devices": "Thiếu biên bản kiểm kê"})], AT + HOUR
        )
    mend, back = school_world.rows(queries.to_mend, "a", "2026-Q1"), school_world.rows(queries.sent_back)
    logged = school_world.ask(log.entries).select("by", "address", "action", "subject", "before", "after").rows()
    school_world.report("a", at=AT + 2 * HOUR, **WHOLE | {"devices": 41})

    assert said([*wrong, *done]) == [
        ["“weather” is not asked in the report of a.", "Say what is to be mended at “Devices”."],
        [],
    ]
    assert mend == [("devices", "Thiếu biên bản kiểm kê", "lan", AT + HOUR)]
    assert back == [("a", "2026-Q1", "Thiếu biên bản kiểm kê", "lan", AT + HOUR, 1)]
    assert logged == [
        (
            *("lan", "192.0.2.1", "return report", "a 2026-Q1", "submitted"),
            "returned: devices: Thiếu biên bản kiểm kê",
        )
    ]
    assert school_world.rows(queries.sent_back) == []  # submitted again: nothing is asked of the unit now
    assert school_world.rows(queries.to_mend, "a", "2026-Q1") == mend  # the reviewer still sees what was asked
    assert school_world.version() == version + 2


def test_points_that_differ_from_the_units_own_need_a_reason_and_go_in_whole_or_not_at_all(school_world):
    report = school_world.report("a")

    def row(points, reason="", own=4.0):
        return AppraisalGiven(report, "devices_per_learner", points, "verified", "?", AT, reason, own)

    with writing(school_world.engine) as connection:
        who = somebody(connection, "reviewer", "mai")
        with pytest.raises(ReportError) as refused:
            appraise_report(connection, who, [row(4), row(3)], AT, seen=1)
        appraise_report(connection, who, [row(3, "Kiểm kê chỉ thấy 30 máy")], AT, seen=1)
        kept = connection.execute(select(Appraisal.points, Appraisal.by, Appraisal.reason)).all()

    assert str(refused.value) == "“Devices per learner”: the unit gives itself 4 points and you give 3. Say why."
    assert [tuple(each) for each in kept] == [(3, "mai", "Kiểm kê chỉ thấy 30 máy")]
    assert school_world.rows(queries.points_of, "a", "2026-Q1") == [
        ("devices_per_learner", 3, "verified", "Kiểm kê chỉ thấy 30 máy", "mai", AT)
    ]


@pytest.fixture
def twice(engine, tmp_path):
    """A world whose instrument asks for a second appraisal."""
    import catalogue
    from tests.store import small

    folder = small.write(tmp_path)
    file = next(path for path in folder.rglob("*.toml") if 'id = "small"' in path.read_text("utf-8"))
    words = 'min_answered = 0.5\nappraisal_levels = 2\nappraisal_source = "Hướng dẫn của Bộ"'
    file.write_text(file.read_text("utf-8").replace("min_answered = 0.5", words), "utf-8")
    world = World(engine, catalogue.load(folder))
    world.units("a")
    world.rounds("2026-Q1")
    return world


def test_where_the_instrument_says_so_somebody_else_appraises_again_before_it_is_recognised(twice):
    report = twice.report("a")
    with writing(twice.engine) as connection:
        first, second = somebody(connection, "reviewer", "mai"), somebody(connection, "administrator", "nga")
        steps = [(first, "appraised"), (first, "recognised"), (first, "appraised"), (second, "appraised")]
        steps += [(second, "appraised"), (second, "recognised")]
        rulings = [take(connection, who, [Step(report, there)], AT)[0] for who, there in steps]

    assert said(rulings) == [
        [],
        ["The report of a for 2026-Q1 has been appraised once. It is recognised after the second appraisal."],
        ["mai has appraised the report of a for 2026-Q1 already. Somebody else appraises it again."],
        [],
        ["The report of a for 2026-Q1 is not submitted. It can be appraised once it is."],
        [],
    ]
    assert [row[3] for row in twice.rows(queries.events_of, "a", "2026-Q1")] == [
        *("submitted", "appraised", "appraised", "recognised")
    ]


def test_a_returned_report_is_appraised_twice_anew(twice):
    report = twice.report("a")
    twice.move(report, "appraised", by="mai")
    twice.move(report, "appraised", by="nga")
    twice.move(report, "returned", reason="thiếu minh chứng")
    twice.report("a", at=AT + HOUR, **WHOLE | {"devices": 41})
    twice.move(report, "appraised", by="mai")

    with pytest.raises(ReportError, match="has been appraised once"):
        twice.move(report, "recognised", by="nga")


STEPS = st.lists(
    st.tuples(st.sampled_from(["draft", "submit", "devices", *NO_WAY]), st.sampled_from(ROLES)), max_size=14
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_whatever_is_tried_the_history_replays_to_the_state_and_nothing_skips_appraisal(property_world, steps):
    world = property_world
    with taken_back(world.engine) as connection:
        who = {role: somebody(connection, role) for role in ROLES}
        for number, (step, role) in enumerate(steps):
            given_ = WHOLE | {"devices": 40 - number} if step == "devices" else WHOLE
            if step in NO_WAY:
                ids = connection.scalars(select(Report.id)).all()
                take(connection, who[role], [Step(id_, step, "thiếu minh chứng") for id_ in ids], AT)
            else:
                file_reports(connection, world.catalogue, [submission("a", submit=step != "draft", **given_)])
        states = list(connection.scalars(select(Report.state)))
        events = connection.execute(select(ReportEvent.from_state, ReportEvent.to_state).order_by(ReportEvent.id)).all()

    path = [None, *(event.to_state for event in events)]
    assert [event.from_state for event in events] == path[:-1]
    assert states == path[-1:] if events else states == []
    for before, after in pairwise(path):
        assert (before, after) in ALLOWED or after in ("draft", "submitted")
        assert after != "submitted" or before in (None, "draft", "returned")


@pytest.fixture(scope="module")
def property_world(shared_engine, small_catalogue):
    world = World(shared_engine, small_catalogue)
    world.units("a")
    world.rounds("2026-Q1")
    return world


def test_a_bulk_of_thirty_asks_little_for_each(world):
    units = [f"u{n}" for n in range(30)]
    world.units(*units)
    world.rounds("2026-Q1")
    reports = [world.report(unit) for unit in units]
    with writing(world.engine) as connection:
        who = somebody(connection, "reviewer")
        take(connection, who, [Step(reports[0], "appraised", seen=1)], AT)
        with statements(world.engine) as sent:
            take(connection, who, [Step(id_, "appraised", seen=1) for id_ in reports[1:]], AT)

    assert len(sent) <= 2 + 14 * 29
