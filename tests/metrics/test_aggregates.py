"""Means of groups, movement, gaps, targets and strength of evidence, each against a world written out."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import Norm, Price, Target
from metrics import change, evidence, gaps, groups, targets
from metrics.judge import judge
from tests.metrics.world import answers, appraisals, indicator, instrument, named, question, units

PRICE = Price(id="line", name_vi="x", name_en="x", million_dong=5, as_of=date(2026, 1, 1), source="test")


def norm(**fields):
    raw = named("n", difficulty="networks", have="lines", rate=1, unit_vi="x", unit_en="x", as_of=date(2026, 1, 1))
    return Norm.model_validate(raw | {"source": "test", "price": "line"} | fields)


def target(**fields):
    raw = named("t", decision="x", at_least=80, of="have", out_of="all", due=date(2026, 12, 31), source="test")
    return Target.model_validate(raw | fields)


def test_a_mean_states_both_its_weights_and_keeps_groups_without_a_score():
    scores = pl.DataFrame({"unit": ["a", "b", "c", "d"], "score": [90.0, 30.0, None, 50.0]})
    where = pl.DataFrame(
        {
            "unit": ["a", "b", "c", "d", "e", "f"],
            "province": ["01", "01", "01", "04", "08", None],
            # d told no weight; c has no score, so that its weight does not count
            "weight": [1.0, 3.0, 1000.0, None, 5.0, 9.0],
        }
    )

    assert groups.means(scores, where, "province").rows() == [
        ("01", 3, 2, 60.0, 45.0, 4.0),
        ("04", 1, 1, 50.0, None, 0.0),
        ("08", 1, 0, None, None, 0.0),
    ]


def test_a_newcomer_moves_the_headline_but_not_the_like_for_like_mean():
    before = pl.DataFrame({"unit": ["a", "b", "gone"], "score": [50.0, 70.0, 90.0], "rank": [3, 2, 1]})
    now = pl.DataFrame({"unit": ["a", "b", "new"], "score": [60.0, 70.0, 5.0], "rank": [2, 1, 3]})

    moved = change.movement(now, before)

    assert moved.select("unit", "change", "rank_change").rows() == [
        ("a", 10.0, 1),
        ("b", 0.0, 1),
        ("gone", None, None),
        ("new", None, None),
    ]
    assert change.headline(moved).row(0, named=True) == {
        "mean": 45.0,
        "previous_mean": 70.0,
        "units": 3,
        "previous_units": 3,
        "like_mean": 65.0,
        "like_previous": 60.0,
        "like_units": 2,
        "newcomers": 1,
        "gone": 1,
    }


@pytest.mark.parametrize(
    ("asked", "fields", "expected"),
    [
        # have, need, shortfall, cost, state
        ({"lines": 2, "schools": 5}, {"per": "schools"}, (2, 5, 3, 15, "short")),
        ({"lines": 9, "schools": 5}, {"per": "schools"}, (9, 5, 0, 0, "met")),
        ({"lines": 0, "schools": 5}, {"per": "schools", "rate": 0.5}, (0, 2.5, 2.5, 12.5, "short")),
        ({"lines": None, "schools": 5}, {"per": "schools"}, (None, 5, None, None, "no_data")),
        ({"lines": 2}, {"per": "schools"}, (2, None, None, None, "no_data")),
        ({"lines": "NOT_AVAILABLE", "schools": 5}, {"per": "schools"}, (None, 5, None, None, "no_data")),
        ({"lines": "NOT_APPLICABLE", "schools": 5}, {"per": "schools"}, (None, 5, None, None, "not_applicable")),
        ({"lines": 1}, {"rate": 3}, (1, 3, 2, 10, "short")),
        ({"lines": 1}, {"rate": 3, "price": None}, (1, 3, 2, None, "short")),
        # of what comes in whole pieces the need is rounded up
        ({"lines": 0, "schools": 5}, {"per": "schools", "rate": 0.5, "whole": True}, (0, 3, 3, 15, "short")),
        ({"lines": 2.5, "schools": 3}, {"per": "schools", "whole": True}, (2.5, 3, 1, 5, "short")),
        ({"lines": 2, "schools": 5}, {"per": "schools", "rate": 0.4, "whole": True}, (2, 2, 0, 0, "met")),
        # not rounded up: 0.07 × 100 is 7.000000000000001
        ({"lines": 7, "schools": 100}, {"per": "schools", "rate": 0.07, "whole": True}, (7, 7, 0, 0, "met")),
        ({"lines": 0, "schools": 0}, {"per": "schools", "whole": True}, (0, 0, 0, 0, "met")),
        ({"lines": None, "schools": 5}, {"per": "schools", "whole": True}, (None, 5, None, None, "no_data")),
    ],
)
def test_an_unknown_gap_is_neither_a_gap_nor_none(asked, fields, expected):
    wanted = norm(**fields)

    frame = gaps.gaps(answers(a=asked), {"n": ["a"]}, [wanted], {"line": PRICE})

    assert frame.select("have", "need", "shortfall", "cost", "state").rows() == [expected]


def test_gap_totals_agree_however_they_are_grouped_and_keep_the_unknown_apart():
    given_answers = answers(
        a={"lines": 1, "schools": 4},
        b={"lines": 9, "schools": 4},
        c={"schools": 4},
        d={"lines": "NOT_APPLICABLE", "schools": 4},
    )
    where = pl.DataFrame({"unit": list("abcde"), "province": ["01", "01", "04", "04", "04"]})
    frame = gaps.gaps(given_answers, {"n": ["a", "b", "c", "d"]}, [norm(per="schools")], {"line": PRICE})
    columns = ["have", "need", "shortfall", "cost", "units", "short", "met", "no_data", "share"]

    by_province = gaps.totals(frame, where, ["province"])
    nation = gaps.totals(frame, where, [])

    assert by_province.select("province", *columns).rows() == [
        # b's spare lines do not close a's gap
        ("01", 10.0, 8.0, 3.0, 15.0, 2, 1, 1, 0, 0.375),
        ("04", 0.0, 0.0, None, None, 1, 0, 0, 1, None),
    ]
    assert nation.select(columns).rows() == [(10.0, 8.0, 3.0, 15.0, 3, 1, 1, 1, 0.375)]


KINDS = {"lines": norm(per="schools", rate=0.3, whole=True), "people": norm(id="people", per="schools", rate=0.07)}


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(0, 20),
            st.integers(0, 99),
            st.sampled_from(["01", "04"]),
            st.sampled_from(["a", "b"]),
        ),
        min_size=1,
    )
)
def test_gaps_and_costs_by_unit_province_and_type_add_up_to_the_nation(rows):
    ids = [f"u{n}" for n in range(len(rows))]
    given_answers = answers(**{id_: {"lines": row[0], "schools": row[1]} for id_, row in zip(ids, rows, strict=True)})
    where = pl.DataFrame(
        {"unit": ids, "owner": ids, "province": [row[2] for row in rows], "institution_type": [row[3] for row in rows]}
    )
    frame = gaps.gaps(given_answers, {"n": ids, "people": ids}, KINDS.values(), {"line": PRICE})
    columns = ["shortfall", "cost", "units", "short", "met", "no_data"]

    nation = gaps.totals(frame, where, []).sort("norm").select(columns)

    assert nation["cost"].sum() == pytest.approx(5 * frame["shortfall"].sum())
    for by in ("owner", "province", "institution_type"):
        parts = gaps.totals(frame, where, [by]).group_by("norm").agg(pl.sum(columns)).sort("norm").select(columns)
        assert parts.fill_null(0).to_dict(as_series=False) == {
            name: pytest.approx(values) for name, values in nation.fill_null(0).to_dict(as_series=False).items()
        }


def test_a_target_is_pooled_over_those_who_answered_all_it_needs():
    given_answers = answers(
        small={"have": 3, "all": 3},
        large={"have": 150, "all": 300},
        # not included: half an answer, and an absence
        half={"have": 1000},
        absent={"have": "NOT_AVAILABLE", "all": 500},
    )
    wanted = [
        target(at_least=50),
        target(id="count", of="have", out_of=None, at_least=5000),
        target(id="unasked", of="strange", out_of="all"),
        # not included: nothing tracks it
        target(id="untracked", of=None, out_of=None),
    ]

    assert targets.progress(given_answers, wanted).rows() == [
        ("t", pytest.approx(100 * 153 / 303), 50.0, 2, True),
        ("count", 1153.0, 5000.0, 3, False),
        ("unasked", None, 80.0, 0, None),
    ]


def test_totals_say_how_many_answered_and_null_where_nobody_did():
    given_answers = answers(a={"have": 3}, b={"have": 0}, c={"have": "NOT_AVAILABLE"})

    assert targets.totals(given_answers, ["all", "have"]).rows() == [("all", None, 0), ("have", 3.0, 2)]


def test_strength_of_evidence_is_the_share_of_points_earned():
    judged = instrument(
        [
            indicator("i", 10, "marks", "m0", pillar="teach", strength="measured"),
            indicator("j", 30, "marks", "m1", pillar="teach"),
            indicator("k", 20, "marks", "m2", pillar="run"),
        ],
        *(question(f"m{n}", "marks") for n in range(3)),
        pillars=[named("teach", points=40, weight=50), named("run", points=20, weight=50)],
        overall={"note_vi": "x", "note_en": "x"},
    )
    seen = appraisals(("a", "k", 10.0, "verified"))
    frame = judge(answers(a={"m0": 5, "m1": 15, "m2": 20}, silent={}), seen, units("a", "silent"), judged)

    assert evidence.strength(frame, seen, judged).rows() == [
        # unit, item, measured, verified, declared
        ("a", "overall", pytest.approx(5 / 30), pytest.approx(10 / 30), pytest.approx(15 / 30)),
        ("a", "run", 0.0, 1.0, 0.0),
        ("a", "teach", 0.25, 0.0, 0.75),
    ]
