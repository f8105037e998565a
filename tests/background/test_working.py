"""What takes minutes is made by a worker of its own, for whoever asked, within the rights that stand then."""

import io
import time
import zipfile
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from dashboard.background import foreman, kinds, working
from dashboard.exports.figure import drawing
from dashboard.views import documents
from store import jobs
from store.accounts import people
from store.engine import open_store, reading, writing
from store.jobs import Hand
from tests.dashboard import stores

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SOON = 60  # seconds


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A country of four units of which one Department reported for the second quarter."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/country.db"
    stores.partial(url).dispose()
    return url


@pytest.fixture
def world(url, monkeypatch):
    """The store, somebody new by role, and a machine that draws no pictures, which is the quickest."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    monkeypatch.setattr(drawing, "BACK_ENDS", {})
    engine = open_store(url)

    def asked(kind, role="leader", *grants, round_="2026-Q2"):
        with writing(engine) as connection:
            account = people.add(connection, people.AccountGiven(f"{time.time_ns()}", "An", role, grants), AT)
            hand = Hand(account, "10.0.0.7")
            number = jobs.ask(connection, hand, kind, {"round": round_, "language": "en"}, AT)
        return hand, number

    yield SimpleNamespace(engine=engine, asked=asked)
    engine.dispose()


def standing(engine, hand):
    with reading(engine) as connection:
        return jobs.of_account(connection, hand.account).select("state", "done", "total", "reason").row(0)


def taken(engine, hand, number):
    with writing(engine) as connection:
        name, content = jobs.take(connection, hand, number, AT)
    return name, zipfile.ZipFile(io.BytesIO(content))


def work(engine):
    with writing(engine) as connection:
        held = jobs.claim(connection, AT)
    working.do(engine, held)


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("decks", ["SGD-01_2026-Q2.pptx"]),
        ("scorecards", ["department/SGD-01_2026-Q2.pdf"]),
        ("unit-reports", ["department/unit-report_SGD-01_2026-Q2.docx"]),
    ],
)
def test_a_zip_holds_a_file_for_each_that_reported(world, kind, files):
    hand, number = world.asked(kind)

    work(world.engine)

    name, archive = taken(world.engine, hand, number)
    assert (name, archive.namelist()) == (f"thidua_{kind}_2026-Q2.zip", files)  # not included: the draft of SGD-79
    assert archive.read(files[0])[:2] in (b"PK", b"%P")
    assert standing(world.engine, hand) == ("done", 1, 1, "")


def test_scorecards_are_of_units_within_reach_alone(world):
    hand, _ = world.asked("scorecards", "reviewer", ("unit", "SGD-79"))

    work(world.engine)

    nothing = "There is nothing to make for this round: no report within your reach counts yet."
    assert standing(world.engine, hand) == ("failed", 0, 0, nothing)


def test_a_coordinator_has_slides_of_all_provinces_but_only_the_own_units_scorecard(world):
    unit = ("unit", "SGD-01")
    made = {}
    for kind in ("decks", "scorecards"):
        hand, number = world.asked(kind, "coordinator", unit)
        work(world.engine)
        made[kind] = taken(world.engine, hand, number)[1].namelist()
    # not included: what is for those who oversee
    hand, _ = world.asked("yearbook", "coordinator", unit)
    work(world.engine)

    assert made == {"decks": ["SGD-01_2026-Q2.pptx"], "scorecards": ["department/SGD-01_2026-Q2.pdf"]}
    assert standing(world.engine, hand)[::3] == ("failed", "You may not ask for work in the background (any more).")


def test_chapters_are_bound_into_one_book(world, monkeypatch):
    monkeypatch.setattr(documents, "names", lambda *_: {"01": "Hà Nội"})  # one province, which is the quickest
    hand, number = world.asked("yearbook")

    work(world.engine)

    with writing(world.engine) as connection:
        name, content = jobs.take(connection, hand, number, AT)
    assert (name, content[:5]) == ("yearbook_2026-Q2.pdf", b"%PDF-")
    assert standing(world.engine, hand) == ("done", 2, 2, "")


def test_rights_are_asked_again_when_the_work_begins(world):
    hand, _ = world.asked("decks")
    with writing(world.engine) as connection:
        people.disable(connection, hand.account)

    work(world.engine)

    assert standing(world.engine, hand)[::3] == ("failed", "You may not ask for work in the background (any more).")


def test_a_fault_of_ours_is_one_sentence(world, monkeypatch):
    hand, _ = world.asked("decks")
    monkeypatch.setattr(kinds, "directory", lambda *_: 1 / 0)

    work(world.engine)

    told = "The work failed. The cause has been recorded; please try again later."
    assert standing(world.engine, hand)[::3] == ("failed", told)


def test_what_is_cancelled_meanwhile_ends_without_a_file(world, monkeypatch):
    hand, number = world.asked("decks")

    def cancelled(*_, **__):
        with writing(world.engine) as connection:
            jobs.cancel(connection, hand, number, AT)
        return b"PK"

    monkeypatch.setattr(kinds, "deck", cancelled)
    work(world.engine)

    assert standing(world.engine, hand) == ("cancelled", 0, 1, "")


def test_pieces_come_in_their_order_and_few_ahead():
    begun = []
    pieces = [kinds.Piece(str(n), lambda n=n: begun.append(n) or bytes([n])) for n in range(10)]
    made = kinds.finished(pieces)

    assert next(made) == ("0", b"\0")
    assert len(begun) <= kinds.AT_ONCE
    assert [path for path, _ in made] == [str(n) for n in range(1, 10)]


def test_the_foreman_starts_one_process_for_what_waits_and_none_for_nothing(world):
    assert foreman.look(world.engine, None) is None
    hand, _ = world.asked("scorecards", round_="2026-Q1")  # nobody reported for it

    worker = foreman.look(world.engine, None)

    assert foreman.look(world.engine, worker) is worker
    assert worker.wait(SOON) == 0
    assert standing(world.engine, hand)[0] == "failed"
