"""What each indicator weighs: by decree, by points, by variance, or so that it counts as much as it should."""

from collections.abc import Callable

import numpy as np
import polars as pl

from metrics.composite.aggregation import generalised_mean
from metrics.composite.framework import Framework, FrameworkError
from metrics.composite.matrix import Floats, Integers, read
from metrics.composite.multivariate import complete_rows, components

Weigher = Callable[[Floats, Floats], Floats]

FEWEST_UNITS = 3
KAISER = 1.0
TURNS = 100
SETTLED = 1e-12


def effective_weights(framework: Framework) -> pl.DataFrame:
    """One row per leaf: the product of its share among its siblings and those of its forebears; they sum to 1 per root.

    This is what one point of the leaf adds to the index where every mean is arithmetic and nothing is missing.
    OECD/JRC Handbook (2008), section 1.6, weighting and aggregation.
    """
    shares = nominal_shares(framework)
    rows = [(leaf, _along_the_path(framework, shares, leaf)) for leaf in framework.leaves]
    return pl.DataFrame(rows, schema={"code": pl.String, "effective_weight": pl.Float64}, orient="row")


def equal_weights(framework: Framework) -> pl.DataFrame:
    """One row per code, `weight` its share among its siblings: the same for each of them.

    As `budget_weights`, `pca_weights` and `balance_weights` do, it gives what `Framework.with_weights` takes:
    `framework.with_weights(dict(equal_weights(framework).iter_rows()))`. OECD/JRC Handbook (2008), section 1.6.
    """
    return _frame(framework, {code: 1 / max(1, len(_siblings(framework, code))) for code in framework.codes})


def budget_weights(framework: Framework, points: pl.DataFrame) -> pl.DataFrame:
    """One row per code, `weight` its share among its siblings: the mean of what each expert gave it.

    `points` has a row per expert and a column per code; each expert's points are turned into shares within each
    parent first, so that generous experts count no more than others. Points below 0, missing ones and parents to
    whose children an expert gave nothing are refused. OECD/JRC Handbook (2008), Step 6: budget allocation process.
    """
    given = read_weight_sets(points, framework)
    shares = given.copy()
    for places in _families(framework):
        shares[:, places] = given[:, places] / given[:, places].sum(axis=1, keepdims=True)
    return _frame(framework, dict(zip(framework.codes, shares.mean(axis=0).tolist(), strict=True)))


def pca_weights(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per code, `weight` its share among its siblings, from the factors behind them; never below 0.

    Of each family of siblings the components with an eigenvalue above 1 are kept (at least one) and turned by varimax;
    a child weighs its highest squared loading, relative to its siblings. Correlated indicators thus share a weight
    instead of counting twice. Aggregates are computed upward with the weights found. Over the units that have all
    siblings; where fewer than three have, or fewer than two vary, the nominal shares stay; a child that does not vary
    keeps its own. OECD/JRC Handbook (2008), Step 6: principal components and factor analysis.
    """
    return _weigh_upward(frame, framework, _by_factors)


def balance_weights(frame: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """One row per code, `weight` its share among its siblings, such that each counts as much as it nominally weighs.

    What a child counts is its correlation with its parent, relative to those of its siblings. With R the correlations
    of the siblings and t their nominal shares, the weights on standardised scores solve `min ‖R v - t‖` under v >= 0:
    exactly, `corr(child, parent) ∝ t`, wherever that needs no weight below 0, else as near as can be. From the leaves
    upward, each parent computed with the weights found (arithmetic mean). Units and exceptions as in `pca_weights`.
    OECD/JRC Handbook (2008), section 1.6, and Becker, Saisana, Paruolo and Vandecasteele, Weights and importance in
    composite indicators, Ecological Indicators 80 (2017).
    """
    return _weigh_upward(frame, framework, _by_importance)


def nominal_shares(framework: Framework) -> dict[str, float]:
    """The weight of each code as a share of its siblings'; 1 for a root."""
    shares = dict.fromkeys(framework.roots, 1.0)
    for children in framework.children.values():
        total = sum(framework[child].weight for child in children)
        shares |= {child: framework[child].weight / total for child in children}
    return shares


def read_weight_sets(sets: pl.DataFrame, framework: Framework) -> Floats:
    """One row per set, one column per code of the framework; a root may be left out. Unusable sets are refused."""
    roots = [root for root in framework.roots if root not in sets.columns]
    values = read(sets.with_columns(pl.lit(1.0).alias(root) for root in roots).with_row_index("unit"), framework.codes)
    faults = [
        f"weights, row {row}: {framework.codes[place]} is {values[row, place]:g}; give a number from 0"
        for row, place in np.argwhere(~(values >= 0))
    ]
    faults += [
        f"weights, row {row}: the children of {framework[framework.codes[places[0]]].parent} sum to 0"
        for places in _families(framework)
        for row in np.flatnonzero(values[:, places].sum(axis=1) == 0)
    ]
    if faults:
        raise FrameworkError(faults)
    return values


def _families(framework: Framework) -> list[list[int]]:
    """The places, among the codes, of each parent's children."""
    place = {code: column for column, code in enumerate(framework.codes)}
    return [[place[child] for child in children] for children in framework.children.values() if children]


def _siblings(framework: Framework, code: str) -> tuple[str, ...]:
    parent = framework[code].parent
    return (code,) if parent is None else framework.children[parent]


def _along_the_path(framework: Framework, shares: dict[str, float], code: str) -> float:
    parent = framework[code].parent
    return shares[code] * (1.0 if parent is None else _along_the_path(framework, shares, parent))


def _frame(framework: Framework, weights: dict[str, float]) -> pl.DataFrame:
    rows = [(code, weights[code]) for code in framework.codes]
    return pl.DataFrame(rows, schema={"code": pl.String, "weight": pl.Float64}, orient="row")


def _weigh_upward(frame: pl.DataFrame, framework: Framework, weigher: Weigher) -> pl.DataFrame:
    shares = nominal_shares(framework)
    scores = dict(zip(framework.leaves, read(frame, framework.leaves).T, strict=True))
    for parent in framework.aggregates:
        children = framework.children[parent]
        below = np.stack([scores[child] for child in children], axis=1)
        nominal = np.array([shares[child] for child in children])
        found = _where_it_varies(complete_rows(below), nominal, weigher)
        shares |= dict(zip(children, found.tolist(), strict=True))
        scores[parent] = generalised_mean(below.T[:, None, :], found[None, :], power=1.0)[0]
    return _frame(framework, shares)


def _where_it_varies(values: Floats, nominal: Floats, weigher: Weigher) -> Floats:
    """The weigher's shares for the children that vary and are to count, the nominal ones for the others."""
    if len(values) < FEWEST_UNITS:
        return nominal
    chosen = (np.ptp(values, axis=0) > 0) & (nominal > 0)
    if chosen.sum() < 2:  # noqa: PLR2004 - one alone has no sibling to be weighed against
        return nominal
    found = nominal.copy()
    weights = weigher(values[:, chosen], nominal[chosen])
    found[chosen] = weights / weights.sum() * nominal[chosen].sum()
    return found


def _by_importance(values: Floats, nominal: Floats) -> Floats:
    correlation = np.asarray(np.corrcoef(values, rowvar=False), dtype=np.float64)
    standardised = nonnegative_least_squares(correlation, nominal / nominal.sum())
    return np.asarray(standardised / values.std(axis=0))


def _by_factors(values: Floats, _nominal: Floats) -> Floats:
    eigenvalues, loadings = components(values)
    kept = max(1, int((eigenvalues > KAISER + SETTLED).sum()))
    return np.asarray((varimax(loadings[:, :kept]) ** 2).max(axis=1))


def varimax(loadings: Floats) -> Floats:
    """The loadings turned so that each indicator loads on as few factors as can be (Kaiser 1958)."""
    turn = np.eye(loadings.shape[1])
    reached = 0.0
    for _ in range(TURNS):
        turned = loadings @ turn
        target = turned**3 - turned * (turned**2).mean(axis=0)
        left, sizes, right = np.linalg.svd(loadings.T @ target)
        turn = left @ right
        if sizes.sum() <= reached * (1 + SETTLED):
            break
        reached = sizes.sum()
    return loadings @ turn


def nonnegative_least_squares(matrix: Floats, aim: Floats) -> Floats:
    """The x >= 0 that minimises `‖matrix x - aim‖` (Lawson and Hanson 1974, chapter 23)."""
    solution = np.zeros(matrix.shape[1])
    free: Integers = np.empty(0, dtype=np.int64)
    for _ in range(3 * matrix.shape[1]):
        gradient = matrix.T @ (aim - matrix @ solution)
        gradient[free] = -np.inf
        enters = int(gradient.argmax())
        if gradient[enters] <= SETTLED:
            break
        free = np.append(free, enters)
        while True:
            trial = np.linalg.lstsq(matrix[:, free], aim, rcond=None)[0]
            if (trial > 0).all():
                break
            falling = trial <= 0
            ahead = solution[free][falling] / (solution[free][falling] - trial[falling])
            solution[free] += ahead.min() * (trial - solution[free])
            solution[solution < SETTLED] = 0.0
            free = free[solution[free] > 0]
        solution[:] = 0.0
        solution[free] = trial
    return solution
