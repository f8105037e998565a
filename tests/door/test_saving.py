"""A file that leaves by a page or the console is in the log, and one that cannot be noted does not leave."""

import getpass
from pathlib import Path

import pytest
from sqlalchemy import select

import dashboard
from dashboard.data.exports import Acting, handed_out
from dashboard.terminal import hand_out
from dashboard.words import Words
from store.engine import reading
from store.log import Event
from store.rights import EVERYWHERE, Person
from store.schema import LogEntry

LAN = Acting(Person(1, "lan", "Trần Thị Lan", "leader", EVERYWHERE), "203.0.113.7")


def logged(engine):
    names = ("by", "address", "action", "subject")
    with reading(engine) as connection:
        return [Event(*row) for row in connection.execute(select(*(getattr(LogEntry, name) for name in names)))]


def test_a_file_saved_from_a_page_is_noted_with_who_saved_it(file_engine, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", file_engine.url.render_as_string())

    assert handed_out(LAN, "thidua_2026-Q3.pptx", lambda: b"slides") == b"slides"
    with pytest.raises(ZeroDivisionError):
        handed_out(LAN, "broken.pdf", lambda: 1 / 0)  # not noted: nothing was made

    assert logged(file_engine) == [Event("lan", "203.0.113.7", "export", "thidua_2026-Q3.pptx")]


def test_a_file_written_at_the_console_is_noted(file_engine, tmp_path):
    hand_out(file_engine, tmp_path / "SGD-01_2026-Q3.pdf", b"page", Words.of("en"))
    with pytest.raises(OSError, match="no-folder"):
        hand_out(file_engine, tmp_path / "no-folder" / "x.pdf", b"page", Words.of("en"))  # not noted: not written

    assert (tmp_path / "SGD-01_2026-Q3.pdf").read_bytes() == b"page"
    assert logged(file_engine) == [Event(getpass.getuser(), "console", "export", "SGD-01_2026-Q3.pdf")]


def test_no_page_hands_out_a_file_past_the_log():
    # The log and the work in the background note what they hand out themselves.
    by_themselves = {"saving.py", "log.py", "jobs.py"}
    sources = Path(dashboard.__file__).parent.rglob("*.py")

    assert {each.name for each in sources if "st.download_button(" in each.read_text("utf-8")} == by_themselves
