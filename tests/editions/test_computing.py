"""Results are computed once for each state of data, catalogue and method, and every step is told."""

from datetime import UTC, datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.data import computing
from dashboard.data.steps import EARLIER, FREEZING, JUDGING, KEPT, NO_GATES, READING, STEPS, WHEN_SHOWN
from metrics.judge import judge
from store import editions, queries
from store.editions import Step
from store.engine import bump, reading, writing
from store.faults import ReportError
from store.results import edition_results

ROUND = "2026-Q1"
LATER = datetime(2026, 4, 11, tzinfo=UTC)


def run(world, basis="live"):
    return computing.compute(world.engine, world.catalogue, ROUND, basis)


def kept(world):
    return world.ask(editions.editions).select("key", "round", "basis").rows()


def test_a_run_tells_every_step_and_keeps_what_the_metrics_judge(world):
    told = run(world)

    counts = {"units": 3, "reports": 3, "answers": 18, "appraisals": 2, "values": 3, "points": 3}
    counts |= dict.fromkeys(("levels", "ranks", "results"), 6)
    assert told.steps == tuple(
        Step(step, "not_needed", NO_GATES)
        if step == "gates"
        else Step(step, "not_needed", WHEN_SHOWN)
        if step in FREEZING
        else Step(step, "done", rows=counts[step])
        for step in STEPS
    )
    instrument = world.catalogue.instruments["small"]
    answers, appraisals = world.ask(queries.answers, [ROUND]), world.ask(queries.appraisals, ROUND)
    expected = judge(answers, appraisals, pl.Series(["a", "b", "c"]), instrument).sort("unit", "kind", "item")
    assert_frame_equal(world.ask(edition_results, told.edition), expected, check_dtypes=False, check_column_order=False)
    assert kept(world) == [(told.edition, ROUND, "live")]


def test_what_is_kept_is_not_computed_again_and_leaves_no_second_report(world):
    first = run(world)

    second = run(world)

    assert second.edition == first.edition
    assert [(s.outcome, s.reason) for s in second.steps if s.step in JUDGING] == [("not_needed", KEPT)] * len(JUDGING)
    assert [s.outcome for s in second.steps if s.step in READING] == ["done"] * len(READING)
    assert world.ask(editions.steps_of, first.edition)["outcome"].to_list() == [s.outcome for s in first.steps]


def test_a_change_makes_another_edition_and_a_change_taken_back_makes_none(world):
    first = run(world).edition
    world.report("c", learners=100, devices=91, plan=1, platform="own", budget=1, online=80)
    second = run(world).edition
    world.report("c", at=LATER, learners=100, devices=90, plan=1, platform="own", budget=1, online=80)

    assert len({first, second}) == 2
    assert run(world).edition == first


def test_what_changes_no_result_makes_no_edition(world):
    first = run(world).edition
    with writing(world.engine) as connection:
        bump(connection, [ROUND])
    world.units("d")  # expected, but without a report
    world.report("d", submit=False, learners=7)  # a draft

    assert run(world).edition == first


def test_catalogue_and_basis_are_part_of_the_key(world, drafted):
    keys = {run(world).edition, run(drafted).edition, run(world, "recognised").edition}

    assert len(keys) == 3
    assert sorted(basis for _, _, basis in kept(world)) == ["live", "live", "recognised"]


def test_the_recognised_basis_takes_recognised_and_published_reports_only(world):
    told = run(world, "recognised")

    # not included: c, which is submitted only
    assert world.ask(edition_results, told.edition)["unit"].unique().sort().to_list() == ["a", "b"]


def test_a_step_that_fails_is_told_with_its_cause_and_so_are_those_after_it(world, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("no {luck}")

    monkeypatch.setattr("metrics.judge.points", broken)

    told = run(world)

    assert told.edition is None
    assert [(s.step, s.outcome, s.reason) for s in told.steps if s.step in JUDGING] == [
        ("values", "done", ""),
        ("gates", "done", ""),
        ("points", "failed", "ZeroDivisionError: no {luck}"),
        ("levels", "failed", EARLIER),
        ("ranks", "failed", EARLIER),
        ("results", "failed", EARLIER),
    ]
    assert kept(world) == []
    (row,) = world.ask(editions.failures).drop("at").rows()
    assert row == (ROUND, "live", "points", "ZeroDivisionError: no {luck}")


def test_an_unknown_round_is_answered_with_those_there_are(world):
    with pytest.raises(ReportError, match=r"There is no round 1999\. The rounds are 2026-Q1\."):
        computing.compute(world.engine, world.catalogue, "1999")


def test_only_rounds_that_were_due_are_settled(world):
    now = datetime.now(UTC).date()
    world.rounds("2090-Q1", starts=now, ends=now.replace(year=2090), opens=now, due=now.replace(year=2090))

    assert [told.round for told in computing.compute_settled(world.engine, world.catalogue)] == [ROUND]


def test_pages_read_what_is_kept(world, monkeypatch):
    from dashboard.data import results
    from dashboard.data.source import Version

    monkeypatch.setenv("THIDUA_CATALOGUE", str(world.catalogue.folder))
    told = run(world)
    with writing(world.engine) as connection:  # a mark that only the kept results have
        connection.exec_driver_sql("UPDATE result SET score = 12.25 WHERE unit = 'a' AND kind = 'pillar'")
    version = Version(world.engine.url.render_as_string(), world.version(), world.catalogue.digest)
    with reading(world.engine) as connection:
        expected = edition_results(connection, told.edition)

    assert_frame_equal(results.results(version, ROUND), expected)
