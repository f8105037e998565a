"""How indicators hang together: correlation, reliability of a scale, principal components."""

from collections.abc import Callable

import numpy as np
import polars as pl

from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Floats, read
from metrics.composite.ranking import ascending

Correlation = Callable[[Floats, Floats], float]


def correlations(frame: pl.DataFrame, framework: Framework, method: str = "pearson") -> pl.DataFrame:
    """One row per pair of codes that the frame holds, leaves and aggregates: `correlation` and `units` counted.

    Pairs come once, in the framework's order. Over the units that have both; null where fewer than two have, or where
    either is the same for all. "pearson"; "spearman", the same of ranks, ties in the middle; "kendall", tau-b.
    Give normalised scores: directions are not applied here.
    OECD/JRC Handbook (2008), section 1.4 and Step 4 of part 2, multivariate analysis.
    """
    if method not in CORRELATIONS:
        raise FrameworkError([f"method {method}: not known; choose one of {', '.join(CORRELATIONS)}"])
    codes = [code for code in framework.codes if code in frame.columns]
    values = read(frame, codes)
    rows = []
    for place, code in enumerate(codes):
        for further in range(place + 1, len(codes)):
            both = ~np.isnan(values[:, [place, further]]).any(axis=1)
            figure = CORRELATIONS[method](values[both, place], values[both, further])
            rows.append((code, codes[further], None if np.isnan(figure) else figure, int(both.sum())))
    schema = {"code": pl.String, "other": pl.String, "correlation": pl.Float64, "units": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def cronbach_alpha(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per aggregate: Cronbach's alpha of the scale that its leaves form, and what it was computed from.

    `alpha = k / (k - 1) · (1 - Σ var(x) / var(Σ x))` over the units with a value for all k leaves below; null under
    two leaves, two such units, or where the sum does not vary. Above 0.7 is commonly taken as reliable. Give
    normalised scores. OECD/JRC Handbook (2008), section 1.4 and Step 4 of part 2, Cronbach coefficient alpha.
    """
    rows = []
    for code in (code for code in framework.codes if framework.children[code]):
        items = complete_rows(read(frame, framework.leaves_below(code)))
        rows.append((code, items.shape[1], items.shape[0], _alpha(items)))
    schema = {"code": pl.String, "items": pl.Int64, "units": pl.Int64, "alpha": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def pca(frame: pl.DataFrame, framework: Framework, of: str | None = None) -> pl.DataFrame:
    """One row per principal component, counted from 1 by `component`, and leaf, with its `loading` on it.

    Of the correlation matrix of the leaves below `of` (the root if not said), over the units that have them all.
    `share` is the part of the variance that the component explains, `cumulative` with those before it, `loading` the
    correlation of the leaf with it; the largest loading of a component is positive. Leaves that do not vary are left
    out; no row where fewer than two units or leaves remain.
    OECD/JRC Handbook (2008), section 1.4 and Step 4 of part 2, principal component analysis.
    """
    codes = framework.leaves_below(framework.index(of))
    values = complete_rows(read(frame, codes))
    varying = np.ptp(values, axis=0) > 0 if len(values) else np.zeros(len(codes), dtype=bool)
    kept = [code for code, varies in zip(codes, varying, strict=True) if varies]
    eigenvalues, loadings = components(values[:, varying])
    shares = eigenvalues / max(1, len(kept))
    rows = [
        (component + 1, eigenvalues[component], shares[component], shares[: component + 1].sum(), code, loading)
        for component in range(len(eigenvalues))
        for code, loading in zip(kept, loadings[:, component], strict=True)
    ]
    return pl.DataFrame(rows, schema=PCA_SCHEMA, orient="row")


PCA_SCHEMA = {
    "component": pl.Int64,
    "eigenvalue": pl.Float64,
    "share": pl.Float64,
    "cumulative": pl.Float64,
    "code": pl.String,
    "loading": pl.Float64,
}


def components(values: Floats) -> tuple[Floats, Floats]:
    """The eigenvalues of the correlation matrix, largest first, and the loadings, one column per component."""
    if min(values.shape) < 2:  # noqa: PLR2004 - a correlation needs two units and two columns
        return np.empty(0), np.empty((values.shape[1], 0))
    eigenvalues, vectors = np.linalg.eigh(np.corrcoef(values, rowvar=False))
    eigenvalues, vectors = np.maximum(eigenvalues[::-1], 0.0), vectors[:, ::-1]
    largest = np.abs(vectors).argmax(axis=0)
    signs = np.sign(vectors[largest, np.arange(vectors.shape[1])])
    return eigenvalues, vectors * signs * np.sqrt(eigenvalues)


def complete_rows(values: Floats) -> Floats:
    return values[~np.isnan(values).any(axis=1)]


def pearson(first: Floats, second: Floats) -> float:
    """`Σ dx dy / sqrt(Σ dx² Σ dy²)` over the units that have both; NaN where it is not defined."""
    both = ~(np.isnan(first) | np.isnan(second))
    first, second = first[both], second[both]
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) == 0:  # noqa: PLR2004 - one point has no direction
        return np.nan
    across, along = first - first.mean(), second - second.mean()
    return float(np.clip(across @ along / np.sqrt((across @ across) * (along @ along)), -1, 1))


def spearman(first: Floats, second: Floats) -> float:
    return pearson(ascending(first, ties="average"), ascending(second, ties="average"))


def kendall(first: Floats, second: Floats) -> float:
    """tau-b: agreeing less disagreeing pairs, over the geometric mean of the pairs not tied in each."""
    agreement = untied_first = untied_second = 0.0
    for place in range(1, len(first)):  # one row of pairs at a time keeps memory linear
        across = np.sign(first[place] - first[:place])
        along = np.sign(second[place] - second[:place])
        agreement += across @ along
        untied_first += across @ across
        untied_second += along @ along
    if untied_first == 0 or untied_second == 0:
        return np.nan
    return float(agreement / np.sqrt(untied_first * untied_second))


CORRELATIONS: dict[str, Correlation] = {"pearson": pearson, "spearman": spearman, "kendall": kendall}


def _alpha(items: Floats) -> float | None:
    units, count = items.shape
    if count < 2 or units < 2 or np.ptp(items.sum(axis=1)) == 0:  # noqa: PLR2004 - a scale needs two items and two units
        return None
    return float(count / (count - 1) * (1 - items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1)))
