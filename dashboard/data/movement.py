"""Why scores and ranks moved since the round before, and what missing reports may change."""

from datetime import date
from typing import Any

import polars as pl

from catalogue import Catalogue, Instrument
from dashboard.data import facts
from dashboard.data.results import inputs, of_type
from dashboard.data.source import Version, engine_at, judged_by, remembered
from metrics import change, decomposition
from metrics import estimate as early
from metrics.contributions import contributions
from metrics.decomposition import Situation
from store import queries
from store.engine import reading
from store.versions import kept_catalogue

SCORE_CAUSES, RANK_CAUSES = decomposition.SCORE_CAUSES, decomposition.RANK_CAUSES
NO_DESCENT = pl.DataFrame(schema={"origin": pl.String, "unit": pl.String})


@remembered
def compared_with(version: Version, round_: str, institution_type: str) -> facts.RoundFacts | None:
    """The round before in the same calendar, else the last one of any calendar in which the type reported."""
    if before := facts.previous(version, round_):
        return before
    ends = facts.round_named(version, round_).ends
    earlier = [each for each in facts.rounds(version) if each.ends < ends]
    heard = (each for each in reversed(earlier) if facts.coverage(version, each.id, institution_type).counted)
    return next(heard, None)


@remembered
def why(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per line of descent of a type, as `metrics.decomposition.split`, and its names.

    `name_vi` and `name_en` are the unit's, `origin_vi` and `origin_en` those of its origin; null where there is none.
    The earlier round is judged as its reports were: by the catalogue that they answered. Nothing has a change in the
    first round.
    """
    before = compared_with(version, round_, institution_type)
    rows = decomposition.split(*_both(version, round_, institution_type), item)
    return _named(version, rows, before.id if before else round_, round_)


@remembered
def by_indicator(version: Version, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per unit of both rounds and indicator, as `metrics.contributions.contributions`."""
    return contributions(*_both(version, round_, institution_type), item)


@remembered
def headline(version: Version, round_: str, institution_type: str, item: str) -> dict[str, Any]:
    """Why the mean of a type moved: the columns of `metrics.change.averaged`."""
    return change.averaged(why(version, round_, institution_type, item)).row(0, named=True)


@remembered
def estimate(version: Version, round_: str, institution_type: str, item: str) -> dict[str, Any]:
    """What the mean will come to once all reports are in: the columns of `metrics.estimate.estimate`.

    Scores are those that units give themselves, in all rounds, since appraisal comes later.
    """
    instrument = _instrument(judged_by(), institution_type)
    history = [_self_assessed(version, each.id, instrument, item) for each in _course(version, round_)]
    return early.estimate(pl.concat(history), round_).row(0, named=True)


def _course(version: Version, round_: str) -> list[facts.RoundFacts]:
    """The rounds of the same calendar up to this one, the oldest first."""
    here = facts.round_named(version, round_)
    return [each for each in facts.rounds(version) if each.calendar == here.calendar and each.ends <= here.ends]


def _instrument(catalogue: Catalogue, institution_type: str) -> Instrument:
    found = catalogue.instrument_for(institution_type)
    if found is None:
        raise KeyError(institution_type)
    return found


def _catalogue_then(version: Version, round_: str) -> Catalogue:
    """The catalogue that most reports of a round answered."""
    digests = facts.counted(version, round_)["catalogue"].drop_nulls().value_counts(sort=True)
    digest = digests["catalogue"][0] if digests.height else version.catalogue
    if digest == version.catalogue:
        return judged_by()
    with reading(engine_at(version.store)) as connection:
        return kept_catalogue(connection, digest)


def _both(version: Version, round_: str, institution_type: str) -> tuple[Situation, Situation, pl.DataFrame]:
    """The earlier round, this one, and who became whom in between; nobody before the first round."""
    before = compared_with(version, round_, institution_type)
    now = _situation(version, round_, _instrument(judged_by(), institution_type))
    if before is None:
        return Situation(now.answers, now.appraisals, now.units.clear(), now.instrument), now, NO_DESCENT
    then = _situation(version, before.id, _instrument(_catalogue_then(version, before.id), institution_type))
    return then, now, _descent(version, before.ends, round_)


def _situation(version: Version, round_: str, instrument: Instrument) -> Situation:
    given = inputs(version, round_)
    return Situation(given.answers, given.appraisals, given.judged(instrument), instrument)


def _descent(version: Version, after: date, round_: str) -> pl.DataFrame:
    """Who became whom between a day and the last day of a round: origin, unit; through several changes at once."""
    with reading(engine_at(version.store)) as connection:
        events = queries.descent(connection, after, facts.round_named(version, round_).ends)
    found = NO_DESCENT
    for (_,), steps in events.group_by("on_date", maintain_order=True):
        step = steps.select("origin", "unit")
        further = found.join(step, left_on="unit", right_on="origin", how="left", suffix="_next")
        found = further.select("origin", unit=pl.coalesce("unit_next", "unit"))
        found = pl.concat([found, step])
    lives_on = found.filter(pl.col("origin").is_in(facts.units(version, round_)["unit"].implode()))
    return pl.concat([found, lives_on.select("origin", unit="origin")]).unique(maintain_order=True)


def _named(version: Version, rows: pl.DataFrame, before: str, round_: str) -> pl.DataFrame:
    names = facts.units(version, round_).select("unit", "name_vi", "name_en")
    earlier = facts.units(version, before).select(origin="unit", origin_vi="name_vi", origin_en="name_en")
    return rows.join(names, on="unit", how="left", maintain_order="left").join(
        earlier, on="origin", how="left", maintain_order="left"
    )


def _self_assessed(version: Version, round_: str, instrument: Instrument, item: str) -> pl.DataFrame:
    """One row per expected unit: unit, round, value, the score that it gives itself; null where it did not report."""
    own = of_type(version, round_, instrument).filter(pl.col("item") == item)
    scores = own.select("unit", value=100 * pl.col("self_points") / pl.when(pl.col("possible") > 0).then("possible"))
    return (
        facts.units(version, round_)
        .filter(pl.col("institution_type") == instrument.institution_type)
        .select("unit", round=pl.lit(round_))
        .join(scores, on="unit", how="left", maintain_order="left")
    )
