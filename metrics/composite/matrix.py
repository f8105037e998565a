"""Frames become matrices of floats, one row per unit, and become frames again."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from metrics.composite.framework import UNIT, Framework, FrameworkError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NAMED_AT_MOST = 10
UNTHREADED = 262_144


def read(frame: pl.DataFrame, codes: Sequence[str]) -> Floats:
    """One row per unit, one column per code; NaN where the frame has null or NaN.

    Missing, wordy and infinite columns are refused, all at once. Columns lie together in memory, as in the frame.
    """
    if faults := list(_column_faults(frame, codes)):
        raise FrameworkError(faults)
    values = (
        frame.select(pl.col(codes).cast(pl.Float64)).to_numpy(order="fortran") if codes else np.empty((frame.height, 0))
    )
    if np.isinf(values).any():
        raise FrameworkError(
            f"{cell} is infinite; give a number, or leave it empty" for cell in cells(frame, codes, np.isinf(values))
        )
    return np.asarray(values, dtype=np.float64)


def write(frame: pl.DataFrame, codes: Sequence[str], values: Floats) -> pl.DataFrame:
    """The frame with a column per code replaced or added; null where the matrix has NaN."""
    return frame.with_columns(
        pl.Series(code, np.ascontiguousarray(values[:, column]), nan_to_null=True) for column, code in enumerate(codes)
    )


def multiply(left: Floats, right: Floats) -> Floats:
    """The matrix product, in tiles too small for the BLAS library to start threads of its own.

    Its threads wait for each other on a busy machine (fifty times as long as the product takes), and how many there
    are would show in the last digits.
    """
    rows, columns = _tile(left.shape[0], left.shape[1], right.shape[1])
    whole = np.empty((left.shape[0], right.shape[1]))
    for top in range(0, left.shape[0], rows):
        for start in range(0, right.shape[1], columns):
            part = whole[top : top + rows, start : start + columns]
            np.matmul(left[top : top + rows], right[:, start : start + columns], out=part)
    return whole


def nominal_weights(framework: Framework) -> Floats:
    """One row, one column per code of the framework."""
    return np.array([[indicator.weight for indicator in framework.indicators]], dtype=np.float64)


def rows_of_groups(frame: pl.DataFrame, by: str | None) -> list[Integers]:
    """The rows of each group of a column, in order of appearance, nulls a group; one group of all without a column."""
    if by is None or not frame.height:
        return [np.arange(frame.height)]
    if by not in frame.columns:
        raise FrameworkError([f"by: column {by} is missing; the frame has {', '.join(frame.columns)}"])
    rows = frame.select(by).with_row_index("row").group_by(by, maintain_order=True).agg("row")["row"]
    return [np.asarray(group, dtype=np.int64) for group in rows]


def cells(frame: pl.DataFrame, codes: Sequence[str], chosen: Flags) -> Iterator[str]:
    """The chosen cells by name, at most ten and then how many more."""
    places = np.argwhere(chosen)
    for row, column in places[:NAMED_AT_MOST]:
        yield f"unit {frame[UNIT][int(row)]}, {codes[column]}"
    if len(places) > NAMED_AT_MOST:
        yield f"and {len(places) - NAMED_AT_MOST} more cells: each"


def _tile(rows: int, inner: int, columns: int) -> tuple[int, int]:
    """As square as can be; OpenBLAS works alone up to 262,144 multiplications."""
    size = max(1, UNTHREADED // max(1, inner))
    height = max(1, min(rows, int(size**0.5)))
    return height, max(1, min(columns, size // height))


def _column_faults(frame: pl.DataFrame, codes: Sequence[str]) -> Iterator[str]:
    schema = dict(zip(frame.columns, frame.dtypes, strict=True))
    for code in (UNIT, *codes):
        if code not in schema:
            yield f"column {code} is missing; the frame has {', '.join(schema)}"
    for code in codes:
        dtype = schema.get(code, pl.Float64())
        if not (dtype.is_numeric() or dtype == pl.Null):
            yield f"column {code} holds {dtype}; give numbers"
