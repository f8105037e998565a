"""One round under one instrument: from answers to values, points, levels and ranks in one frame."""

from collections.abc import Iterator

import polars as pl

from catalogue import Instrument
from metrics.levels import indicator_results, overall_results, pillar_results, section_results
from metrics.points import points
from metrics.ranks import ranked
from metrics.values import gates, values

METHOD = "1"
STEPS = ("values", "gates", "points", "levels", "ranks")


def judge(answers: pl.DataFrame, appraisals: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """One row per unit of `units` and item (indicator, section, pillar, overall) of an instrument.

    Columns: unit, kind, item, value, self_points, points, possible, score (0 to 100), level, answered (share of the
    applicable indicators, 0 to 1), rule, rank, ranked. `answers` is long (unit, question, value, choice, absence),
    `appraisals` has unit, indicator, points, strength. Ranks are among `units`, which share the instrument and so the
    institution type. Levels follow Decisions 4725 and 4740: below 50, 50 to 75, above 75, for each group apart.
    """
    *_, (_, results) = judging(answers, appraisals, units, instrument)
    return results


def judging(
    answers: pl.DataFrame, appraisals: pl.DataFrame, units: pl.Series, instrument: Instrument
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each of STEPS with its frame, one after the other as it is asked for; the last is that of `judge`."""
    found = values(answers, units, instrument)
    yield "values", found
    met = gates(answers, units, instrument)
    yield "gates", met
    scored = points(found, appraisals, instrument)
    yield "points", scored
    pillars = pillar_results(scored, met, instrument)
    parts = [
        indicator_results(scored, instrument),
        section_results(scored, instrument),
        pillars,
        overall_results(pillars, instrument),
    ]
    whole = pl.concat(parts)
    yield "levels", whole
    yield "ranks", ranked(whole, rankable=instrument.is_ranked)


def nothing() -> pl.DataFrame:
    """The frame of `judge` without any row."""
    texts, numbers = ("unit", "kind", "item"), ("value", "self_points", "points", "possible", "score")
    return pl.DataFrame(
        schema={
            **dict.fromkeys(texts, pl.String),
            **dict.fromkeys(numbers, pl.Float64),
            "level": pl.Int32,
            "answered": pl.Float64,
            "rule": pl.String,
            "rank": pl.Int32,
            "ranked": pl.Int32,
        }
    )
