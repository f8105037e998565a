"""Results go out as JSON and as CSV that a spreadsheet program reads as Vietnamese."""

import polars as pl

from store.engine import writing
from store.results import RESULTS, keep_edition


def keep(world, key="e1", basis="live"):
    world.report("a")
    values = {"unit": "a", "kind": "pillar", "item": "use", "points": 4.0, "score": 40.0, "rank": 1, "rule": "scored"}
    rows = pl.DataFrame([{name: values.get(name) for name in RESULTS}], schema=RESULTS)
    with writing(world.engine) as connection:
        keep_edition(connection, key, "2026-Q1", world.catalogue.digest, "m", 1, rows, basis)


def test_the_newest_results_say_that_they_are_provisional(interface):
    keep(interface.world)

    found = interface.ask("GET", "/results/2026-Q1").json()

    assert (found["edition"], found["basis"], found["sealed"], found["demonstration"]) == ("e1", "live", None, False)
    assert [(row["unit"], row["item"], row["score"], row["value"]) for row in found["rows"]] == [("a", "use", 40, None)]


def test_the_same_rows_leave_as_csv_with_a_byte_order_mark(interface):
    keep(interface.world)

    text = interface.ask("GET", "/results/2026-Q1/table.csv?separator=semicolon")

    lines = text.content.decode("utf-8").splitlines()
    assert lines[0].startswith("\ufeffunit;kind;item;value;")
    assert lines[1].startswith("a;pillar;use;;")
    assert lines[1].endswith(";2026-Q1;e1;;false")


def test_a_round_without_results_says_so(interface):
    interface.world.units("z")

    refused = interface.ask("GET", "/results/2026-Q1")

    assert (refused.status_code, refused.json()["faults"][0]["sentence"]) == (
        404,
        "There are no results of 2026-Q1 yet.",
    )


def test_rounds_are_listed(interface):
    assert [one["round"] for one in interface.ask("GET", "/rounds").json()] == ["2026-Q1"]
