from itertools import product

import numpy as np
import polars as pl
import pytest

from metrics.composite import Framework, FrameworkError, Indicator, aggregate, impute, normalise, rank, sensitivity
from metrics.composite.variance import estimated_indices, exact_indices

COLUMNS = ["factor", "s1", "s1_low", "s1_high", "st", "st_low", "st_high"]


def country(units=30):
    framework = Framework(
        [
            Indicator("index", None),
            *(Indicator(f"p{pillar}", "index", weight=1 + pillar) for pillar in range(3)),
            *(Indicator(f"x{place}", f"p{place % 3}") for place in range(9)),
        ]
    )
    draw = np.random.default_rng(3)
    values = np.exp(draw.normal(size=(units, 9)))
    values[draw.random((units, 9)) < 0.08] = np.nan
    frame = pl.DataFrame({"unit": range(units)}).with_columns(
        pl.Series(leaf, values[:, place], nan_to_null=True) for place, leaf in enumerate(framework.leaves)
    )
    return frame, framework


def ishigami(x):
    """Known indices: s1 0.3139, 0.4424, 0; st 0.5576, 0.4424, 0.2437 (Saltelli et al. 2008, The Primer)."""
    x = np.pi * (2 * x - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def pick_freeze(function, factors, runs, seed):
    draw = np.random.default_rng(seed)
    a, b = draw.random((runs, factors)), draw.random((runs, factors))
    mixed = []
    for factor in range(factors):
        both = a.copy()
        both[:, factor] = b[:, factor]
        mixed.append(function(both))
    return estimated_indices(function(a), function(b), np.stack(mixed), draw)


def test_estimates_agree_with_a_function_whose_indices_are_known():
    found = pick_freeze(ishigami, factors=3, runs=20_000, seed=1)

    assert found["s1"] == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found["st"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_an_additive_function_has_no_interactions():
    found = pick_freeze(lambda x: x @ [1.0, 2.0, 4.0], factors=3, runs=4000, seed=2)

    assert found["s1"] == pytest.approx(np.array([1, 4, 16]) / 21, abs=0.03)
    assert found["st"] == pytest.approx(found["s1"], abs=0.05)


def test_intervals_hold_the_truth_about_nine_times_in_ten():
    truth = np.array([0.3139, 0.4424, 0.0])
    hits = []
    for seed in range(60):
        found = pick_freeze(ishigami, factors=3, runs=300, seed=seed)
        hits.append((found["s1_low"] <= truth) & (truth <= found["s1_high"]))

    assert 0.8 < np.mean(hits) < 0.98


def test_outcomes_far_from_zero_are_centred_first():
    near = pick_freeze(ishigami, factors=3, runs=500, seed=5)
    far = pick_freeze(lambda x: ishigami(x) + 1e6, factors=3, runs=500, seed=5)

    assert far["s1"] == pytest.approx(near["s1"], abs=1e-6)


def test_a_full_factorial_is_decomposed_exactly():
    one, two = np.array([0.0, 1.0, 5.0]), np.array([0.0, 3.0])

    additive = exact_indices(one[:, None] + two[None, :])
    joint = exact_indices(np.array([[1.0, -1.0], [-1.0, 1.0]]))

    share = one.var() / (one.var() + two.var())
    assert additive["s1"] == pytest.approx([share, 1 - share])
    assert additive["st"] == pytest.approx(additive["s1"])
    assert joint["s1"] == pytest.approx([0, 0])
    assert joint["st"] == pytest.approx([1, 1])


def test_choices_among_few_are_all_computed():
    frame, framework = country()
    vary = ("imputation", "normalisation", "aggregation")

    found = sensitivity(frame, framework, vary=vary)

    nominal = None
    shifts = []
    for imputation, method, mean in product(
        ["none", "mean", "median"], ["minmax", "zscore", "percentile"], ["arithmetic", "geometric"]
    ):
        scores = normalise(impute(frame, framework, imputation), framework, method, 1, 100)
        if method == "zscore":  # all columns alike moved onto 1..100
            cells = scores.select(framework.leaves).to_numpy()
            low, high = np.nanmin(cells), np.nanmax(cells)
            scores = scores.with_columns((pl.col(framework.leaves) - low) * 99 / (high - low) + 1)
        ranks = rank(aggregate(scores, framework, mean))["index"].to_numpy()
        nominal = ranks if nominal is None else nominal
        shifts.append(np.abs(ranks - nominal).mean())
    expected = exact_indices(np.array(shifts).reshape(3, 3, 2))
    assert found.columns == COLUMNS
    assert found["factor"].to_list() == list(vary)
    for column in COLUMNS[1:]:
        assert found[column].to_list() == pytest.approx(expected[column])
    assert found["s1"].to_list() == found["s1_low"].to_list() == found["s1_high"].to_list()


def test_weights_among_the_factors_make_it_an_estimate_with_intervals():
    frame, framework = country()

    found = sensitivity(frame, framework, draws=2000, vary=("weights", "normalisation", "aggregation"))

    assert found["factor"].to_list() == ["weights", "normalisation", "aggregation"]
    for index in ("s1", "st"):
        assert (found[f"{index}_low"] < found[index]).all()
        assert (found[index] < found[f"{index}_high"]).all()
    assert (found["st"] > found["s1"] - 0.1).all()
    assert found["s1"].sum() < 1.1


def test_an_estimate_comes_close_to_the_exact_indices():
    frame, framework = country()
    vary = ("imputation", "normalisation", "aggregation")

    exact = sensitivity(frame, framework, vary=vary)
    estimate = sensitivity(frame, framework, draws=4000, noise=0, vary=("weights", *vary)).tail(3)

    assert estimate["s1"].to_list() == pytest.approx(exact["s1"].to_list(), abs=0.06)
    assert estimate["st"].to_list() == pytest.approx(exact["st"].to_list(), abs=0.06)


def test_a_single_factor_explains_everything():
    frame, framework = country()

    found = sensitivity(normalise(frame, framework), framework, draws=500, vary=("weights",))

    assert found["s1"].item() == pytest.approx(1, abs=0.1)
    assert found["st"].item() == pytest.approx(1, abs=0.1)


def test_where_nothing_varies_there_is_nothing_to_share_out():
    frame, framework = country()

    found = sensitivity(normalise(frame, framework), framework, draws=50, noise=0, vary=("weights",))

    assert found.rows() == [("weights", None, None, None, None, None, None)]
    alone = sensitivity(frame, framework, vary=("normalisation",), alternatives={"normalisation": ["minmax"]})
    assert alone.rows() == [("normalisation", None, None, None, None, None, None)]


def test_what_drives_the_rank_of_one_unit():
    frame, framework = country()

    found = sensitivity(frame, framework, vary=("normalisation", "aggregation"), unit=7)

    assert found["factor"].to_list() == ["normalisation", "aggregation"]
    assert not found.equals(sensitivity(frame, framework, vary=("normalisation", "aggregation")))
    with pytest.raises(FrameworkError, match=r"^unit 99: stands 0 times in the frame$"):
        sensitivity(frame, framework, vary=("normalisation",), unit=99)


def test_one_seed_gives_one_answer_for_any_number_of_threads():
    frame, framework = country()

    first = sensitivity(frame, framework, draws=100, seed=4)

    assert sensitivity(frame, framework, draws=100, seed=4, threads=3).equals(first)
    assert not sensitivity(frame, framework, draws=100, seed=5).equals(first)


def test_options_that_make_no_sense_are_refused():
    frame, framework = country()

    with pytest.raises(FrameworkError, match=r"^vary: name at least one factor$"):
        sensitivity(frame, framework, vary=())
    with pytest.raises(FrameworkError, match=r"^draws is 1; give 2 or more$"):
        sensitivity(frame, framework, draws=1)
