"""What a level still takes: points up to its limit, conditions, and the fewest indicators that have them."""

import polars as pl
import pytest

import catalogue
from metrics.next_level import lacking, limit, shortest
from metrics.support import by, missing

VOCATIONAL = catalogue.load().instruments["vocational"]
GATES = {"unit": pl.String, "gate": pl.String, "pillar": pl.String, "limit": pl.Int32, "met": pl.Boolean}


def pillar(item, score, level, rule="scored", answered=1.0):
    return {"kind": "pillar", "item": item, "value": None, "score": score, "level": level, "points": score,
            "possible": 100.0, "rule": rule, "answered": answered}  # fmt: skip


def test_level_2_begins_at_50_and_level_3_above_75():
    assert limit(VOCATIONAL.levels, 2) == (50, False)
    assert limit(VOCATIONAL.levels, 3) == (75, True)


def test_a_pillar_at_the_limit_is_there_unless_it_has_to_be_passed():
    rows = pl.DataFrame([pillar("governance", 50.0, 2), pillar("training", 75.0, 2), pillar("infrastructure", 75.1, 3)])
    none = pl.DataFrame(schema=GATES)

    assert lacking(rows, none, VOCATIONAL, 2)["there"].to_list() == [True, True, True]
    assert lacking(rows, none, VOCATIONAL, 3).select("points", "there").rows() == [
        (25.0, False),
        (0.0, False),
        (0.0, True),
    ]


def test_an_unmet_condition_keeps_a_pillar_below_whatever_its_points():
    rows = pl.DataFrame([pillar("governance", 90.0, 1, "gate"), pillar("training", 90.0, 3)])
    gates = pl.DataFrame(
        [("u", "voc_lead", "governance", 1, None), ("u", "voc_plan", "training", 1, True)], schema=GATES, orient="row"
    )

    assert lacking(rows, gates, VOCATIONAL, 2).select("gates", "there").rows() == [(["voc_lead"], False), ([], True)]


def test_the_fewest_indicators_have_the_points():
    own = [each.id for each in VOCATIONAL.in_pillar("training")][:3]
    rows = pl.DataFrame(
        {"kind": "indicator", "item": own, "value": 0.0, "points": [0.0, 5.0, 9.0], "possible": [10.0, 20.0, 10.0]}
    )

    assert shortest(rows, VOCATIONAL, "training", 16.0).select("indicator", "open").rows() == [
        (own[1], 15),
        (own[0], 10),
    ]
    assert shortest(rows, VOCATIONAL, "training", 0.0).is_empty()
    assert shortest(rows, VOCATIONAL, "training", 99.0)["enough"].to_list() == [False] * 3


def test_what_one_unit_has_too_many_fills_no_others_gap():
    units = pl.DataFrame({"unit": ["a", "b", "c"], "province": ["01", "01", "02"]})
    answers = pl.DataFrame(
        [("a", "have", 10.0), ("a", "all", 10.0), ("b", "have", 2.0), ("b", "all", 10.0), ("c", "have", 1.0)],
        schema=["unit", "question", "value"],
        orient="row",
    )

    rows = missing(answers, units, "have", "all", 80)

    assert rows["missing"].to_list() == pytest.approx([0, 6])  # not included: c, which did not say out of how many
    assert by(rows, "province").select("province", "units", "missing", "share").rows() == [("01", 2, 6.0, 60.0)]
