"""The country on one screen: how far, how it moved, where, and on how many reports that rests."""

from typing import Any

import polars as pl

from dashboard.data import facts
from dashboard.data.rankings import OVERALL, items
from dashboard.data.results import of_type
from dashboard.data.source import Version, judged_by, remembered
from metrics import change, groups, targets

WEIGHT = "learners"


@remembered
def headlines(version: Version, round_: str) -> pl.DataFrame:
    """One row per institution type that reports: how the mean score moved since the round before.

    Columns: institution_type, item (the whole, or the first pillar where an instrument states none), expected, counted,
    appraised, and those of `metrics.change.headline`.
    """
    rows = []
    for instrument in facts.instruments():
        type_ = instrument.institution_type
        cover = facts.coverage(version, round_, type_)
        item = items(instrument)[0]
        moved = change.headline(_movement(version, round_, type_, item))
        rows.append(
            moved.select(
                institution_type=pl.lit(type_),
                item=pl.lit(item),
                expected=cover.expected,
                counted=cover.counted,
                appraised=cover.appraised,
                **{name: name for name in moved.columns},
            )
        )
    return pl.concat(rows)


def headline(version: Version, round_: str, institution_type: str, item: str) -> dict[str, Any]:
    """How the mean score of one type moved since the round before: the columns of `metrics.change.headline`."""
    return change.headline(_movement(version, round_, institution_type, item)).row(0, named=True)


@remembered
def trend(version: Version, round_: str, institution_type: str, item: str = OVERALL) -> pl.DataFrame:
    """One row per round of the same calendar up to this one, the oldest first.

    Columns: round, name_vi, name_en, mean, like_mean, scored. `like_mean` is the mean of the units that have a score in
    each of these rounds: like compared with like.
    """
    here = facts.round_named(version, round_)
    series = [r for r in facts.rounds(version) if r.calendar == here.calendar and r.ends <= here.ends]
    frames = {r.id: _scores(version, r.id, institution_type, item).drop_nulls("score") for r in series}
    heard = [set(frame["unit"]) for frame in frames.values() if frame.height]
    always = sorted(set.intersection(*heard)) if heard else []
    rows = [
        {
            "round": r.id,
            "name_vi": r.name_vi,
            "name_en": r.name_en,
            "mean": frames[r.id]["score"].mean(),
            "like_mean": frames[r.id].filter(pl.col("unit").is_in(always))["score"].mean(),
            "scored": frames[r.id].height,
        }
        for r in series
    ]
    texts = dict.fromkeys(("round", "name_vi", "name_en"), pl.String)
    return pl.DataFrame(rows, schema={**texts, "mean": pl.Float64, "like_mean": pl.Float64, "scored": pl.Int64})


@remembered
def provinces(version: Version, round_: str, institution_type: str, item: str = OVERALL) -> pl.DataFrame:
    """One row per province of the round's day: code, name_vi, name_en, region, units, scored, simple, weighted, weight.

    The means are over the province's units of one type; the weights are their learners, as answered in the same round.
    """
    day = facts.round_named(version, round_).ends
    places = pl.DataFrame(
        [(p.code, p.name_vi, p.name_en, p.region) for p in judged_by().geography.provinces_on(day)],
        schema=["code", "name_vi", "name_en", "region"],
        orient="row",
    )
    learners = facts.answers(version, round_).filter(pl.col("question") == WEIGHT).select("unit", weight="value")
    of_the_type = (
        facts.units(version, round_)
        .filter(pl.col("institution_type") == institution_type)
        .join(learners, on="unit", how="left")
    )
    found = groups.means(_scores(version, round_, institution_type, item), of_the_type, "province")
    return places.join(found, left_on="code", right_on="province", how="left", maintain_order="left").with_columns(
        pl.col("units", "scored").fill_null(0)
    )


@remembered
def levels(version: Version, round_: str) -> pl.DataFrame:
    """One row per institution type and level that occurs: institution_type, level (null for none), units."""
    frames = [
        groups.levels(
            of_type(version, round_, i).filter(pl.col("item") == items(i)[0]),
            facts.units(version, round_),
            "institution_type",
        )
        for i in facts.instruments()
    ]
    return pl.concat(frames)


@remembered
def movers(version: Version, round_: str, institution_type: str, item: str = OVERALL) -> pl.DataFrame:
    """One row per unit with a score in this round and the one before, the greatest rise first.

    Columns: unit, name_vi, name_en, score, previous_score, change, rank, previous_rank, rank_change.
    """
    named = facts.units(version, round_).select("unit", "name_vi", "name_en")
    moved = _movement(version, round_, institution_type, item).drop_nulls("change")
    return named.join(moved, on="unit", how="inner").sort("change", "unit", descending=[True, False])


@remembered
def progress(version: Version, round_: str) -> pl.DataFrame:
    """One row per tracked target of the movement, as `metrics.targets.progress` gives them for a round."""
    return targets.progress(facts.answers(version, round_), judged_by().targets.values())


@remembered
def totals(version: Version, round_: str, questions: tuple[str, ...]) -> pl.DataFrame:
    """One row per question: its sum over the country, and how many units answered."""
    return targets.totals(facts.answers(version, round_), questions)


def _scores(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    instrument = judged_by().instrument_for(institution_type)
    if instrument is None:
        raise KeyError(institution_type)
    found = of_type(version, round_, instrument).filter(pl.col("item") == item)
    return found.select("unit", "score", "rank")


def _movement(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    before = facts.previous(version, round_)
    now = _scores(version, round_, institution_type, item)
    return change.movement(now, _scores(version, before.id, institution_type, item) if before else now.clear())
