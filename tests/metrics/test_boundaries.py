"""One movement on two maps: means over the units of the parts, and values of the whole never divided."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from metrics.boundaries import merged, parted
from metrics.groups import means

SUCCESSOR = {"02": "08", "08": "08", "01": "01", "48": "48", "49": "48"}  # the code 08 was given to another province
MEANS = {"province": pl.String, "units": pl.UInt32, "scored": pl.UInt32, "simple": pl.Float64}
WEIGHTED = {"weighted": pl.Float64, "weight": pl.Float64}


def old(*rows):
    return pl.DataFrame(rows, schema={**MEANS, **WEIGHTED}, orient="row")


def test_old_provinces_become_new_ones_by_units_and_by_weights():
    rows = old(
        ("02", 2, 1, 40.0, 40.0, 100.0),
        ("08", 3, 3, 60.0, 70.0, 300.0),
        ("01", 1, 1, 50.0, 50.0, 10.0),
        ("48", 1, 0, None, None, 0.0),  # nobody reported
        ("49", 1, 1, 80.0, None, 0.0),  # reported, but without a weight
    )

    assert merged(rows, SUCCESSOR).rows() == [
        ("08", 5, 4, 55.0, 62.5, 400.0),
        ("01", 1, 1, 50.0, 50.0, 10.0),
        ("48", 2, 1, 80.0, None, 0.0),
    ]


UNITS = st.lists(
    st.tuples(
        st.sampled_from(list(SUCCESSOR)),
        st.none() | st.floats(0, 100),
        st.none() | st.floats(1, 1e6),
    ),
    min_size=1,
    max_size=30,
)


@given(UNITS)
def test_merging_means_gives_the_means_over_all_units(rows):
    units = pl.DataFrame(
        [(str(number), province, score, weight) for number, (province, score, weight) in enumerate(rows)],
        schema={"unit": pl.String, "province": pl.String, "score": pl.Float64, "weight": pl.Float64},
        orient="row",
    )
    scores = units.select("unit", "score")
    new = units.with_columns(pl.col("province").replace_strict(SUCCESSOR))

    found = merged(means(scores, units, "province"), SUCCESSOR)

    # as many decimals as a sum taken in another order keeps
    expected = means(scores, new, "province")
    assert_frame_equal(found, expected, check_dtypes=False, rel_tol=1e-9, abs_tol=1e-9)


@given(UNITS)
def test_both_maps_count_the_same_units_to_the_last_one(rows):
    whole = [(str(n), province, score, weight and round(weight)) for n, (province, score, weight) in enumerate(rows)]
    schema = {"unit": pl.String, "province": pl.String, "score": pl.Float64, "weight": pl.Int64}
    units = pl.DataFrame(whole, schema=schema, orient="row")
    own = means(units.select("unit", "score"), units, "province")
    counts = pl.sum("units", "scored", "weight")

    new = merged(own, SUCCESSOR)
    back = parted(new, SUCCESSOR)

    assert own["units"].sum() == len(rows)
    assert new.select(counts).row(0) == back.unique("whole").select(counts).row(0) == own.select(counts).row(0)
    # not so over all parts: the figures of a whole stand on each of them, here on two
    merged_units = sum(province in ("02", "08", "48", "49") for province, *_ in rows)
    assert back["units"].sum() == len(rows) + merged_units


def test_a_value_of_the_whole_stands_on_each_part_and_is_not_divided():
    rows = pl.DataFrame({"province": ["08", "01"], "units": [5, 1], "simple": [55.0, 50.0]})

    assert parted(rows, SUCCESSOR).rows() == [
        ("02", "08", True, 5, 55.0),
        ("08", "08", True, 5, 55.0),
        ("01", "01", False, 1, 50.0),  # became a new province alone
        ("48", "48", True, None, None),
        ("49", "48", True, None, None),
    ]


@pytest.mark.parametrize("rows", [old(), old(("01", 1, 0, None, None, 0.0))])
def test_nothing_known_stays_unknown(rows):
    assert merged(rows, SUCCESSOR)["simple"].drop_nulls().is_empty()
