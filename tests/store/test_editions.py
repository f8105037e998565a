"""What is told of editions and of the origin of answers, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from sqlalchemy.exc import IntegrityError

from store import editions, queries
from store.editions import Run, Seal, Step
from store.engine import writing
from store.results import RESULTS, keep_edition
from store.submission import FileRef, Given
from store.versions import keep_catalogue
from tests.store.world import AT, submission

ROUND = "2026-Q1"
LATER = datetime(2026, 5, 1, 2, 3, 4, 500, tzinfo=UTC)
STEPS = (Step("values", "done", rows=3), Step("gates", "not_needed", "No gates."))
BROKEN = (Step("values", "done", rows=3), Step("gates", "failed", "Oh"), Step("points", "failed", "Earlier"))


def keep(world, key="e1", basis="live", at=AT, steps=STEPS):
    """A run with its edition, or without one where `key` is None."""
    digest = world.catalogue.digest
    with writing(world.engine) as connection:
        keep_catalogue(connection, world.catalogue)
        if key is not None:
            keep_edition(connection, key, ROUND, digest, "1", 7, pl.DataFrame(schema=RESULTS), basis)
        editions.keep_run(connection, Run(ROUND, basis, key, 7, digest, "1", steps), at)


def seal(world, digest, number, status="official", edition="e1", at=AT):
    with writing(world.engine) as connection:
        editions.keep_seal(connection, Seal(digest, edition, ROUND, number, status, at, "Lan"), b"PK" + digest.encode())


def test_an_edition_is_listed_with_what_it_rests_on(school_world):
    keep(school_world)
    keep(school_world, "e2", "recognised")

    listed = school_world.ask(editions.editions).drop("computed_at").rows()

    digest = school_world.catalogue.digest
    assert sorted(listed) == [("e1", ROUND, "live", 7, digest, "1"), ("e2", ROUND, "recognised", 7, digest, "1")]


def test_the_steps_of_the_last_run_of_an_edition_are_told_in_their_order(school_world):
    keep(school_world)
    keep(school_world, steps=(Step("bundle", "done", rows=9), *STEPS))  # sealed later
    keep(school_world, "e2")  # not included: another edition

    assert school_world.rows(editions.steps_of, "e1") == [
        ("bundle", "done", "", 9),
        ("values", "done", "", 3),
        ("gates", "not_needed", "No gates.", None),
    ]
    assert school_world.rows(editions.steps_of, "e9") == []


def test_a_failed_run_is_told_by_its_first_failed_step_the_newest_first(school_world):
    keep(school_world, None, steps=BROKEN)
    keep(school_world)  # not included: it came to an edition
    keep(school_world, None, "recognised", LATER, BROKEN[1:])

    assert school_world.rows(editions.failures) == [
        (ROUND, "recognised", LATER, "gates", "Oh"),
        (ROUND, "live", AT, "gates", "Oh"),
    ]


def test_seals_are_numbered_within_a_round_and_keep_their_bytes(school_world):
    keep(school_world)
    assert school_world.ask(editions.next_number, ROUND) == 1
    seal(school_world, "d1", 1)
    seal(school_world, "d2", 2, "project draft", at=LATER)

    assert school_world.ask(editions.next_number, ROUND) == 3
    assert school_world.rows(editions.seals) == [
        ("d2", "e1", ROUND, 2, "project draft", LATER, "Lan", 4),
        ("d1", "e1", ROUND, 1, "official", AT, "Lan", 4),
    ]
    assert school_world.ask(editions.bundle_of, "d1") == b"PKd1"
    assert school_world.ask(editions.bundle_of, "d3") is None
    with pytest.raises(IntegrityError):
        seal(school_world, "d3", 3)  # the same edition, official twice


def test_an_answer_s_origin_is_its_last_change_with_file_and_place(school_world):
    school_world.units("b")
    school_world.report("b")  # not included: another unit
    school_world.report("a", learners=10, devices=4, plan=1, platform="own", budget=1, online=1)
    filled = submission("a", by="chi", door="workbook", file=FileRef("f" * 64, "a.xlsx"))
    answers = {**filled.answers, "devices": Given(value=5.0, place="Báo cáo!C3")}
    answers["budget"] = Given(absence="not_available", reason="fire", place="Báo cáo!C6")
    (outcome,) = school_world.file(replace(filled, answers=answers))
    assert outcome.faults == ()

    rows = {row["question"]: row for row in school_world.ask(queries.answer_origins, ROUND, "a").rows(named=True)}

    told = ("value", "absence", "reason", "by", "door", "file", "digest", "place", "changes")
    assert [rows["devices"][name] for name in told] == [
        5.0, None, "", "chi", "workbook", "a.xlsx", "f" * 64, "Báo cáo!C3", 2
    ]  # fmt: skip
    assert [rows["budget"][name] for name in told[1:4]] == ["not_available", "fire", "chi"]
    assert [rows["online"][name] for name in told[3:]] == ["chi", "workbook", "a.xlsx", "f" * 64, "", 2]
    assert school_world.ask(queries.answer_origins, ROUND).height == 12


def test_appraisals_and_events_are_told_with_who_and_why_the_newest_points_alone(school_world):
    report = school_world.report("a")
    school_world.appraise(report, 2, reason="first")
    school_world.appraise(report, 3, reason="second", by="dung")
    school_world.move(report, "appraised")

    assert school_world.rows(queries.appraisal_origins, ROUND, "a") == [
        ("a", "devices_per_learner", 3.0, "verified", "dung", AT, "second")
    ]
    assert school_world.rows(queries.report_events, ROUND, "a") == [
        ("a", AT, "an", None, "submitted", ""),
        ("a", AT, "bình", "submitted", "appraised", ""),
    ]
    assert school_world.rows(queries.report_events, ROUND, "b") == []
