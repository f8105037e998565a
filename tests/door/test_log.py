"""The log: chained, and every change of it found out."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from store import log
from store.log import Event, Verdict
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
