"""Random trees and random data for them."""

import polars as pl
from hypothesis import strategies as st

from metrics.composite import Framework, Indicator

WEIGHTS = st.floats(0.1, 10)


@st.composite
def frameworks(draw, most=12):
    """Trees of uneven depth: each new code hangs from any earlier one."""
    size = draw(st.integers(2, most))
    parents = [None, *(draw(st.integers(0, place - 1)) for place in range(1, size))]
    return Framework(
        Indicator(
            f"c{place}",
            None if parent is None else f"c{parent}",
            direction=draw(st.sampled_from([1, -1])),
            weight=draw(WEIGHTS),
            lower=0,
            upper=100,
        )
        for place, parent in enumerate(parents)
    )


@st.composite
def frames(draw, framework, values=None, gaps=True, least=1):
    units = draw(st.integers(least, 8))
    values = st.floats(1, 100) if values is None else values
    cell = st.one_of(values, values, st.none()) if gaps else values
    columns = {leaf: draw(st.lists(cell, min_size=units, max_size=units)) for leaf in framework.leaves}
    schema = {"unit": pl.String, **dict.fromkeys(columns, pl.Float64)}
    return pl.DataFrame({"unit": [f"u{place}" for place in range(units)], **columns}, schema=schema)


@st.composite
def worlds(draw, **options):
    framework = draw(frameworks())
    return framework, draw(frames(framework, **options))
