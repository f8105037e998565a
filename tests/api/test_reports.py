"""Programs file reports by the same checks and sentences as people do."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from dashboard.api.application import application
from dashboard.api.callers import Desk
from dashboard.api.limits import Buckets
from store import queries
from store.accounts import keys
from store.engine import writing
from store.ingest import Move, move
from tests.api.conftest import NOW
from tests.store.world import WHOLE

REPORT = "/reports/2026-Q1/a"
SENT = {question: {"answer": answer} for question, answer in WHOLE.items()}


def test_an_answer_is_saved_by_itself_and_read_again(interface):
    saved = interface.save("learners", 0, answer="1.250", comment="theo sổ")

    assert (saved.status_code, saved.headers["etag"], saved.json()["faults"]) == (200, '"1"', [])
    shown = interface.ask("GET", REPORT).json()
    assert (shown["state"], shown["instrument"]) == ("draft", "small")
    answer = shown["answers"]["learners"]
    assert {name: answer[name] for name in ("value", "comment", "version", "filed", "by", "door")} == {
        "value": 1250,
        "comment": "theo sổ",
        "version": 1,
        "filed": False,
        "by": "api: máy chủ",
        "door": "api",
    }


def test_what_is_wrong_is_kept_and_said_in_the_readers_language(interface):
    english = interface.save("learners", 0, answer="chừng trăm").json()
    vietnamese = interface.ask("GET", f"{REPORT}/check", accept_language="vi").json()

    assert english["answers"]["learners"]["typed"] == "chừng trăm"
    assert english["faults"] == [
        {"pointer": "/answers/learners", "sentence": "“Learners” is “chừng trăm”. Enter a whole number."}
    ]
    assert vietnamese["faults"][0] == {
        "pointer": "/answers/learners",
        "sentence": "“Số người học” đang ghi “chừng trăm”. Hãy nhập số nguyên.",
    }


def test_who_has_not_seen_the_last_answer_is_refused_by_version(interface):
    interface.save("learners", 0, answer=100)
    late = interface.save("learners", 0, answer=120, token=interface.token(label="khác"))
    without = interface.ask("PUT", f"{REPORT}/answers/learners", {"answer": 120})

    assert (late.status_code, late.json()["faults"][0]) == (
        412,
        {
            "pointer": "/answers/learners",
            "sentence": "api: máy chủ has changed this answer meanwhile. Look at it, then save again.",
        },
    )
    assert without.status_code == 428
    ahead = interface.save("learners", 3, answer=120)
    assert (ahead.status_code, ahead.json()["faults"][0]["sentence"]) == (
        412,
        "There is no version 3 of this answer; the newest is 1. Read it, then save again.",
    )
    assert interface.ask("GET", REPORT).json()["answers"]["learners"]["value"] == 100


def test_after_a_time_without_a_connection_each_answer_is_kept_or_put_aside_by_itself(interface):
    interface.save("learners", 0, answer=100)

    queued = {"learners": {"answer": 110, "version": 0}, "devices": {"answer": 40, "version": 0}}
    saves = interface.ask("PATCH", f"{REPORT}/answers", {"answers": queued}).json()

    assert {id_: (one["value"], one["overtaken"]) for id_, one in saves["answers"].items()} == {
        "learners": (100, True),
        "devices": (40, False),
    }


def test_a_whole_report_is_filed_once_under_its_key(interface):
    first = interface.ask("PUT", REPORT, {"answers": SENT}, idempotency_key="k1")
    again = interface.ask("PUT", REPORT, {"answers": SENT}, idempotency_key="k1")
    other = interface.ask("PUT", REPORT, {"answers": SENT, "submit": False}, idempotency_key="k1")

    assert (first.status_code, first.json()["added"], len(first.json()["receipt"])) == (200, 6, 14)
    assert again.json() == first.json()
    assert (other.status_code, other.json()["faults"][0]["sentence"]) == (
        422,
        "This idempotency key has been used for another request. Take a new one.",
    )


def test_a_report_with_faults_is_refused_with_all_of_them_and_nothing_stored(interface):
    wrong = {**SENT, "devices": {"answer": 101}, "online": {"absence": "not_available"}, "weather": {"answer": 1}}
    listed = [{"title": "Lớp học số"}, {"title": "", "stage": "gone"}]

    refused = interface.ask("PUT", REPORT, {"answers": wrong, "initiatives": listed})

    assert refused.status_code == 422
    assert [(fault["pointer"], fault["sentence"]) for fault in refused.json()["faults"]] == [
        ("/answers/weather", "“weather” is not asked in this report. Delete the line, or use the newest form."),
        ("/answers/devices", "“Devices” is 101. Enter 100 or less, the figure given for “Learners”."),
        ("/answers/online", "“Share online” has no answer. Enter the reason beside it."),
        ("/initiatives/1", "An initiative has no title. Enter one, or delete its line."),
        ("/initiatives/1", "Initiative “”: there is no stage “gone”. Choose one from the list."),
    ]
    assert interface.world.ask(queries.report_of, "a", "2026-Q1").height == 0


def test_a_draft_saved_answer_by_answer_is_submitted(interface):
    for question, answer in WHOLE.items():
        interface.save(question, 0, answer=answer)

    filed = interface.ask("POST", f"{REPORT}/submission", idempotency_key="k2")

    assert (filed.status_code, filed.json()["added"]) == (200, 6)
    assert interface.ask("GET", REPORT).json()["state"] == "submitted"


def test_a_report_that_has_not_changed_is_not_sent_again(interface):
    etag = interface.ask("GET", REPORT).headers["etag"]

    assert interface.ask("GET", REPORT, if_none_match=etag).status_code == 304
    interface.save("learners", 0, answer=1)
    assert interface.ask("GET", REPORT, if_none_match=etag).status_code == 200


@pytest.mark.parametrize("path", ["/reports/2026-Q1/b", "/reports/2026-Q9/a", "/reports/2026-Q1/nobody"])
def test_a_token_reaches_its_unit_alone_and_does_not_tell_what_else_there_is(interface, path):
    interface.world.units("b")

    assert {interface.ask("GET", path).status_code, interface.ask("POST", f"{path}/submission").status_code} == {403}


def test_a_token_that_reads_only_writes_nothing(interface):
    reader = interface.token(scope="read")

    assert interface.ask("GET", REPORT, token=reader).status_code == 200
    refused = interface.save("learners", 0, answer=1, token=reader)
    assert (refused.status_code, refused.json()["faults"][0]["sentence"]) == (
        403,
        "This token reads only. Ask for one that may write.",
    )


def test_a_token_holds_until_it_ends_or_is_revoked(interface):
    with writing(interface.world.engine) as connection:
        short = keys.make(connection, "a", "read", "ngắn", "qt", NOW, lasts=NOW - NOW)
        assert keys.revoke(connection, "a", "máy chủ", NOW) == 1

    replies = [interface.ask("GET", REPORT, token=token) for token in (short, interface.known, "thidua_x", "x")]
    assert [(one.status_code, one.json()["faults"][0]["pointer"]) for one in replies] == [(401, "")] * 4


def test_what_asks_too_often_is_told_how_long_to_wait():
    now = [0.0]
    buckets = Buckets(per_second=2, at_once=2, clock=lambda: now[0])

    assert [buckets.wait("a"), buckets.wait("a"), buckets.wait("a"), buckets.wait("b")] == [0, 0, 0.5, 0]
    now[0] = 0.5
    assert (buckets.wait("a"), buckets.wait("a")) == (0, 0.5)


def test_the_limit_is_told_as_a_fault_and_a_header(interface):
    few = Desk(interface.world.engine, interface.world.catalogue, lambda: NOW, Buckets(0.1, 1))
    interface = replace(interface, client=TestClient(application(few)))
    interface.known = interface.token()

    assert interface.ask("GET", REPORT).status_code == 200
    refused = interface.ask("GET", REPORT)
    assert (refused.status_code, int(refused.headers["retry-after"])) == (429, 10)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"answer": {"a": 1}}, "/answer"),
        ({"answr": 1}, "/answr"),
        ({"answer": 1, "absence": "lost"}, "/absence"),
        ({"answer": "a\0b"}, "/answer"),
        ({"comment": "x" * 5001}, "/comment"),
    ],
)
def test_a_body_that_is_none_is_told_where(interface, body, pointer):
    refused = interface.ask("PUT", f"{REPORT}/answers/learners", body, if_match='"0"')

    assert refused.status_code == 422
    assert {fault["pointer"][: len(pointer)] for fault in refused.json()["faults"]} == {pointer}


def test_a_body_without_end_is_not_read_to_its_end(interface):
    huge = interface.ask("PUT", REPORT, {"answers": {}, "more": "x" * 2**20})

    assert huge.status_code == 413


def test_a_returned_report_says_at_each_question_what_is_to_be_mended(interface):
    interface.ask("PUT", REPORT, {"answers": SENT})
    world = interface.world
    report = world.ask(queries.report_of, "a", "2026-Q1")["report"].item()
    with writing(world.engine) as connection:
        move(connection, [Move(report, "returned", "bình", NOW, "Xem lại", (("devices", "Thiếu biên bản kiểm kê"),))])

    shown = interface.ask("GET", REPORT).json()
    interface.ask("PUT", REPORT, {"answers": SENT | {"devices": {"answer": 41}}})
    mended = interface.ask("GET", REPORT).json()

    assert (shown["state"], shown["returned_because"]) == ("returned", "Xem lại")
    assert shown["returned"] == {
        "devices": {"reason": "Thiếu biên bản kiểm kê", "by": "bình", "at": "2026-04-10T02:00:00Z"}
    }
    assert (mended["state"], mended["returned_because"], mended["returned"]) == ("submitted", None, {})
