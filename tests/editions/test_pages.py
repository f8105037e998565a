"""The page of editions and the chain behind a number, opened over a real store."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.data import computing, sealing
from dashboard.data.source import Version
from dashboard.views import asked_why, origin
from dashboard.views.reader import Reader
from tests.dashboard import stores
from tests.dashboard.conftest import to
from tests.dashboard.screen import faults, texts

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
ROUND = "2026-Q1"
AT = datetime(2026, 6, 1, 1, 30, tzinfo=UTC)


@pytest.fixture
def shown(world, monkeypatch):
    """The world's store and catalogue are those of the pages."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", world.engine.url.render_as_string())
    monkeypatch.setenv("THIDUA_CATALOGUE", str(world.catalogue.folder))
    return world


def opened(world, role="leader", *grants):
    """The app as somebody in some role sees it."""
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.user = stores.signed_in(world.engine.url.render_as_string(), role, *grants)
    return test.run()


def test_the_page_tells_which_edition_is_sealed_and_how_each_came_about(shown):
    computing.compute(shown.engine, shown.catalogue, ROUND)
    seal = sealing.seal(shown.engine, shown.catalogue, ROUND, official=True, by="Lan", at=AT)
    test = to(opened(shown), "editions", lang="en", edition=seal.edition)

    assert faults(test) == []
    assert f"Sealed as number 1 of its round (Official) by Lan, 08:30 1 Jun 2026. Hash: `{seal.digest}`" in texts(test)
    listed, report = (frame.value for frame in test.dataframe)
    assert listed["sealed"].to_list() == ["number 1, official", "no"]
    assert listed["hash"].to_list() == [seal.digest[:12], "–"]
    assert report["told"].to_list()[-2:] == ["done, 2 rows", f"done, {12 + catalogue_files(shown)} rows"]
    assert report.shape == (17, 2)


def catalogue_files(world):
    from catalogue.loader import read_files

    return len(read_files(world.catalogue.folder))


@pytest.mark.parametrize(("role", "grants", "offered"), [("leader", (), 1), ("coordinator", (("unit", "a"),), 0)])
def test_the_file_with_all_answers_is_offered_to_who_reads_all_branches(shown, role, grants, offered):
    sealing.seal(shown.engine, shown.catalogue, ROUND, official=True, by="Lan", at=AT)

    test = to(opened(shown, role, *grants), "editions", lang="en")

    assert len(test.get("download_button")) == offered


def test_a_coordinator_opens_the_chain_behind_the_own_number(shown):
    test = opened(shown, "coordinator", ("unit", "a"))
    test.session_state["origin"] = True
    test = to(test, "unit", lang="en", unit="a", round=ROUND)
    (choice,) = [box for box in test.selectbox if box.label == "Result"]
    choice.select_index(1).run()

    assert faults(test) == []
    said = " ".join(texts(test)).replace("\\", "")
    assert choice.options[1] == "– Devices per learner"
    assert "Points: 3.5 of 10" in said
    assert "Appraised: 3.5 by bình" in said


def test_a_run_that_failed_is_told_on_the_page(shown, monkeypatch):
    def broken(*_):
        raise ValueError("no luck")

    with monkeypatch.context() as patch:
        patch.setattr("metrics.judge.points", broken)
        computing.compute(shown.engine, shown.catalogue, ROUND)
    computing.compute(shown.engine, shown.catalogue, ROUND)

    test = to(opened(shown), "editions", lang="en")

    assert test.dataframe[-1].value[["name", "reason"]].values.tolist() == [["Points", "ValueError: no luck"]]


def test_why_a_number_is_what_it_is_in_words(shown):
    version = Version(shown.engine.url.render_as_string(), shown.version(), shown.catalogue.digest)
    reader = Reader(version, "en", AT.date(), demonstration=False)

    assert asked_why.choices(reader, ROUND, "a") == {
        ("pillar", "use"): "Use",
        ("indicator", "devices_per_learner"): "– Devices per learner",
    }
    found = origin.explained(reader, ROUND, "a", ("indicator", "devices_per_learner"))
    assert found.how == (
        "Value: 0.4. Formula: “Devices” divided by “Learners”.",
        "Points: 3.5 of 10. Rule: 0 at 0, rising in a straight line to 10 at 1.",
        "Self-assessed: 4.0.",
        "How it was decided: as appraised.",
        "Rank 2 of 3 in its type.",
    )
    said = found.said
    assert said.appraisal == "Appraised: 3.5 by bình, 09:00 10 Apr 2026, verified by a reviewer. counted"
    assert said.answers.rows.select("name", "told", "by", "way", "changes").rows() == [
        ("Devices", "40", "an", "form", 1),
        ("Learners", "100", "an", "form", 1),
    ]
    assert said.record == (
        "Report number 1: recognised.",
        "Submitted: an, 09:00 10 Apr 2026.",
        "Appraised: bình, 09:00 10 Apr 2026.",
        "Recognised: bình, 09:00 10 Apr 2026.",
    )
    whole = origin.explained(reader, ROUND, "a", ("pillar", "use"))
    assert whole.how == ("Score: 35.0, that is 3.5 of the 10.0 points that could be had.", "Rank 2 of 3 in its type.")
    assert origin.explained(reader, ROUND, "nobody", ("pillar", "use")) is None
