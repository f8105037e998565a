"""One round under one instrument: from answers to values, points, levels and ranks in one frame."""

import polars as pl

from catalogue import Instrument
from metrics.levels import indicator_results, overall_results, pillar_results, section_results
from metrics.points import points
from metrics.ranks import ranked
from metrics.values import gates, values

METHOD = "1"


def judge(answers: pl.DataFrame, appraisals: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """One row per unit of `units` and item (indicator, section, pillar, overall) of an instrument.

    Columns: unit, kind, item, value, self_points, points, possible, score (0 to 100), level, answered (share of the
    applicable indicators, 0 to 1), rule, rank, ranked. `answers` is long (unit, question, value, choice, absence),
    `appraisals` has unit, indicator, points, strength. Ranks are among `units`, which share the instrument and so the
    institution type. Levels follow Decisions 4725 and 4740: below 50, 50 to 75, above 75, for each group apart.
    """
    scored = points(values(answers, units, instrument), appraisals, instrument)
    pillars = pillar_results(scored, gates(answers, units, instrument), instrument)
    parts = [
        indicator_results(scored, instrument),
        section_results(scored, instrument),
        pillars,
        overall_results(pillars, instrument),
    ]
    return ranked(pl.concat(parts), rankable=instrument.is_ranked)
