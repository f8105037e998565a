"""Why a score or a rank moved: each cause alone in a drawn case, and sums that hold on random histories."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.contributions import contributions
from metrics.decomposition import RANK_CAUSES, SCORE_CAUSES, Situation, lines_of_descent, split
from metrics.judge import judge
from tests.metrics.world import answers, appraisals, indicator, instrument, named, question, units

SHARE = {"formula": "percent", "of": "have", "out_of": "all", "worst": 0, "best": 100}
QUESTIONS = (question("have"), question("all"), question("m", "marks"), question("n", "marks"))
STATED = {"overall": {"note_vi": "x", "note_en": "x"}, "pillars": [named("use", points=100, weight=100)]}
NO_MERGER = pl.DataFrame(schema={"origin": pl.String, "unit": pl.String})


def judged_by(share=50, marks=50, extra=(), **fields):
    asked = [indicator("share", share, **SHARE), indicator("marked", marks, "marks", "m"), *extra]
    asking = {question for each in asked for question in (each["of"], each.get("out_of"))}
    return instrument(asked, *(q for q in QUESTIONS if q.id in asking), **(STATED | fields))


def situation(reports, *found, by=None):
    return Situation(answers(**reports), appraisals(*found), units(*reports), by or judged_by())


def merged(**into):
    rows = [(origin, unit) for unit, origins in into.items() for origin in origins.split()]
    return pl.DataFrame(rows, schema=["origin", "unit"], orient="row")


def moved(before, now, descent=NO_MERGER, **options):
    """{(origin, unit): (what moved the overall score, what moved the rank)}, without the causes that did nothing."""
    rows = split(before, now, descent, "overall", **options)
    return {
        (row["origin"], row["unit"]): (
            {cause: round(row[cause], 6) for cause in SCORE_CAUSES if row[cause]},
            {cause: row[f"rank_{cause}"] for cause in RANK_CAUSES if row[f"rank_{cause}"]},
        )
        for row in rows.iter_rows(named=True)
    }


def test_better_answers_are_the_units_own_and_push_others_back():
    before = situation({"a": {"have": 40, "all": 100, "m": 25}, "b": {"have": 60, "all": 100, "m": 25}})
    now = situation({"a": {"have": 80, "all": 100, "m": 25}, "b": {"have": 60, "all": 100, "m": 25}})

    assert moved(before, now) == {("a", "a"): ({"own": 20}, {"own": 1}), ("b", "b"): ({}, {"others": -1})}


def test_an_answer_given_only_now_or_no_longer_is_reporting():
    full = {"have": 40, "all": 100, "m": 25}
    before = situation({"a": full, "b": {"have": 40, "all": 100}, "c": {**full, "m": "NOT_AVAILABLE"}})
    now = situation({"a": {"have": 50, "all": 100}, "b": full, "c": {**full, "m": "NOT_APPLICABLE"}})

    assert moved(before, now) == {
        ("a", "a"): ({"reporting": -25, "own": 5}, {"others": -2}),
        ("b", "b"): ({"reporting": 25}, {"reporting": 1}),
        # what does not apply leaves the rest to weigh alone: 20 of 50 in place of 20 of 100
        ("c", "c"): ({"reporting": 20}, {}),
    }


def test_what_a_reviewer_lowers_is_appraisal_and_stays_apart_from_the_claim():
    before = situation({"a": {"have": 40, "all": 100, "m": 30}, "b": {"have": 40, "all": 100, "m": 28}})
    now = situation(
        {"a": {"have": 40, "all": 100, "m": 35}, "b": {"have": 40, "all": 100, "m": 28}},
        ("a", "marked", 20, "verified"),
    )

    assert moved(before, now) == {
        ("a", "a"): ({"own": 5, "appraisal": -15}, {"appraisal": -1}),
        ("b", "b"): ({}, {"others": 1}),
    }


def test_other_weights_alone_are_method():
    reports = {"a": {"have": 90, "all": 100, "m": 5}, "b": {"have": 20, "all": 100, "m": 20}}
    before, now = situation(reports, by=judged_by(80, 20)), situation(reports, by=judged_by(20, 80))

    assert moved(before, now) == {
        ("a", "a"): ({"method": -54}, {"method": -1}),
        ("b", "b"): ({"method": -12}, {"method": 1}),
    }


def test_a_new_indicator_is_method_though_its_question_was_never_asked():
    added = indicator("new", 100, "marks", "n")
    before = situation({"a": {"have": 40, "all": 100, "m": 25}}, by=judged_by())
    now = situation(
        {"a": {"have": 50, "all": 100, "m": 25, "n": 90}},
        by=judged_by(extra=[added], pillars=[named("use", points=200, weight=100)]),
    )
    # judged by the new instrument the earlier answers come to 20 + 25 + 90 of 200
    assert moved(before, now) == {("a", "a"): ({"method": 67.5 - 45, "own": 2.5}, {})}


def test_earlier_results_of_an_older_engine_are_method():
    reports = {"a": {"have": 40, "all": 100, "m": 25}, "b": {"have": 60, "all": 100, "m": 25}}
    told = pl.DataFrame(
        {"unit": ["a", "b"], "score": [60.0, 50.0], "rank": [1, 2]},
    )

    assert moved(situation(reports), situation(reports), told=told) == {
        ("a", "a"): ({"method": -15}, {"method": -1}),
        ("b", "b"): ({"method": 5}, {"method": 1}),
    }


def test_a_merger_moves_each_part_to_the_score_of_the_whole():
    before = situation(
        {
            "large": {"have": 90, "all": 300, "m": 40},
            "small": {"have": 90, "all": 100, "m": 50},
            "other": {"have": 60, "all": 100, "m": 40},
        }
    )
    now = situation({"whole": {"have": 220, "all": 400, "m": 45}, "other": {"have": 60, "all": 100, "m": 40}})

    # pooled: 180 of 400 and the mean of the marks, 22.5 + 45
    assert moved(before, now, merged(whole="large small")) == {
        ("large", "whole"): ({"merger": 67.5 - 55, "own": 5}, {"merger": 1, "own": 1}),
        ("small", "whole"): ({"merger": 67.5 - 95, "own": 5}, {"merger": -1, "own": 1}),
        ("other", "other"): ({}, {"merger": 1, "others": -1}),
    }


def test_parts_that_gave_no_answer_do_not_weigh_on_the_whole():
    before = situation({"a": {"have": 40, "all": 100, "m": 30}, "b": {"all": 100, "m": "NOT_APPLICABLE"}})
    now = situation({"ab": {"have": 40, "all": 100, "m": 30}})

    assert moved(before, now, merged(ab="a b")) == {("a", "ab"): ({}, {}), ("b", "ab"): ({"merger": 50}, {"merger": 1})}


def test_a_unit_of_one_round_alone_keeps_its_row_without_parts():
    before = situation({"a": {"m": 30}, "gone": {"m": 10}})
    now = situation({"a": {"m": 30}, "new": {"m": 40}})

    rows = split(before, now, NO_MERGER, "overall")

    assert rows.select("origin", "unit", "previous_score", "score", "change", "own", "rank_others").rows() == [
        ("a", "a", 30.0, 30.0, 0.0, 0.0, -1),
        ("gone", "gone", 10.0, None, None, None, None),
        (None, "new", None, 40.0, None, None, None),
    ]


def test_a_unit_with_too_few_answers_has_parts_of_its_score_but_not_of_its_rank():
    strict = judged_by(min_answered=0.6)
    before = situation({"a": {"m": 30}, "b": {"m": 20, "have": 1, "all": 2}}, by=strict)
    now = situation({"a": {"m": 30, "have": 1, "all": 2}, "b": {"m": 20, "have": 1, "all": 2}}, by=strict)

    rows = split(before, now, NO_MERGER, "overall")

    assert rows.select("unit", "reporting", "previous_rank", "rank", "rank_change", "rank_reporting").rows() == [
        ("a", 25.0, None, 1, None, None),
        ("b", 0.0, 1, 2, -1, 0),
    ]


def test_a_unit_that_swallows_another_has_two_lines():
    assert lines_of_descent(units("a", "b", "c"), merged(a="b")).rows() == [("a", "a"), ("b", "a"), ("c", "c")]


VALUES = st.none() | st.just("NOT_APPLICABLE") | st.just("NOT_AVAILABLE") | st.integers(0, 50)
REPORT = st.fixed_dictionaries(dict.fromkeys(("have", "all", "m", "n"), VALUES))
APPRAISED = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["share", "marked"]), st.integers(0, 50)))


@st.composite
def situations(draw, names):
    """Any reports of any of these units, appraised anyhow, under any of a few instruments."""
    found = {(unit, on): float(got) for unit, on, got in draw(APPRAISED)}
    reports = draw(st.dictionaries(st.sampled_from(names), REPORT, min_size=1))
    extra = [indicator("new", 30, "marks", "n")] if draw(st.booleans()) else []
    share, marks = draw(st.sampled_from([(50, 50), (20, 80)]))
    by = judged_by(
        share,
        marks,
        extra,
        pillars=[named("use", points=share + marks + 30 * len(extra), weight=100)],
        missing=draw(st.sampled_from(["zero", "leave_out"])),
        min_answered=draw(st.sampled_from([0, 0.6])),
    )
    appraised = [(*key, got, "verified") for key, got in found.items() if key[0] in reports]
    return situation(reports, *appraised, by=by)


ITEMS = st.sampled_from(["overall", "use", "share", "new"])
DESCENTS = st.sampled_from([NO_MERGER, merged(x="a b"), merged(x="a b c", d="e"), merged(a="b")])


@settings(deadline=None, max_examples=40)
@given(before=situations("abcdef"), now=situations("abcdefx"), descent=DESCENTS, item=ITEMS)
def test_the_parts_add_up_to_the_whole_on_any_history(before, now, descent, item):
    rows = split(before, now, descent, item)

    scores = rows.filter(pl.col("change").is_not_null())
    ranks = rows.filter(pl.col("rank_change").is_not_null())
    assert scores.select(pl.sum_horizontal(SCORE_CAUSES))["merger"].to_list() == pytest.approx(
        scores["change"].to_list(), abs=1e-9
    )
    assert ranks.select(pl.sum_horizontal([f"rank_{c}" for c in RANK_CAUSES])).to_series().to_list() == (
        ranks["rank_change"].to_list()
    )
    assert rows.select(pl.col(SCORE_CAUSES).is_null() == pl.col("change").is_null()).to_series().all()


@settings(deadline=None, max_examples=20)
@given(before=situations("abcdef"), now=situations("abcdef"), item=ITEMS)
def test_both_ends_are_what_the_judge_says(before, now, item):
    rows = split(before, now, NO_MERGER, item)

    for end, prefix, key in ((before, "previous_", "origin"), (now, "", "unit")):
        found = judge(end.answers, end.appraisals, end.units, end.instrument).filter(pl.col("item") == item)
        expected = {unit: (score, rank) for unit, score, rank in found.select("unit", "score", "rank").iter_rows()}
        told = rows.filter(pl.col(key).is_in(end.units.implode()))
        for unit, score, rank in told.select(key, f"{prefix}score", f"{prefix}rank").iter_rows():
            assert (score, rank) == pytest.approx(expected.get(unit, (None, None)), abs=1e-9)


@settings(deadline=None, max_examples=20)
@given(before=situations("abcdef"), other=situations("a"), item=ITEMS)
def test_the_same_answers_under_another_instrument_moved_by_method_alone(before, other, item):
    again = Situation(before.answers, before.appraisals, before.units, other.instrument)

    rows = split(before, again, NO_MERGER, item)

    others = [cause for cause in RANK_CAUSES if cause != "method"]
    assert rows.select(pl.sum_horizontal(pl.col(SCORE_CAUSES).abs()) - pl.col("method").abs()).to_series().sum() == 0
    assert rows.select(pl.sum_horizontal(pl.col([f"rank_{cause}" for cause in others]).abs())).to_series().sum() == 0


def test_a_contribution_names_the_indicator_and_what_came_or_went():
    before = situation({"a": {"have": 40, "all": 100, "m": 25}, "b": {"m": 25}})
    now = situation(
        {"a": {"have": 50, "all": 100, "m": 20}, "b": {"have": 40, "all": 100}}, ("a", "marked", 18, "verified")
    )

    assert contributions(before, now, NO_MERGER, "overall").sort("unit", "indicator").rows() == [
        ("a", "marked", -5.0, -2.0, None),
        ("a", "share", 5.0, 0.0, None),
        ("b", "marked", 0.0, 0.0, "no_longer"),
        ("b", "share", 0.0, 0.0, "newly"),
    ]


@settings(deadline=None, max_examples=30)
@given(before=situations("abcdef"), now=situations("abcdefx"), descent=DESCENTS, item=ITEMS)
def test_contributions_add_up_to_the_parts_of_the_unit(before, now, descent, item):
    if item not in {"overall", *(each.id for each in (*now.instrument.pillars, *now.instrument.indicators))}:
        return
    parts = split(before, now, descent, item).drop_nulls("change").unique("unit").sort("unit")

    sums = contributions(before, now, descent, item).group_by("unit").agg(pl.sum("own", "appraisal"))

    found = parts.select("unit").join(sums, on="unit", how="left").fill_null(0.0).sort("unit")
    for cause in ("own", "appraisal"):
        assert found[cause].to_list() == pytest.approx(parts[cause].to_list(), abs=1e-9)
