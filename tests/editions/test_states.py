"""Which reports count: on live pages the submitted and all later ones, in sealed editions the recognised ones alone."""

import polars as pl
import pytest

from dashboard.data import editions, sealing
from dashboard.exports.bundle import from_csv
from store.results import edition_results
from tests.editions.test_computing import run
from tests.store.world import AT

ROUND = "2026-Q1"
WAYS = {
    "draft": None,
    "submitted": (),
    "returned": ("returned",),
    "appraised": ("appraised",),
    "recognised": ("appraised", "recognised"),
    "published": ("appraised", "recognised", "published"),
}


@pytest.fixture
def every_state(world):
    """A school in each state, by the name of the state; beside them a and b, which are recognised, and c, submitted."""
    world.units(*WAYS)
    for unit, way in WAYS.items():
        submit = way is not None
        report = world.report(unit, submit=submit, learners=100, devices=50, plan=1, platform="own", budget=1, online=8)
        if "appraised" in (way or ()):
            world.appraise(report, 3.5, reason="counted")
        world.move(report, *(way or ()), reason="đếm lại")
    return world


def test_a_sealed_edition_holds_recognised_and_published_reports_and_no_others(every_state):
    sealed = sealing.seal(every_state.engine, every_state.catalogue, ROUND, official=True, by="Lan", at=AT)

    files = editions.verified(every_state.engine, sealed.digest).bundle.files
    # not included: c and submitted, appraised, returned, draft
    assert from_csv(files["data/reports.csv"], {"unit": pl.String, "state": pl.String}).rows() == [
        ("a", "recognised"),
        ("b", "recognised"),
        ("published", "published"),
        ("recognised", "recognised"),
    ]
    for name in ("data/answers.csv", "results/results.csv"):
        told = from_csv(files[name], {"unit": pl.String})["unit"].unique().sort().to_list()
        assert told == ["a", "b", "published", "recognised"]


def test_live_results_count_what_is_submitted_and_all_that_follows(every_state):
    told = run(every_state)

    # not included: draft, returned
    counted = every_state.ask(edition_results, told.edition)["unit"].unique().sort().to_list()
    assert counted == ["a", "appraised", "b", "c", "published", "recognised", "submitted"]
