"""The log: chained, and every change of it found out."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from store import log
from store.log import Event, Verdict, Wanted
from store.schema import LogEntry
from tests.door.conftest import NOW


@pytest.fixture
def noted(connection):
    for n in range(5):
        event = Event("lan", "10.0.0.1", "sign in", f"subject {n}", before="", after="đổi")
        log.note(connection, event, NOW + timedelta(seconds=n))
    return connection


def test_an_empty_log_holds(connection):
    assert log.verify(connection) == Verdict(0, log.FIRST, broken=None)


def test_a_log_holds_and_reads_newest_first(noted):
    verdict = log.verify(noted)

    assert (verdict.entries, verdict.broken) == (5, None)
    assert log.entries(noted, limit=2).select("number", "by", "subject", "after").rows() == [
        (5, "lan", "subject 4", "đổi"),
        (4, "lan", "subject 3", "đổi"),
    ]


@pytest.mark.parametrize(
    "column", ["at", "by", "address", "action", "subject", "before", "after", "previous", "digest"]
)
def test_a_changed_entry_is_found_out(noted, column):
    changed = NOW - timedelta(days=1) if column == "at" else "another"
    noted.execute(update(LogEntry).where(LogEntry.number == 3).values({column: changed}))

    assert log.verify(noted).broken == 3


def test_a_removed_entry_is_found_out(noted):
    noted.execute(delete(LogEntry).where(LogEntry.number == 3))

    assert log.verify(noted).broken == 3


def test_entries_cut_off_at_the_end_show_against_a_digest_kept_elsewhere(noted):
    before = log.verify(noted)
    noted.execute(delete(LogEntry).where(LogEntry.number == 5))

    after = log.verify(noted)

    assert (after.entries, after.broken) == (4, None)
    assert log.holds(noted, f"4:{after.digest}")
    assert not log.holds(noted, f"5:{before.digest}")
    # not an entry at all
    assert not log.holds(noted, "yesterday")


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), [7, 6, 5, 4, 3, 2, 1]),
        (Wanted(by="LA"), [7, 5, 4, 3, 2, 1]),
        (Wanted(action="sign in"), [5, 4, 3, 2, 1]),  # not "sign in failed"
        (Wanted(subject="%"), [7]),  # the sign itself, not anything
        (Wanted(subject="subject 3"), [4]),
        (Wanted(since=NOW + timedelta(seconds=3)), [7, 6, 5, 4]),
        (Wanted(until=NOW + timedelta(seconds=3)), [3, 2, 1]),
        (Wanted(by="lan", action="sign in", since=NOW + timedelta(seconds=1), until=NOW + timedelta(seconds=2)), [2]),
        (Wanted(by="nobody"), []),
    ],
)
def test_entries_are_found_by_who_what_whom_and_when(noted, wanted, numbers):
    for by, action, subject in (("bình", "sign in failed", ""), ("LAN", "export log", "100%")):
        log.note(noted, Event(by, "10.0.0.1", action, subject), NOW + timedelta(hours=1))

    assert log.entries(noted, wanted)["number"].to_list() == numbers
    assert log.entries(noted, wanted, limit=2, offset=1)["number"].to_list() == numbers[1:3]
    assert log.count(noted, wanted) == len(numbers)
    assert log.actions(noted) == ["export log", "sign in", "sign in failed"]
