"""The same definitions a second time, one number after another, in plain Python: slow, and hard to get wrong."""

import math


def close(found, expected):
    """Whether two lists agree to nine digits, gaps included."""
    return len(found) == len(expected) and all(
        a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
        for a, b in zip(found, expected, strict=True)
    )


def mean_of(values, weights, power):
    """Weighted generalised mean of what is present; None where nothing weighs."""
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None and weight > 0]
    mass = math.fsum(weight for _, weight in pairs)
    if not pairs:
        return None
    if power == 0:
        return math.exp(math.fsum(weight * math.log(value) for value, weight in pairs) / mass)
    return (math.fsum(weight * value**power for value, weight in pairs) / mass) ** (1 / power)


def copeland(rows, weights):
    """One row per unit: over the others, the weight of wins plus half that of ties, among what both have."""
    scores = []
    for one, mine in enumerate(rows):
        total = 0.0
        for other, theirs in enumerate(rows):
            shared = [
                (a, b, weight)
                for a, b, weight in zip(mine, theirs, weights, strict=True)
                if a is not None and b is not None
            ]
            if one == other or all(value is None for value in theirs):
                continue
            mass = sum(weight for *_, weight in shared)
            won = sum(weight * (1.0 if a > b else 0.5 if a == b else 0.0) for a, b, weight in shared)
            total += won / mass if mass else 0.5
        scores.append(None if all(value is None for value in mine) else total)
    return scores


def aggregate(scores, framework, powers, min_available=0.0, weights=None):
    """`scores` holds a list of values per code, one per unit; the aggregates are added to a copy."""
    scores = dict(scores)
    weights = weights or {indicator.code: indicator.weight for indicator in framework.indicators}
    pending = [code for code in framework.codes if code not in scores]
    while pending:
        code = next(code for code in pending if all(child in scores for child in framework.children[code]))
        children = framework.children[code]
        rows = list(zip(*(scores[child] for child in children), strict=True))
        shares = [weights[child] for child in children]
        if powers[code] == "copeland":
            means = copeland(rows, shares)
        else:
            means = [mean_of(row, shares, powers[code]) for row in rows]
        scores[code] = [
            value if sum(cell is not None for cell in row) / len(row) >= min_available else None
            for row, value in zip(rows, means, strict=True)
        ]
        pending.remove(code)
    return scores


def ranks(values, tolerance=1e-9):
    """1 for the highest; a value within the tolerance, or the rounding, of the next better one has its rank."""
    present = sorted((value for value in values if value is not None), reverse=True)
    if not present:
        return [None] * len(values)
    limit = max(tolerance * (present[0] - present[-1]), min(tolerance, 1e-12) * max(map(abs, present)))
    rank_of, rank = {}, 1
    for place, value in enumerate(present, start=1):
        if place > 1 and present[place - 2] - value > limit:
            rank = place
        rank_of[value] = rank
    return [None if value is None else rank_of[value] for value in values]


def quantile(values, share):
    """Type 7."""
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def minmax(values, direction, lower, upper):
    present = [direction * value for value in values if value is not None]
    if not present:
        return values
    low, high = min(present), max(present)
    if low == high:
        return [None if value is None else (lower + upper) / 2 for value in values]
    return [
        None if value is None else lower + (upper - lower) * (direction * value - low) / (high - low)
        for value in values
    ]
