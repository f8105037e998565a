"""Points, gates, levels and ranks: a drawn table for each rule, and a second, naive computation of the whole."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.judge import judge
from metrics.levels import level
from metrics.points import earned
from tests.metrics.world import answers, appraisals, indicator, instrument, named, question, units

PERCENT = {"formula": "percent", "of": "have", "out_of": "all"}


def results(frame, item, *columns):
    return frame.filter(pl.col("item") == item).select("unit", *columns).rows()


@pytest.mark.parametrize(
    ("scoring", "value", "expected"),
    [
        ({"worst": 0, "best": 100}, 0, 0),
        ({"worst": 0, "best": 100}, 40, 4),
        ({"worst": 0, "best": 100}, 130, 10),
        ({"worst": 50, "best": 90}, 50, 0),
        ({"worst": 50, "best": 90}, 30, 0),
        ({"worst": 50, "best": 90}, 70, 5),
        ({"worst": 20, "best": 5}, 20, 0),
        ({"worst": 20, "best": 5}, 3, 10),
        ({"worst": 20, "best": 5}, 12.5, 5),
        ({"steps": [{"at_least": 50, "points": 4}, {"at_least": 80, "points": 10}]}, 49.999, 0),
        ({"steps": [{"at_least": 50, "points": 4}, {"at_least": 80, "points": 10}]}, 50, 4),
        ({"steps": [{"at_least": 50, "points": 4}, {"at_least": 80, "points": 10}]}, 79.9, 4),
        ({"steps": [{"at_least": 50, "points": 4}, {"at_least": 80, "points": 10}]}, 80, 10),
        ({"each": 2.5}, 3, 7.5),
        ({"each": 2.5}, 5, 10),
        ({"each": 2.5}, 0, 0),
    ],
)
def test_points_grow_by_the_line_by_steps_or_for_each_one_and_stop_at_the_cap(scoring, value, expected):
    judged = instrument([indicator("i", 10, "number", "have", **scoring)], question("have"))

    assert pl.select(earned(pl.lit(float(value)), judged.indicators[0])).item() == expected


@pytest.mark.parametrize(
    ("formula", "fields", "answer", "expected"),
    [
        ("yes_no", {"kind": "yes_no"}, 1, 10),
        ("yes_no", {"kind": "yes_no"}, 0, 0),
        ("choice", {"kind": "choice", "choice": [named("none"), named("some", worth=40)]}, "some", 4),
        ("choice", {"kind": "choice", "choice": [named("none"), named("some", worth=40)]}, "none", 0),
        ("marks", {"kind": "marks"}, 7.5, 7.5),
        ("marks", {"kind": "marks"}, 12, 10),
    ],
)
def test_yes_choice_and_marks_bring_their_own_points(formula, fields, answer, expected):
    judged = instrument([indicator("i", 10, formula, "asked")], question("asked", **fields))

    frame = judge(answers(a={"asked": answer}), appraisals(), units("a"), judged)

    assert results(frame, "i", "points") == [("a", expected)]


@pytest.mark.parametrize(
    ("score", "expected"), [(0, 1), (49.999, 1), (50, 2), (75, 2), (75.001, 3), (100, 3), (None, None)]
)
def test_a_score_of_exactly_75_is_level_2_and_of_50_too(score, expected):
    levels = instrument([indicator("i", 10, "marks", "m")], question("m", "marks")).levels

    assert pl.select(level(pl.lit(score, pl.Float64), levels)).item() == expected


@pytest.mark.parametrize(
    ("missing", "given_answers", "expected"),
    [
        # (points, possible, rule) of the indicator, (score, answered) of its pillar, whose other indicator has 10 of 10
        ("zero", {}, (0, 10, "zero", 50, 0.5)),
        ("leave_out", {}, (None, 0, "left_out", 100, 0.5)),
        ("zero", {"have": "NOT_AVAILABLE", "all": 5}, (0, 10, "zero", 50, 0.5)),
        ("zero", {"have": "NOT_APPLICABLE", "all": 5}, (None, 0, "not_applicable", 100, 1)),
        ("leave_out", {"have": 3, "all": "NOT_APPLICABLE"}, (None, 0, "not_applicable", 100, 1)),
        ("zero", {"have": 0, "all": 0}, (None, 0, "no_base", 100, 1)),
        ("zero", {"have": 0, "all": 5}, (0, 10, "scored", 50, 1)),
        # half an answer is none
        ("zero", {"have": 5}, (0, 10, "zero", 50, 0.5)),
    ],
)
def test_each_way_of_having_no_value_has_its_rule(missing, given_answers, expected):
    judged = instrument(
        [indicator("share", 10, **PERCENT, worst=0, best=100), indicator("other", 10, "marks", "m")],
        *(question(q) for q in ("have", "all")),
        question("m", "marks"),
        missing=missing,
    )

    frame = judge(answers(a={"m": 10, **given_answers}), appraisals(), units("a"), judged)

    (_, points, possible, rule), *_ = results(frame, "share", "points", "possible", "rule")
    (_, score, answered), *_ = results(frame, "use", "score", "answered")
    assert (points, possible, rule, score, answered) == expected


@pytest.mark.parametrize(
    ("gate", "marks", "expected"),
    [
        (1, 90, (3, "scored")),
        (0, 90, (1, "gate")),
        (None, 90, (1, "gate")),
        ("NOT_APPLICABLE", 90, (3, "scored")),
        ("NOT_AVAILABLE", 90, (1, "gate")),
        # an unmet gate takes nothing from who stands at its limit already
        (0, 30, (1, "scored")),
    ],
)
def test_an_unmet_gate_limits_the_level_whatever_the_points(gate, marks, expected):
    judged = instrument(
        [indicator("i", 100, "marks", "m")],
        question("m", "marks"),
        question("plan", "yes_no"),
        gate=[named("plan_adopted", pillar="use", question="plan", source="test")],
    )

    frame = judge(answers(a={"m": marks, "plan": gate}), appraisals(), units("a"), judged)

    assert results(frame, "use", "level", "rule", "score") == [("a", *expected, marks)]


def two_pillars(**fields):
    return instrument(
        [indicator("i", 100, "marks", "m", pillar="teach"), indicator("j", 100, "marks", "n", pillar="run")],
        question("m", "marks"),
        question("n", "marks"),
        **fields,
    )


def test_groups_are_never_summed_unless_the_instrument_says_how():
    silent = two_pillars(pillars=[named("teach", points=100), named("run", points=100)])
    stated = two_pillars(
        pillars=[named("teach", points=100, weight=25), named("run", points=100, weight=75)],
        overall={"note_vi": "x", "note_en": "x"},
    )
    given_answers = answers(a={"m": 80, "n": 40})

    assert results(judge(given_answers, appraisals(), units("a"), silent), "overall", "score") == []
    overall = results(judge(given_answers, appraisals(), units("a"), stated), "overall", "score", "level", "rank")
    # level 1: the lowest pillar's, though the mean of 50 alone would be level 2
    assert overall == [("a", 50.0, 1, 1)]


def test_too_few_answers_leave_a_score_without_level_or_rank():
    judged = instrument(
        [indicator(f"i{n}", 10, "marks", f"m{n}") for n in range(5)],
        *(question(f"m{n}", "marks") for n in range(5)),
        missing="leave_out",
        min_answered=0.6,
    )
    given_answers = answers(
        enough={"m0": 5, "m1": 5, "m2": 5},
        few={"m0": 10, "m1": 10},
    )

    frame = judge(given_answers, appraisals(), units("enough", "few", "silent"), judged)

    assert results(frame, "use", "score", "level", "rank", "rule") == [
        ("enough", 50.0, 2, 1, "scored"),
        ("few", 100.0, None, None, "too_few_answers"),
        ("silent", None, None, None, "too_few_answers"),
    ]


def test_an_incomplete_instrument_gives_scores_but_no_level_and_no_rank():
    judged = instrument([indicator("i", 100, "marks", "m")], question("m", "marks"), incomplete=True)

    frame = judge(answers(a={"m": 80}), appraisals(), units("a"), judged)

    assert results(frame, "use", "score", "level", "rank", "rule") == [("a", 80.0, None, None, "incomplete")]


def test_appraised_points_count_and_self_assessed_ones_stay():
    judged = instrument([indicator("i", 10, "marks", "m")], question("m", "marks"))
    given_answers = answers(a={"m": 9}, b={"m": 9}, c={})
    # c never answered, but the reviewer saw the thing; b's reviewer gave more than there is
    seen = appraisals(("a", "i", 4.0, "verified"), ("b", "i", 50.0, "verified"), ("c", "i", 3.0, "measured"))

    frame = judge(given_answers, seen, units("a", "b", "c"), judged)

    assert results(frame, "i", "self_points", "points", "rule") == [
        ("a", 9, 4, "appraised"),
        ("b", 9, 10, "appraised"),
        ("c", 0, 3, "appraised"),
    ]


def test_ties_share_the_better_rank_and_binary_dust_does_not_part_them():
    judged = instrument(
        [indicator(f"i{n}", 100, "marks", f"m{n}") for n in range(2)], *(question(f"m{n}", "marks") for n in range(2))
    )
    given_answers = answers(a={"m0": 0.1, "m1": 0.2}, b={"m0": 0.3, "m1": 0}, c={"m0": 90, "m1": 0}, d={"m0": 0.29})

    frame = judge(given_answers, appraisals(), units("a", "b", "c", "d"), judged)

    assert results(frame, "use", "rank", "ranked") == [("a", 2, 4), ("b", 2, 4), ("c", 1, 4), ("d", 4, 4)]


def test_a_section_reads_its_own_levels_on_its_points():
    own = [
        named("low", number=1, below=10),
        named("middle", number=2, up_to=20),
        named("high", number=3),
    ]
    judged = instrument(
        [indicator("i", 30, "marks", "m", section="s")],
        question("m", "marks"),
        section=[named("s", pillar="use", level=own)],
    )
    given_answers = answers(a={"m": 9.5}, b={"m": 10}, c={"m": 20}, d={"m": 21})

    frame = judge(given_answers, appraisals(), units(*"abcd"), judged)

    assert results(frame, "s", "level") == [("a", 1), ("b", 2), ("c", 2), ("d", 3)]


ANSWER = st.one_of(st.none(), st.integers(0, 200), st.just("NOT_APPLICABLE"), st.just("NOT_AVAILABLE"))
REPORT = st.fixed_dictionaries(dict.fromkeys(("have", "all", "m", "plan"), ANSWER))


@given(
    reports=st.dictionaries(st.sampled_from("abcdef"), REPORT, min_size=1),
    missing=st.sampled_from(["zero", "leave_out"]),
    min_answered=st.sampled_from([0, 0.5, 1]),
)
def test_a_naive_second_computation_agrees(reports, missing, min_answered):
    judged = instrument(
        [indicator("share", 60, **PERCENT, worst=20, best=80), indicator("marks", 40, "marks", "m")],
        *(question(q) for q in ("have", "all")),
        question("m", "marks"),
        question("plan", "yes_no"),
        gate=[named("g", pillar="use", question="plan", source="test")],
        missing=missing,
        min_answered=min_answered,
    )

    frame = judge(answers(**reports), appraisals(), units(*reports), judged)

    expected = {unit: naive(report, missing, min_answered) for unit, report in reports.items()}
    scores = sorted((s for s, _, fit in expected.values() if fit and s is not None), reverse=True)
    for unit, score, level_, rank in results(frame, "use", "score", "level", "rank"):
        wanted, wanted_level, fit = expected[unit]
        assert (score is None) == (wanted is None)
        assert score is None or math.isclose(score, wanted, rel_tol=1e-9, abs_tol=1e-9)
        assert level_ == wanted_level
        place = next((n for n, s in enumerate(scores, 1) if fit and wanted is not None and s <= wanted + 1e-9), None)
        assert rank == place


def naive(report, missing, min_answered):
    """(score, level, rankable) of one report, one `if` at a time."""
    got = possible = answered = applicable = 0
    have, all_, marks = report["have"], report["all"], report["m"]
    for full, asked, compute in (
        (60, (have, all_), lambda: 60 * min(max((100 * have / all_ - 20) / 60, 0), 1)),
        (40, (marks,), lambda: min(marks, 40)),
    ):
        if "NOT_APPLICABLE" in asked or (full == 60 and all_ == 0):
            continue
        applicable += 1
        if None in asked or "NOT_AVAILABLE" in asked:
            possible += full if missing == "zero" else 0
        else:
            answered += 1
            possible += full
            got += compute()
    score = 100 * got / possible if possible else None
    fit = (applicable > 0 and answered / applicable >= min_answered) or (applicable == 0 and min_answered == 0)
    if not fit:
        return score, None, False
    level_ = None if score is None else 1 if score < 50 else 2 if score <= 75 else 3
    met = report["plan"] == "NOT_APPLICABLE" or (isinstance(report["plan"], int) and report["plan"] > 0)
    return score, level_ if met or level_ is None else 1, True
