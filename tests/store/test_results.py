"""An edition is kept once under its key, and read as it was computed."""

import polars as pl
from polars.testing import assert_frame_equal

from store import results
from store.engine import writing
from store.results import RESULTS

ROWS = pl.DataFrame(
    [
        ("a", "indicator", "devices_per_learner", 0.4, 4.0, 3.5, 10.0, 35.0, None, None, None, 1.0, "scored"),
        ("a", "pillar", "use", None, 4.0, 3.5, 10.0, 35.0, 1, 2, 2, 1.0, "scored"),
        ("b", "pillar", "use", None, None, None, None, None, None, None, None, 0.0, "missing"),
    ],
    schema=RESULTS,
    orient="row",
)


def keep(world, key, rows):
    with writing(world.engine) as connection:
        results.keep_edition(connection, key, "2026-Q1", world.catalogue.digest, "1", world.version(), rows)


def filled(world):
    world.units("b")
    world.report("a")
    return world


def test_an_edition_is_read_as_it_was_kept_in_the_order_of_units(school_world):
    world = filled(school_world)
    keep(world, "one", ROWS.sample(fraction=1, shuffle=True, seed=1))
    keep(world, "other", ROWS.head(1))  # not included: another edition

    assert_frame_equal(world.ask(results.edition_results, "one"), ROWS)


def test_an_edition_that_is_kept_stays_as_it_is(school_world):
    world = filled(school_world)
    keep(world, "one", ROWS)
    keep(world, "one", ROWS.head(1))

    assert world.ask(results.edition_results, "one").height == 3


def test_an_edition_of_nobody_is_empty_and_one_that_is_not_kept_is_none(school_world):
    world = filled(school_world)
    keep(world, "one", ROWS.clear())

    assert_frame_equal(world.ask(results.edition_results, "one"), ROWS.clear())
    assert world.ask(results.edition_results, "two") is None
