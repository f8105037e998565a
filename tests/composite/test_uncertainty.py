import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.composite import (
    Framework,
    FrameworkError,
    Indicator,
    aggregate,
    bands,
    indistinguishable,
    leave_one_out,
    normalise,
    rank,
    simulate,
    top_probability,
    uncertainty,
)
from metrics.composite.many_ranks import quantiles, rank_draws
from tests.composite import naive
from tests.composite.strategies import worlds

COLUMNS = ["unit", "rank_nominal", "rank_mean", "rank_median", "rank_q05", "rank_q95"]
EVERYTHING = ("weights", "imputation", "treatment", "normalisation", "aggregation", "indicators")


def country(units=40, gaps=True, seed=2):
    """Two pillars of three indicators, some cells missing."""
    framework = Framework(
        [
            Indicator("index", None),
            Indicator("p", "index", weight=2),
            Indicator("q", "index", weight=1),
            *(Indicator(f"p{place}", "p", weight=1 + place) for place in range(3)),
            *(Indicator(f"q{place}", "q", direction=-1) for place in range(3)),
        ]
    )
    draw = np.random.default_rng(seed)
    values = draw.normal(size=(units, 6)) + draw.normal(size=(units, 1))
    if gaps:
        values[draw.random((units, 6)) < 0.1] = np.nan
    frame = pl.DataFrame({"unit": [f"u{place}" for place in range(units)]}).with_columns(
        pl.Series(leaf, values[:, place], nan_to_null=True) for place, leaf in enumerate(framework.leaves)
    )
    return frame, framework


def weight_sets(framework, draws, seed=0):
    draw = np.random.default_rng(seed).uniform(0.1, 5, (draws, len(framework.codes)))
    return pl.DataFrame(draw, schema=list(framework.codes))


def by_hand(frame, framework, sets, powers):
    """Rank statistics of given weights, one ranking after another."""
    values = {leaf: frame[leaf].to_list() for leaf in framework.leaves}
    root = framework.roots[0]
    nominal = naive.ranks(naive.aggregate(values, framework, powers)[root])
    runs = [
        naive.ranks(naive.aggregate(values, framework, powers, weights=row)[root]) for row in sets.iter_rows(named=True)
    ]
    rows = []
    for unit, name in enumerate(frame["unit"]):
        ranks = [run[unit] for run in runs]
        if nominal[unit] is None:
            rows.append((name, None, None, None, None, None))
            continue
        low, middle, high = (naive.quantile(ranks, share) for share in (0.05, 0.5, 0.95))
        rows.append((name, nominal[unit], sum(ranks) / len(ranks), middle, low, high))
    return rows


@pytest.mark.parametrize(
    ("mean", "power"),
    [
        ("arithmetic", [1.0, 1.0]),
        ("geometric", [0.0, 0.0]),
        ("harmonic", [-1.0, -1.0]),
        (["geometric", 1], [0.0, 1.0]),
        (2, [2.0, 2.0]),
    ],
)
@pytest.mark.parametrize("gaps", [True, False])
def test_given_weights_give_the_ranks_that_a_computation_by_hand_gives(mean, power, gaps):
    frame, framework = country(units=12, gaps=gaps)
    scores = normalise(frame, framework, lower=1)
    sets = weight_sets(framework, draws=30)

    found = uncertainty(scores, framework, weight_sets=sets, mean=mean)

    powers = {code: power[framework.level[code] - 1] for code in framework.aggregates}
    assert found.columns == COLUMNS
    for row, expected in zip(found.rows(), by_hand(scores, framework, sets, powers), strict=True):
        assert row[0] == expected[0]
        assert naive.close(row[1:], expected[1:])


@settings(max_examples=40)
@given(worlds(), st.integers(0, 1000))
def test_the_same_on_random_trees(world, seed):
    framework, frame = world
    sets = weight_sets(framework, draws=5, seed=seed)

    found = uncertainty(frame, framework, weight_sets=sets)

    powers = dict.fromkeys(framework.aggregates, 1.0)
    for row, expected in zip(found.rows(), by_hand(frame, framework, sets, powers), strict=True):
        assert naive.close(row[1:], expected[1:])


def test_given_weights_are_rescaled_within_each_parent():
    frame, framework = country()
    scores = normalise(frame, framework)
    sets = weight_sets(framework, draws=20)

    rescaled = sets.with_columns(pl.col("p0", "p1", "p2") * 7, pl.col("p", "q") / 100).drop("index")

    assert_frame_equal(
        uncertainty(scores, framework, weight_sets=rescaled), uncertainty(scores, framework, weight_sets=sets)
    )


def test_unusable_weights_are_told_draw_by_draw():
    frame, framework = country()
    sets = weight_sets(framework, draws=2).with_columns(p=pl.Series([1.0, -1.0]), q0=0.0, q1=0.0, q2=0.0)

    with pytest.raises(FrameworkError) as refused:
        uncertainty(frame, framework, weight_sets=sets)

    assert refused.value.faults == (
        "weights, row 1: p is -1; give a number from 0",
        "weights, row 0: the children of q sum to 0",
        "weights, row 1: the children of q sum to 0",
    )


def test_without_noise_every_rank_is_the_nominal_one():
    frame, framework = country()
    scores = normalise(frame, framework)

    found = uncertainty(scores, framework, draws=50, noise=0)

    assert found["rank_nominal"].to_list() == rank(aggregate(scores, framework))["index"].to_list()
    for column in COLUMNS[2:]:
        assert found[column].to_list() == found["rank_nominal"].to_list()


@pytest.mark.parametrize("vary", [("weights",), EVERYTHING])
def test_one_seed_gives_one_answer_for_any_number_of_threads(vary):
    frame, framework = country(units=60)
    frame = frame if len(vary) > 1 else normalise(frame, framework)

    first = uncertainty(frame, framework, draws=3000, seed=5, vary=vary)

    assert_frame_equal(uncertainty(frame, framework, draws=3000, seed=5, vary=vary, threads=3), first)
    assert not uncertainty(frame, framework, draws=3000, seed=6, vary=vary).equals(first)


def test_a_smaller_run_is_the_beginning_of_a_larger_one():
    frame, framework = country()
    scores = normalise(frame, framework)

    few, many = (simulate(scores, framework, draws=draws).places for draws in (100, 1000))

    assert (many[:, :100] == few).all()


def test_varying_one_more_factor_leaves_the_draws_of_the_others():
    frame, framework = country()

    alone = simulate(frame, framework, draws=400, vary=("normalisation",))
    joined = simulate(
        frame, framework, draws=400, vary=("normalisation", "imputation"), alternatives={"imputation": ["none"]}
    )

    assert (alone.places == joined.places).all()


@pytest.mark.parametrize("shape", ["uniform", "dirichlet"])
def test_more_noise_widens_the_ranges(shape):
    frame, framework = country()
    scores = normalise(frame, framework)

    def width(noise):
        found = uncertainty(scores, framework, draws=2000, noise=noise, shape=shape)
        return (found["rank_q95"] - found["rank_q05"]).mean()

    assert 0 == width(0) < width(0.1) < width(0.25) < width(0.5) < width(1)


def test_dirichlet_strays_about_as_far_as_uniform():
    framework = Framework([Indicator("index", None), *(Indicator(code, "index") for code in "abcd")])
    from metrics.composite.draws import draw_weights, stream

    spread = {}
    for shape in ("uniform", "dirichlet"):
        weights = draw_weights(framework, stream(1, "weights"), 40_000, 0.25, shape)[:, 1:]
        shares = weights / weights.sum(axis=1, keepdims=True)
        spread[shape] = shares[:, 0].std() / shares[:, 0].mean()

    assert spread["dirichlet"] == pytest.approx(0.25 / 3**0.5, rel=0.02)
    assert spread["uniform"] == pytest.approx(spread["dirichlet"], rel=0.2)


def test_units_without_a_score_have_no_rank_and_take_none():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index")])
    scores = pl.DataFrame({"unit": ["x", "none", "y"], "a": [3.0, None, 1.0], "b": [3.0, None, 1.0]})

    assert uncertainty(scores, framework, draws=10).rows() == [
        ("x", 1, 1, 1, 1, 1),
        ("none", None, None, None, None, None),
        ("y", 2, 2, 2, 2, 2),
    ]


def test_a_draw_without_a_score_does_not_count_for_the_unit():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index")])
    scores = pl.DataFrame({"unit": ["x", "only b", "y"], "a": [3.0, None, 1.0], "b": [3.0, 2.0, 1.0]})
    sets = pl.DataFrame({"a": [1.0, 1.0], "b": [1.0, 0.0]})

    assert uncertainty(scores, framework, weight_sets=sets).rows() == [
        ("x", 1, 1, 1, 1, 1),
        ("only b", 2, 2, 2, 2, 2),
        ("y", 3, 2.5, 2.5, 2.05, 2.95),
    ]


@pytest.mark.parametrize("vary", [("weights",), ("normalisation",), EVERYTHING])
def test_one_unit_and_no_unit_are_no_reason_to_stumble(vary):
    frame, framework = country(units=1, gaps=False)

    assert uncertainty(frame, framework, draws=20, vary=vary).row(0)[1:] == (1, 1, 1, 1, 1)
    assert uncertainty(frame.head(0), framework, draws=20, vary=vary).rows() == []


def test_raw_values_are_prepared_in_every_way_that_is_drawn():
    frame, framework = country()

    found = {
        method: rank(aggregate(normalise(frame, framework, method), framework))["index"].to_list()
        for method in ("minmax", "zscore", "percentile")
    }
    sample = simulate(frame, framework, draws=60, vary=("normalisation",))

    drawn = {tuple(places) for places in sample.places.T.tolist()}
    assert drawn == {tuple(places) for places in found.values()}
    assert sample.nominal.tolist() == found["minmax"]


def test_means_are_drawn_about_the_nominal_one():
    frame, framework = country(gaps=False)
    scores = normalise(frame, framework, lower=1)

    sample = simulate(
        scores,
        framework,
        draws=40,
        vary=("aggregation",),
        mean="harmonic",
        alternatives={"aggregation": ["geometric", 2]},
    )

    ranks = {mean: rank(aggregate(scores, framework, mean))["index"].to_list() for mean in ("harmonic", "geometric", 2)}
    assert sample.nominal.tolist() == ranks["harmonic"]
    assert {tuple(places) for places in sample.places.T.tolist()} == {tuple(ranks["geometric"]), tuple(ranks[2])}


def test_means_that_the_scores_do_not_allow_are_refused_before_anything_runs():
    frame, framework = country(gaps=False)

    with pytest.raises(FrameworkError, match="is not above 0, which the mean of p needs; normalise with lower=1"):
        uncertainty(normalise(frame, framework), framework, vary=("weights", "aggregation"))


def test_indicators_are_left_out_one_at_a_time():
    frame, framework = country()
    scores = normalise(frame, framework)

    sample = simulate(scores, framework, draws=300, vary=("indicators",))

    without = leave_one_out(scores, framework).filter(pl.col("left_out").is_in(framework.leaves))
    ranks = {tuple(part["rank"]) for _, part in without.group_by("left_out", maintain_order=True)}
    nominal = tuple(int(place) for place in sample.nominal)
    assert {tuple(places) for places in sample.places.T.tolist()} == ranks | {nominal}


def test_leaving_out_tells_who_moves_by_how_much():
    framework = Framework(
        [Indicator("index", None), Indicator("a", "index", weight=2), Indicator("p", "index"), Indicator("b", "p")]
    )
    scores = pl.DataFrame({"unit": ["x", "y", "z"], "a": [3.0, 2.0, 1.0], "b": [1.0, 2.0, None]})

    assert leave_one_out(scores, framework).rows() == [
        ("a", "x", 1, 2, -1),
        ("a", "y", 2, 1, 1),
        ("a", "z", 3, None, None),
        ("p", "x", 1, 1, 0),
        ("p", "y", 2, 2, 0),
        ("p", "z", 3, 3, 0),
        # not included: b, the only child of its parent; to leave it out is to leave out p
    ]


def test_groups_are_taken_alone():
    frame, framework = country(units=20)
    scores = normalise(frame, framework).with_columns(type=pl.Series(["s", "t"] * 10))

    found = uncertainty(scores, framework, draws=100, by="type")

    assert found["unit"].to_list() == scores["unit"].to_list()
    alone = uncertainty(scores.filter(pl.col("type") == "t"), framework, draws=100)
    assert_frame_equal(found.filter(scores["type"] == "t"), alone)


def test_any_aggregate_can_be_ranked():
    frame, framework = country()
    scores = normalise(frame, framework)

    found = uncertainty(scores, framework, draws=10, noise=0, index="q")

    assert found["rank_nominal"].to_list() == rank(aggregate(scores, framework))["q"].to_list()


def test_copeland_is_simulated_too():
    frame, framework = country(units=10)

    found = uncertainty(frame, framework, draws=5, noise=0, mean="copeland")

    by_score = rank(aggregate(frame, framework, "copeland"))["index"]
    assert found["rank_nominal"].to_list() == found["rank_mean"].to_list() == by_score.to_list()


@given(worlds(), st.sampled_from([0.0, 0.25, 1.0]))
def test_ranges_hold_their_median_and_stay_within_the_field(world, noise):
    framework, frame = world

    found = uncertainty(frame, framework, draws=25, noise=noise).drop_nulls()

    assert (found["rank_q05"] >= 1).all()
    assert (found["rank_q05"] <= found["rank_median"]).all()
    assert (found["rank_median"] <= found["rank_q95"]).all()
    assert (found["rank_q95"] <= found.height).all()


@given(worlds(least=2), st.sampled_from(["arithmetic", "geometric"]))
def test_equal_units_share_rank_range_and_band(world, mean):
    framework, frame = world
    frame = pl.concat([frame, frame.with_columns(pl.col("unit") + "'")])

    sample = simulate(frame, framework, draws=40, mean=mean)
    found = uncertainty(frame, framework, draws=40, mean=mean).drop("unit")
    band = bands(sample)["band"]

    half = frame.height // 2
    assert_frame_equal(found.head(half), found.tail(half))
    assert band.head(half).to_list() == band.tail(half).to_list()


def test_odds_of_the_first_places_count_draws():
    frame, framework = country(gaps=False)
    sample = simulate(normalise(frame, framework), framework, draws=500)

    found = top_probability(sample, 10)

    assert found["top"].sum() == pytest.approx(10)
    assert found["top"].to_list() == [float((places <= 10).mean()) for places in sample.places]
    assert top_probability(sample, 40)["top"].to_list() == [1] * 40


def test_a_band_ends_where_its_first_beats_the_next():
    framework = Framework([Indicator("index", None), Indicator("a", "index"), Indicator("b", "index")])
    scores = pl.DataFrame(
        {
            "unit": ["third", "first", "none", "close", "equal"],
            "a": [1.0, 9.0, None, 5.0, 9.0],
            "b": [1.0, 5.0, None, 8.9, 5.0],
        }
    )
    sample = simulate(scores, framework, draws=400)

    assert bands(sample).rows() == [("third", 2), ("first", 1), ("none", None), ("close", 1), ("equal", 1)]
    pairs = indistinguishable(sample)
    assert pairs.select("unit", "other").rows() == [
        ("first", "close"),
        ("first", "equal"),
        ("close", "first"),
        ("close", "equal"),
        ("equal", "first"),
        ("equal", "close"),
    ]
    assert pairs["ahead"][1] == 0.5
    assert pairs["ahead"][0] + pairs["ahead"][2] == 1
    with pytest.raises(FrameworkError, match=r"^confidence is 0.5; give a share above 0.5, up to 1$"):
        bands(sample, 0.5)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"vary": ("wieghts",)},
            "vary: wieghts is not known; "
            "choose from weights, imputation, treatment, normalisation, aggregation, indicators",
        ),
        ({"vary": "weights"}, "vary 'weights': give a tuple, ('weights',)"),
        ({"vary": ("weights", "weights")}, "vary: name each factor once"),
        ({"draws": 0}, "draws is 0; give 1 or more"),
        ({"noise": 1.5}, "noise is 1.5; give a share from 0 to 1"),
        ({"shape": "normal"}, "shape normal: not known; choose one of uniform, dirichlet"),
        (
            {"alternatives": {"mean": ["geometric"]}},
            "alternatives: mean is not known; choose from imputation, treatment, normalisation, aggregation",
        ),
        (
            {"alternatives": {"treatment": ["log"], "normalisation": []}},
            "alternatives: normalisation has none; give at least one\n"
            "alternatives: treatment log is not known; choose from none, treated",
        ),
        ({"index": "r"}, "index r: not in the framework; the codes are index, p, q, p0, p1, p2, q0, q1, q2"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, message):
    frame, framework = country()

    with pytest.raises(FrameworkError) as refused:
        uncertainty(frame, framework, **options)

    assert str(refused.value) == message


@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 0.1 + 0.2, 0.3, 1.0, 2.5, 7.0, float("nan")]), min_size=6, max_size=6),
        min_size=1,
        max_size=6,
    )
)
def test_many_rankings_at_once_agree_with_one_after_another(rows):
    places = rank_draws(np.array(rows))

    for row, found in zip(rows, places.T.tolist(), strict=True):
        values = [None if np.isnan(value) else value for value in row]
        assert [place or None for place in found] == naive.ranks(values)


def test_more_units_than_sixteen_bits_can_number_are_ranked():
    scores = np.random.default_rng(0).permutation(70_000).astype(float)

    assert (rank_draws(scores[None, :])[:, 0] == 70_000 - scores).all()


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.floats(0, 1))
def test_quantiles_are_of_type_seven_and_pass_over_gaps(places, share):
    ranked = [place for place in places if place > 0]

    found = quantiles(np.array([places], dtype=np.uint16), (share,))[0, 0]

    assert np.isnan(found) if not ranked else found == pytest.approx(naive.quantile(ranked, share))
