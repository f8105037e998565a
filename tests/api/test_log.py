"""Files that leave by the interface, and calls that it refuses, are in the log."""

import hashlib

from sqlalchemy import select

from store.engine import reading
from store.log import Event
from store.schema import LogEntry
from tests.api.test_evidence import EVIDENCE, FILES, PDF, send
from tests.api.test_results import keep

REPORT = "/reports/2026-Q1/a"


def logged(interface):
    names = ("by", "address", "action", "subject", "before", "after")
    with reading(interface.world.engine) as connection:
        rows = connection.execute(select(*(getattr(LogEntry, name) for name in names)).order_by(LogEntry.number))
        return [Event(*row) for row in rows]


def test_every_file_that_leaves_is_noted_with_who_took_it(interface):
    keep(interface.world)
    digest = hashlib.sha256(PDF).hexdigest()
    send(interface, PDF)
    interface.ask("POST", EVIDENCE, {"indicator": "devices_per_learner", "digest": digest})

    assert interface.ask("GET", "/results/2026-Q1/table.csv").status_code == 200
    assert interface.ask("GET", FILES + digest).status_code == 200
    interface.ask("GET", REPORT)  # not a file
    interface.ask("GET", FILES + "0" * 64)  # not there, so that nothing left

    assert logged(interface) == [
        Event("api: máy chủ", "testclient", "export", "thidua-2026-Q1.csv"),
        Event("api: máy chủ", "testclient", "export", f"a_{digest[:12]}"),
    ]


def test_a_refused_call_is_noted_once_and_no_token_with_it(interface):
    reader = interface.token(scope="read", label="HEMIS")

    assert interface.ask("GET", "/reports/2026-Q1/b").status_code == 403
    assert interface.save("learners", 0, reader, answer=1).status_code == 403
    assert interface.ask("GET", REPORT, token="thidua_guessed").status_code == 401
    # not noted: who shows nothing has guessed nothing, and what is wrong in itself was not forbidden
    assert interface.client.get(REPORT).status_code == 401
    assert interface.ask("PUT", f"{REPORT}/answers/learners", {"answer": 1}).status_code == 428

    assert logged(interface) == [
        Event("api: máy chủ", "testclient", "refused", "GET /reports/2026-Q1/b", after="403"),
        Event("api: HEMIS", "testclient", "refused", f"PUT {REPORT}/answers/learners", after="403"),
        Event("(unknown)", "testclient", "refused", f"GET {REPORT}", after="401"),
    ]


def test_a_flood_of_refused_calls_does_not_fill_the_log(interface):
    replies = {interface.ask("GET", REPORT, token=f"thidua_{n}").status_code for n in range(100)}

    assert (replies, len(logged(interface))) == ({401}, 20)
