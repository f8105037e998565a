"""Lists by the interface: a unit's answers as CSV that is taken back, and the reports that wait for a reviewer."""

import polars as pl

from dashboard import intake
from dashboard.api.callers import OWN_PAGE, SESSION
from store import log
from store.accounts import people, sessions
from store.engine import reading, writing
from tests.api.conftest import NOW


def queue(interface, role, grants=(), asked=""):
    """What somebody reads of the queue; the door stamps their session."""
    with writing(interface.world.engine) as connection:
        account = people.add(connection, people.AccountGiven(role, role, role, grants), NOW)
        sid = sessions.start(connection, account, NOW).id
    reply = interface.client.get(f"/reviews/2026-Q1{asked}", headers={SESSION: sid, OWN_PAGE: "form"})
    return reply.status_code, reply.json()


def test_the_answers_come_out_as_the_text_that_is_taken_back(interface):
    world = interface.world
    world.report("a")

    reply = interface.ask("GET", "/reports/2026-Q1/a/answers.csv")
    (taken,) = intake.take(world.engine, world.catalogue, [("a.csv", reply.content)], by="an")

    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert reply.headers["content-disposition"] == 'attachment; filename="a_2026-Q1.csv"'
    assert (taken.faults, taken.outcome.unchanged) == ((), True)
    with reading(world.engine) as connection:
        assert "a_2026-Q1.csv" in log.entries(connection).select(pl.col("subject").str.join(" ")).item()


def test_a_reviewer_reads_what_waits_within_reach_and_a_unit_nothing(interface):
    interface.world.report("a")
    everything = (("institution_type", "school"),)

    status, rows = queue(interface, "reviewer", everything)

    assert (status, [(row["unit"], row["state"], row["submissions"]) for row in rows]) == (200, [("a", "submitted", 1)])
    assert queue(interface, "lead", (("unit", "b"),)) == (200, [])
    assert queue(interface, "administrator", asked="?state=returned") == (200, [])
    assert interface.ask("GET", "/reviews/2026-Q1").status_code == 403  # a token is a unit's
