import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from metrics.composite import Framework, FrameworkError, Indicator, correlations, cronbach_alpha, pca
from metrics.composite.multivariate import CORRELATIONS

TREE = Framework(
    [
        Indicator("index", None),
        Indicator("p", "index"),
        *(Indicator(code, "p") for code in "abc"),
        Indicator("d", "index"),
    ]
)


def related(units=50):
    draw = np.random.default_rng(7)
    common = draw.normal(size=units)
    return pl.DataFrame(
        {
            "unit": range(units),
            **{code: common + draw.normal(size=units) for code in "abc"},
            "d": draw.normal(size=units),
        }
    )


PAIRS = st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=25)


@pytest.mark.parametrize(
    ("method", "oracle"), [("pearson", stats.pearsonr), ("spearman", stats.spearmanr), ("kendall", stats.kendalltau)]
)
@given(pairs=PAIRS)
def test_correlations_agree_with_scipy(method, oracle, pairs):
    one, other = np.array(pairs, dtype=float).T
    assume(np.ptp(one) > 0 < np.ptp(other))

    assert CORRELATIONS[method](one, other) == pytest.approx(oracle(one, other).statistic, abs=1e-9)


def test_every_pair_that_the_frame_holds_stands_once():
    frame = pl.DataFrame(
        {
            "unit": [1, 2, 3, 4],
            "a": [1, 2, 3, None],
            "b": [3, 2, 1, 5],
            "c": [1, 1, 1, 1],
            "d": [None, None, 1, 2],
            "p": [1, 2, 3, 4],
        }
    )

    assert correlations(frame, TREE).rows() == [
        ("p", "a", 1, 3),
        ("p", "b", pytest.approx(0.37796447300922725), 4),
        ("p", "c", None, 4),  # the same for all
        ("p", "d", 1, 2),
        ("a", "b", -1, 3),
        ("a", "c", None, 3),
        ("a", "d", None, 1),  # one unit has both
        ("b", "c", None, 4),
        ("b", "d", 1, 2),
        ("c", "d", None, 2),
    ]
    with pytest.raises(FrameworkError, match=r"^method tau: not known; choose one of pearson, spearman, kendall$"):
        correlations(frame, TREE, "tau")


def test_alpha_of_drawn_items():
    frame = pl.DataFrame(
        {"unit": range(5), "a": [1, 2, 3, 4, None], "b": [2, 1, 4, 3, 9], "c": [1, 3, 2, 4, 9], "d": [4, 3, 2, 1, 9]}
    )

    assert cronbach_alpha(frame, TREE).rows() == [
        # each item has variance 5/3; the sums are 8, 9, 11, 12 for index and 4, 6, 9, 11 for p
        ("index", 4, 4, pytest.approx(4 / 3 * (1 - (20 / 3) / (10 / 3)))),
        ("p", 3, 4, pytest.approx(3 / 2 * (1 - 5 / (29 / 3)))),
    ]


def test_alpha_is_null_where_it_cannot_be_told():
    framework = Framework(
        [Indicator("index", None), Indicator("p", "index"), Indicator("a", "p"), Indicator("b", "index")]
    )
    frame = pl.DataFrame({"unit": range(3), "a": [1.0, 2.0, 3.0], "b": [3.0, 2.0, 1.0]})

    assert cronbach_alpha(frame, framework).rows() == [("index", 2, 3, None), ("p", 1, 3, None)]


def test_components_explain_all_variance_and_load_as_they_correlate():
    frame = related()

    found = pca(frame, TREE)

    assert found.columns == ["component", "eigenvalue", "share", "cumulative", "code", "loading"]
    per_component = found.unique("component", maintain_order=True)
    assert per_component["eigenvalue"].sum() == pytest.approx(4)
    assert per_component["cumulative"].to_list()[-1] == pytest.approx(1)
    assert per_component["eigenvalue"].to_list() == pytest.approx(
        sorted(np.linalg.eigvalsh(np.corrcoef(frame.drop("unit").to_numpy().T)), reverse=True)
    )
    first = found.filter(pl.col("component") == 1)
    assert first["code"].to_list() == ["a", "b", "c", "d"]
    assert (first["loading"] ** 2).sum() == pytest.approx(first["eigenvalue"][0])
    assert first["loading"].max() == first["loading"].abs().max()


def test_components_of_a_pillar_leave_out_what_does_not_vary_and_units_with_gaps():
    frame = related().with_columns(c=pl.lit(1.0), a=pl.when(pl.col("unit") == 3).then(None).otherwise("a"))

    assert pca(frame, TREE, of="p").height == 2 * 2
    assert set(pca(frame, TREE, of="p")["code"]) == {"a", "b"}
    assert pca(frame.head(1), TREE).height == 0
