"""Which units of a peer group cannot be told apart, as ranks, by name, and by which rule."""

from typing import Final

import polars as pl

from dashboard.data import rankings
from dashboard.views.naming import instrument_of
from dashboard.views.reader import Reader
from metrics.robustness import CONFIDENCE, DRAWS

NAMED: Final = 8  # units by name in one sentence


def rule(reader: Reader, institution_type: str, item: str) -> str:
    """When two units are told apart, and on how many draws that rests."""
    words = reader.words
    if item in {each.id for each in instrument_of(institution_type).indicators}:
        return words("Ranked by one indicator alone, only units with the same score cannot be told apart.")
    return words(
        "All ranks are drawn {n} times with other weights, without one indicator and with another mean. Two units "
        "cannot be told apart where neither stands before the other in at least {share} of the draws.",
        n=DRAWS,
        share=words.percent(100 * CONFIDENCE, 0),
    )


def ranks_alike(reader: Reader, round_: str, institution_type: str, item: str, cluster: str) -> dict[str, list[int]]:
    """For each unit the ranks of those from which it cannot be told apart."""
    ranks = rankings.ranking(reader.version, round_, institution_type, item, cluster).select(other="unit", rank="rank")
    pairs = rankings.alike(reader.version, round_, institution_type, item, cluster).join(ranks, on="other")
    return dict(pairs.group_by("unit").agg("rank").iter_rows())


def spans(reader: Reader, own: int | None, ranks: list[int]) -> str:
    """How many others there are, and on which ranks: "5 units, ranks 2–6, 9"."""
    words = reader.words
    if own is None or not ranks:
        return words.written(None if own is None else words("none"))
    runs: list[list[int]] = []
    for rank in sorted(set(ranks)):
        step = 2 if runs and own == runs[-1][1] + 1 else 1  # its own rank joins those on both sides
        if runs and rank <= runs[-1][1] + step:
            runs[-1][1] = rank
        else:
            runs.append([rank, rank])
    told = ", ".join(f"{low}–{high}" if low < high else f"{low}" for low, high in runs)
    return words.plural("{n} unit, ranks {ranks}", "{n} units, ranks {ranks}", len(ranks), ranks=told)


def by_name(reader: Reader, rows: pl.DataFrame, pairs: pl.DataFrame, unit: str) -> str:
    """Which units one cannot be told apart from, the best ranked first; the first few by name."""
    words = reader.words
    own = rows.filter(pl.col("unit") == unit).row(0, named=True)
    near = rows.join(pairs.filter(pl.col("unit") == unit).select(unit="other"), on="unit", how="semi")
    if own["rank"] is None:
        return ""
    if near.is_empty():
        return words("{name} can be told apart from every other unit.", name=own["name"])
    told = [
        words("{name} (rank {rank})", **row) for row in near.head(NAMED).select("name", "rank").iter_rows(named=True)
    ]
    more = words(" and {n} more", n=near.height - NAMED) if near.height > NAMED else ""
    return words(
        "{name} cannot be told apart from {n} units: {units}{more}.",
        name=own["name"],
        n=near.height,
        units=told,
        more=more,
    )
