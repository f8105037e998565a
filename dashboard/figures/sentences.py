"""Fixed rules that choose what a figure says: who leads, who lags, the middle, who is missing."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import median

import polars as pl

from dashboard.words import Words

NAMED = 3  # more names than this are a list, not a sentence
Writes = Callable[[float], str]


def joined(*sentences: str) -> str:
    """Those that say something, as one paragraph."""
    return " ".join(sentence for sentence in sentences if sentence)


def writer(words: Words, values: pl.Series) -> Writes:
    """How all values of one column are written: whole numbers whole, others with one decimal, so that they align."""
    whole = all(value == round(value) for value in values.drop_nulls())
    return partial(words.number, decimals=0 if whole else 1)


def known(rows: pl.DataFrame, column: str) -> list[tuple[str, float]]:
    """(name, value) of the rows that have a value, highest first, ties in the order of the rows."""
    pairs = rows.filter(pl.col(column).is_not_null()).select("name", column).rows()
    return sorted(pairs, key=lambda pair: -pair[1])


def extremes(words: Words, pairs: Sequence[tuple[str, float]], write: Writes) -> str:
    """Highest and lowest by name; a tie at the edge is told whole or counted, so that nobody is left out by chance."""
    if not pairs:
        return ""
    if pairs[0][1] == pairs[-1][1]:
        if len(pairs) == 1:
            return words("Only {name} has data: {value}.", name=pairs[0][0], value=write(pairs[0][1]))
        return words("All {n} are equal at {value}.", n=len(pairs), value=write(pairs[0][1]))
    if len(pairs) <= NAMED:
        return words("From highest to lowest: {names}.", names=listed(words, pairs, write))
    return joined(
        words("Highest: {names}.", names=listed(words, pairs[: _whole_ties(pairs)], write)),
        words("Lowest: {names}.", names=listed(words, pairs[::-1][: _whole_ties(pairs[::-1])], write)),
    )


def listed(words: Words, pairs: Sequence[tuple[str, float]], write: Writes) -> str:
    """Names with their values; equal values stand together, and many equals are counted."""
    if len(pairs) > NAMED and len({value for _, value in pairs}) == 1:
        return words("{n} equal at {value}", n=len(pairs), value=write(pairs[0][1]))
    return ", ".join(f"{name} ({write(value)})" for name, value in pairs)


def edge(pairs: Sequence[tuple[str, float]]) -> list[str]:
    """The names at the start that can be told without cutting through equals; at most three, or none."""
    count = _whole_ties(pairs)
    return [name for name, _ in pairs[:count]] if count <= NAMED else []


def middle(words: Words, pairs: Sequence[tuple[str, float]], write: Writes) -> str:
    """The median, where there is more than one value."""
    if len(pairs) <= 1:
        return ""
    return words("Median of {n}: {value}.", n=len(pairs), value=write(median(value for _, value in pairs)))


def missing(words: Words, count: int) -> str:
    return words.plural("{n} has no data yet.", "{n} have no data yet.", count) if count else ""


def nothing_yet(words: Words) -> str:
    """What an empty chart says, in the plot and beside it."""
    return words("There are no data for this choice yet.")


def _whole_ties(pairs: Sequence[tuple[str, float]]) -> int:
    """How many to name: up to three, never cutting through equals; all equals of the first where they are more."""
    if len(pairs) <= NAMED or pairs[NAMED - 1][1] != pairs[NAMED][1]:
        return NAMED
    tied = pairs[NAMED][1]
    before = sum(1 for _, value in pairs[:NAMED] if value != tied)
    return before or sum(1 for _, value in pairs if value == tied)
