"""Work in the background is done once, by one worker, and belongs to whoever asked for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from store import jobs, log
from store.accounts import people
from store.engine import reading, writing
from store.faults import ReportError
from store.jobs import Hand

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
LATER = AT + jobs.SILENCE + timedelta(seconds=1)


@pytest.fixture
def hand(engine):
    """Somebody at a page, by role; each call is somebody else."""

    def someone(name="lan", role="leader", *grants):
        with writing(engine) as connection:
            return Hand(people.add(connection, people.AccountGiven(name, name, role, grants), AT), "10.0.0.7")

    return someone


@pytest.fixture
def do(engine):
    """One step of the store in a transaction of its own."""

    def done(step, *arguments, **named):
        with writing(engine) as connection:
            return step(connection, *arguments, **named)

    return done


def listed(engine, hand):
    with reading(engine) as connection:
        rows = jobs.of_account(connection, hand.account)
    return rows.select("kind", "state", "done", "total", "reason", "name").rows()


def test_a_job_goes_from_the_queue_to_a_file_that_is_kept_for_a_week(engine, do, hand):
    lan = hand()
    number = do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT)
    held = do(jobs.claim, AT)
    do(jobs.tell, held, AT, done=1, total=34)
    assert listed(engine, lan) == [("decks", "running", 1, 34, "", None)]

    do(jobs.finish, held, "decks.zip", b"PK", AT)

    assert held.asked == {"round": "2026-Q3"}
    assert listed(engine, lan) == [("decks", "done", 34, 34, "", "decks.zip")]
    assert do(jobs.take, lan, number, AT) == ("decks.zip", b"PK")
    do(jobs.recover, AT + jobs.KEPT)
    assert do(jobs.take, lan, number, AT) is None


def test_of_many_workers_one_has_the_job(engine, do, hand):
    for round_ in ("2026-Q1", "2026-Q2"):
        do(jobs.ask, hand(round_), "decks", {"round": round_}, AT)

    with ThreadPoolExecutor(8) as workers:
        held = list(workers.map(lambda _: do(jobs.claim, AT), range(8)))

    assert sorted(each.asked["round"] for each in held if each) == ["2026-Q1", "2026-Q2"]


def test_the_same_asked_twice_is_one_job_until_it_ended(do, hand):
    lan = hand()
    first = do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT)

    assert do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT) == first
    # not the same: somebody else's
    assert do(jobs.ask, hand("an"), "decks", {"round": "2026-Q3"}, AT) != first
    do(jobs.fail, do(jobs.claim, AT), "Hết chỗ.", AT)
    assert do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT) != first


def test_nobody_has_more_than_a_few_under_way(do, hand):
    lan = hand()
    for n in range(jobs.MOST):
        do(jobs.ask, lan, "decks", {"round": str(n)}, AT)

    with pytest.raises(ReportError, match="You have 3 exports under way already"):
        do(jobs.ask, lan, "decks", {"round": "one more"}, AT)


def test_what_was_cancelled_is_no_longer_the_workers(engine, do, hand):
    lan, other = hand(), hand("an")
    number = do(jobs.ask, lan, "decks", {}, AT)
    held = do(jobs.claim, AT)

    assert not do(jobs.cancel, other, number, AT)
    assert do(jobs.tell, held, AT, done=1, total=2)
    assert do(jobs.cancel, lan, number, AT)

    assert not do(jobs.tell, held, AT, done=2, total=2)
    assert not do(jobs.finish, held, "decks.zip", b"PK", AT)
    assert listed(engine, lan) == [("decks", "cancelled", 1, 2, "", None)]


def test_what_a_silent_worker_left_is_begun_anew_once(engine, do, hand):
    lan = hand()
    do(jobs.ask, lan, "decks", {}, AT)
    first = do(jobs.claim, AT)
    do(jobs.recover, AT + jobs.SILENCE)
    assert do(jobs.claim, AT) is None

    do(jobs.recover, LATER)
    second = do(jobs.claim, LATER)

    assert not do(jobs.finish, first, "old.zip", b"PK", LATER)
    assert do(jobs.live, second, LATER)
    do(jobs.recover, LATER + jobs.SILENCE + timedelta(seconds=1))
    assert listed(engine, lan) == [("decks", "failed", 0, 0, jobs.LOST, None)]


def test_whoever_may_not_do_what_the_work_needs_asks_in_vain(do, hand):
    coordinator = hand("lan", "coordinator", ("institution_type", "department"))

    with pytest.raises(ReportError, match="You may not ask for work in the background"):
        do(jobs.ask, coordinator, "yearbook", {}, AT, action="read reporting")
    # not refused: what holds results, which everybody reads
    assert do(jobs.ask, coordinator, "decks", {}, AT)


def test_a_file_is_its_owners_alone_and_only_while_the_account_may(do, hand):
    lan, other = hand(), hand("an")
    number = do(jobs.ask, lan, "decks", {}, AT)
    do(jobs.finish, do(jobs.claim, AT), "decks.zip", b"PK", AT)

    assert do(jobs.take, other, number, AT) is None
    do(people.disable, lan.account)
    with pytest.raises(ReportError):
        do(jobs.take, lan, number, AT)


def test_asking_cancelling_and_taking_stand_in_the_log(engine, do, hand):
    lan = hand()
    number = do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT)
    do(jobs.cancel, lan, number, AT)
    again = do(jobs.ask, lan, "decks", {"round": "2026-Q3"}, AT)
    do(jobs.finish, do(jobs.claim, AT), "decks.zip", b"PK", AT)
    do(jobs.take, lan, again, AT)

    with reading(engine) as connection:
        rows = log.entries(connection).select("by", "address", "action", "subject", "after").rows()
    asked = 'decks {"round": "2026-Q3"}'
    assert rows[::-1] == [
        ("lan", "10.0.0.7", "ask for export", str(number), asked),
        ("lan", "10.0.0.7", "cancel export", str(number), ""),
        ("lan", "10.0.0.7", "ask for export", str(again), asked),
        ("lan", "10.0.0.7", "take export", str(again), "decks.zip"),
    ]
