"""What could be bought, in which order, and what a budget buys, against worlds written out and against trying all."""

from datetime import date
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import Norm, Price
from metrics import gaps, investment
from metrics.judge import judge
from tests.metrics.world import answers, appraisals, indicator, instrument, named, question, units


def norm(id_, have, per, **fields):
    raw = named(id_, difficulty="networks", have=have, per=per, rate=1, unit_vi="x", unit_en="x", price=id_)
    return Norm.model_validate(raw | {"as_of": date(2026, 1, 1), "source": "test", "whole": True} | fields)


def price(id_, million_dong):
    return Price(**named(id_, million_dong=million_dong, as_of=date(2026, 1, 1), source="test"))


NORMS = [norm("line", "lines", "sites"), norm("room", "wired", "rooms")]
PRICES = {"line": price("line", 10), "room": price("room", 20)}
JUDGED = instrument(
    [
        indicator("i_lines", 30, "percent", "lines", out_of="sites", worst=0, best=100),
        indicator("i_rooms", 20, "percent", "wired", out_of="rooms", steps=[{"at_least": 100, "points": 20}]),
        indicator("i_plan", 50, "number", "plan", worst=0, best=10, pillar="run"),
    ],
    *(question(id_) for id_ in ("lines", "sites", "wired", "rooms", "plan")),
    pillars=[named("use", points=50, weight=60), named("run", points=50, weight=40)],
    overall={"note_vi": "x", "note_en": "x"},
)
TOLD = answers(
    a={"lines": 1, "sites": 4, "wired": 8, "rooms": 10, "plan": 5},
    b={"lines": 4, "sites": 4, "wired": 0, "rooms": 5, "plan": 5},
    c={"sites": 4, "wired": 5, "rooms": 5, "plan": 5},
)
LEARNERS = pl.DataFrame({"unit": ["a", "c"], "learners": [400.0, 900.0]})


NOBODY = appraisals()


def world(told=TOLD, prices=PRICES, seen=NOBODY):
    ids = told["unit"].unique(maintain_order=True).to_list()
    found = gaps.gaps(told, {"line": ids, "room": ids}, NORMS, prices)
    gains = investment.gained(told, seen, found, NORMS, JUDGED)
    return investment.items(found, NORMS, prices, LEARNERS, gains)


def table(**columns):
    """Items as `items` gives them, of one unit each, with whole costs in billion đồng."""
    frame = pl.DataFrame(columns).with_columns(
        norm=pl.lit("line"), need=pl.col("pieces") * 1.0, shortfall=pl.col("pieces") * 1.0, cost=pl.col("cost") * 1000.0
    )
    return frame.with_columns((pl.col("learners", "points") / pl.col("cost") * 1000).name.suffix("_per_billion"))


def test_what_could_be_bought_is_each_priced_gap_with_what_it_reaches_and_gains():
    frame = world()

    assert frame.sort("unit", "norm").rows() == [
        # unit, norm, need, shortfall, pieces, cost, learners, points, learners and points per billion
        ("a", "line", 4.0, 3.0, 3, 30.0, 300.0, pytest.approx(27.0), 10_000.0, pytest.approx(900)),
        ("a", "room", 10.0, 2.0, 2, 40.0, 80.0, pytest.approx(24.0), 2_000.0, pytest.approx(600)),
        # b did not tell its learners: unknown, not none
        ("b", "room", 5.0, 5.0, 5, 100.0, None, pytest.approx(24.0), None, pytest.approx(240)),
        # not included: b's lines and c's rooms, which are there; c's lines, of which nothing is known
    ]


def test_a_reviewers_reduction_stays_when_a_gap_is_closed():
    # a claims 7.5 of 30 points for its lines, and was given 5; of its rooms nobody took anything
    seen = appraisals(("a", "i_lines", 5.0, "verified"), ("a", "i_plan", 10.0, "verified"))

    frame = world(seen=seen).filter(unit="a").sort("norm")

    assert frame["points"].to_list() == [pytest.approx(27.0), pytest.approx(24.0)]


def test_an_indicator_that_is_full_already_gains_nothing():
    seen = appraisals(("a", "i_lines", 30.0, "verified"))

    assert world(seen=seen).filter(unit="a", norm="line")["points"].to_list() == [0.0]


def test_without_an_overall_score_the_points_are_unknown():
    plain = instrument([indicator("i", 10, "percent", "lines", out_of="sites", worst=0, best=100)], question("sites"))
    found = gaps.gaps(TOLD, {"line": ["a"]}, NORMS[:1], PRICES)

    gains = investment.gained(
        TOLD, appraisals(), found, NORMS, plain.knowing({"lines": question("lines"), "sites": question("sites")})
    )

    assert gains.rows() == [("a", "line", None)]


@settings(max_examples=40)
@given(st.lists(st.tuples(*(st.integers(0, 6),) * 5), min_size=1, max_size=4))
def test_points_gained_are_those_of_a_unit_that_answers_as_if_the_gap_were_closed(rows):
    told = {
        f"u{n}": {"lines": lines, "sites": sites, "wired": wired, "rooms": rooms, "plan": plan}
        for n, (lines, sites, wired, rooms, plan) in enumerate(rows)
    }
    closed = {id_: {**row, "lines": max(row["lines"], row["sites"])} for id_, row in told.items()}

    def score(given):
        frame = judge(answers(**given), appraisals(), units(*given), JUDGED).filter(kind="overall")
        return dict(frame.select("unit", "score").iter_rows())

    before, after = score(told), score(closed)
    for row in world(answers(**told)).filter(norm="line").iter_rows(named=True):
        assert row["points"] == pytest.approx(after[row["unit"]] - before[row["unit"]], abs=1e-9)


def test_the_order_changes_when_a_price_changes():
    dearer = PRICES | {"line": price("line", 200)}

    first = investment.order(world(), "learners").select("unit", "norm", "place").rows()
    then = investment.order(world(prices=dearer), "learners").select("unit", "norm", "place").rows()

    assert first == [("a", "line", 1), ("a", "room", 2), ("b", "room", None)]
    assert then == [("a", "room", 1), ("a", "line", 2), ("b", "room", None)]


def test_equals_share_a_place_and_are_listed_by_the_other_measure_then_the_cheaper_then_by_id():
    frame = table(
        unit=["e", "d", "c", "b", "a", "none", "unknown"],
        pieces=[1] * 7,
        cost=[1, 1, 2, 1, 1, 1, 1],
        learners=[9.0, 9.0, 18.0, 9.0, 10.0, 0.0, None],
        points=[1.0, 1.0, 2.0, 2.0, 0.0, 9.0, 9.0],
    )

    assert investment.order(frame, "learners").select("unit", "place").rows() == [
        ("a", 1),
        ("b", 2),
        ("d", 2),
        ("e", 2),
        ("c", 2),
        ("none", 6),
        ("unknown", None),
    ]


def test_a_budget_buys_learners_by_the_piece_and_points_by_the_whole_gap():
    by_learners = investment.plan(world(), 50, "learners")
    by_points = investment.plan(world(), 50, "points")

    columns = ["unit", "norm", "bought", "spent", "reached"]
    assert by_learners.rows.select(columns).rows() == [
        ("a", "line", 3, 30.0, 300.0),
        ("a", "room", 1, 20.0, 40.0),
        ("b", "room", 0, 0.0, None),  # not bought: nobody knows whom it reaches
    ]
    assert (by_learners.worth, by_learners.at_most, by_learners.exact) == (340.0, 340.0, True)
    assert by_points.rows.select(columns).rows() == [
        ("a", "line", 3, 30.0, 300.0),
        ("a", "room", 0, 0.0, 0.0),  # not bought: one of two rooms would gain nothing
        ("b", "room", 0, 0.0, None),
    ]
    assert by_points.worth == pytest.approx(27.0)


def test_what_does_not_come_in_pieces_is_bought_whole_or_not_at_all():
    loose = [norm("line", "lines", "sites", rate=0.6, whole=False)]
    found = gaps.gaps(TOLD, {"line": ["a"]}, loose, PRICES)
    frame = investment.items(
        found, loose, PRICES, LEARNERS, pl.DataFrame({"unit": ["a"], "norm": ["line"], "points": [1.0]})
    )

    bought = [investment.plan(frame, budget, "learners").rows["spent"].item() for budget in (13.9, 14)]

    assert bought == [0.0, pytest.approx(14)]


ITEMS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5
)


@pytest.mark.parametrize("by", ["learners", "points"])
@given(rows=ITEMS, budget=st.integers(0, 60))
def test_a_budget_closes_what_trying_all_finds(by, rows, budget):
    frame = table(
        unit=[f"u{n}" for n in range(len(rows))],
        pieces=[row[0] for row in rows],
        cost=[row[0] * row[1] for row in rows],
        learners=[row[0] * row[2] * 1.0 for row in rows],
        points=[row[0] * row[3] * 1.0 for row in rows],
    )
    steps = [range(row[0] + 1) if by == "learners" else (0, row[0]) for row in rows]
    worth = 2 if by == "learners" else 3
    best = max(
        sum(n * row[worth] for n, row in zip(choice, rows, strict=True))
        for choice in product(*steps)
        if sum(n * row[1] for n, row in zip(choice, rows, strict=True)) <= budget
    )

    plan = investment.plan(frame, budget * 1000, by)

    assert plan.exact
    assert plan.worth == pytest.approx(best)
    assert plan.rows["spent"].sum() <= budget * 1000 + 1e-6
