"""Rank ranges of an instrument: they hold the rank, agree with the judge, and widen where decisions matter."""

import polars as pl
import pytest

from metrics import robustness
from metrics.judge import judge
from tests.metrics.world import answers, appraisals, indicator, instrument, named, question, units

PILLARS = [named("teach", points=100, weight=50), named("run", points=100, weight=50)]
STATED = {"pillars": PILLARS, "overall": {"note_vi": "x", "note_en": "x"}}


def judged_by(**fields):
    return instrument(
        [
            indicator("i", 60, "marks", "m0", pillar="teach"),
            indicator("run", 40, "marks", "m1", pillar="teach"),  # bears the name of a pillar
            indicator("k", 100, "marks", "m2", pillar="run"),
        ],
        *(question(f"m{n}", "marks") for n in range(3)),
        **(STATED | fields),
    )


def results_of(judged, **reports):
    return judge(answers(**reports), appraisals(), units(*reports), judged)


def test_who_leads_in_everything_keeps_its_rank_and_opens_a_band():
    judged = judged_by()
    frame = results_of(
        judged,
        best={"m0": 60, "m1": 40, "m2": 100},
        # uneven and even: which of them is ahead is a matter of weights
        uneven={"m0": 60, "m1": 39, "m2": 20},
        even={"m0": 36, "m1": 24, "m2": 61},
        last={"m0": 3, "m1": 2, "m2": 5},
    )

    spread = robustness.ranges(frame, judged, "overall")

    assert spread.sort("unit").rows() == [
        ("best", 1.0, 1.0, 1),
        ("even", 2.0, 3.0, 2),
        ("last", 4.0, 4.0, 3),
        ("uneven", 2.0, 3.0, 2),
    ]


def test_units_with_equal_answers_share_a_band_and_a_range():
    judged = judged_by()
    same = {"m0": 30, "m1": 10, "m2": 50}
    frame = results_of(judged, a=same, b=same, c={"m0": 1, "m1": 1, "m2": 1})

    rows = {unit: rest for unit, *rest in robustness.ranges(frame, judged, "overall").rows()}

    assert rows["a"] == rows["b"]
    assert rows["c"][-1] > rows["a"][-1]


def test_the_nominal_rank_of_the_simulation_is_the_judges_where_things_are_left_out():
    judged = judged_by(missing="leave_out")
    frame = results_of(
        judged,
        a={"m0": 30, "m2": 90},
        b={"m0": 30, "m1": "NOT_APPLICABLE", "m2": 80},
        c={"m1": 40, "m2": 10},
        d={"m2": 55},
    )
    wide, tree = robustness.scores(frame, judged, "overall"), robustness.framework(judged, "overall")

    again = robustness.composite.aggregate(wide, tree)

    overall = frame.filter(pl.col("item") == "overall").sort("unit")
    assert again.sort("unit")["overall"].to_list() == pytest.approx(overall["score"].to_list())


def test_a_pillar_is_ranked_by_its_own_indicators_alone():
    judged = judged_by()
    frame = results_of(judged, a={"m0": 60, "m1": 40, "m2": 0}, b={"m0": 0, "m1": 0, "m2": 100})

    assert robustness.ranges(frame, judged, "teach").select("unit", "rank_high").rows() == [("a", 1.0), ("b", 2.0)]


def test_an_incomplete_instrument_has_no_ranges():
    judged = judged_by(incomplete=True)
    frame = results_of(judged, a={"m0": 60, "m1": 40, "m2": 0})

    assert robustness.ranges(frame, judged, "overall").is_empty()
    assert robustness.drivers(frame, judged, "overall").is_empty()


def test_the_decision_that_matters_is_named():
    judged = judged_by()
    frame = results_of(
        judged,
        **{f"u{n}": {"m0": 6 * n, "m1": 40 - 4 * n, "m2": (37 * n) % 100} for n in range(1, 9)},
    )

    found = robustness.drivers(frame, judged, "overall", draws=400)

    assert found["factor"].to_list() == ["weights", "indicators", "aggregation"]
    assert found.sort("st")["factor"].to_list()[-1] == "indicators"


def test_a_single_indicator_leaves_nothing_to_decide():
    judged = judged_by()
    frame = results_of(judged, a={"m0": 60}, b={"m0": 9}, c={"m0": 60}, d={"m0": "NOT_APPLICABLE"})

    assert robustness.ranges(frame, judged, "i").rows() == [("a", 1.0, 1.0, 1), ("c", 1.0, 1.0, 1), ("b", 3.0, 3.0, 2)]
    assert robustness.drivers(frame, judged, "i").is_empty()


def test_who_cannot_be_told_apart_is_named_both_ways_with_the_share_of_draws():
    judged = judged_by()
    frame = results_of(
        judged,
        best={"m0": 60, "m1": 40, "m2": 100},  # not included: it leads in every draw
        uneven={"m0": 60, "m1": 39, "m2": 20},
        even={"m0": 36, "m1": 24, "m2": 61},
        last={"m0": 3, "m1": 2, "m2": 5},  # not included: it follows in every draw
    )

    found = robustness.alike(frame, judged, "overall")

    assert found.select("unit", "other").rows() == [("even", "uneven"), ("uneven", "even")]
    assert found["ahead"].sum() == pytest.approx(1)
    assert found["ahead"].is_between(0.05, 0.95, closed="none").all()


def test_equal_units_are_alike_by_half_and_a_single_indicator_knows_only_equals():
    judged = judged_by()
    same = {"m0": 30, "m1": 10, "m2": 50}
    frame = results_of(judged, a=same, b=same, c={"m0": 29, "m1": 1, "m2": 1})

    assert robustness.alike(frame, judged, "overall").rows() == [("a", "b", 0.5), ("b", "a", 0.5)]
    # not included: c, which is one mark behind
    assert robustness.alike(frame, judged, "i").rows() == [("a", "b", 0.5), ("b", "a", 0.5)]


def test_nobody_is_alike_where_nobody_is_ranked():
    judged = judged_by(incomplete=True)

    assert robustness.alike(results_of(judged, a={"m0": 60}), judged, "overall").is_empty()
