"""What changed and why: the mean, each unit, the targets, and what reports still to come may change."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboard import figures
from dashboard.data import facts, movement
from dashboard.data.movement import RANK_CAUSES, SCORE_CAUSES
from dashboard.data.source import remembered
from dashboard.figures import Column, Figure
from dashboard.figures.lines import STEADY, signed
from dashboard.figures.waterfall import STEP, TOTAL
from dashboard.views.context import Choices, context
from dashboard.views.naming import instrument_of, item_name, round_name, type_name, within
from dashboard.views.overview import Card
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import N_

CAUSES = {
    "merger": N_("Merger of units"),
    "method": N_("Change of method"),
    "reporting": N_("Newly reported or missing data"),
    "own": N_("Own change"),
    "appraisal": N_("Appraisal"),
    "others": N_("Change of the other units"),
    "comers_and_goers": N_("Units that came, left or did not report"),
}
TOLD = {"newly": N_("newly reported"), "no_longer": N_("no longer reported")}
FELT = 1e-9  # points; less is rounding
ROWS = {"name": pl.String, "kind": pl.String, "start": pl.Float64, "end": pl.Float64, "places": pl.Int64}


def before(reader: Reader, round_: str, institution_type: str) -> str | None:
    """The name of the round that this one is compared with; None for the first."""
    found = movement.compared_with(reader.version, round_, institution_type)
    return round_name(reader, found.id) if found else None


@remembered
def early(reader: Reader, round_: str, institution_type: str, item: str) -> tuple[Card, ...]:
    """The mean so far and what it will come to, while a round is open and there is enough to go by; else nothing."""
    words = reader.words
    told = movement.estimate(reader.version, round_, institution_type, item)
    if told["estimate"] is None or not facts.round_named(reader.version, round_).is_open(reader.today):
        return ()
    so_far = words("{counted} of {expected} units have reported.", counted=told["reported"], expected=told["expected"])
    span = words(
        "Nine times out of ten it lies between {low} and {high}.",
        low=words.number(told["low"], 1),
        high=words.number(told["high"], 1),
    )
    basis = words("Self-assessed scores, before appraisal.")
    how = words("An estimate: units that are missing count with their own past and the growth of the others.")
    return (
        Card(words("Mean so far"), words.number(told["so_far"], 1), "", 0, (so_far, basis)),
        Card(words("Estimated mean of all reports"), words.number(told["estimate"], 1), "", 0, (span, how)),
    )


@remembered
def mean_moved(reader: Reader, round_: str, institution_type: str, item: str) -> Figure:
    """Why the mean of a type moved, cause by cause."""
    whole = movement.headline(reader.version, round_, institution_type, item)
    causes = [(cause, whole[cause], None) for cause in (*SCORE_CAUSES, "comers_and_goers")]
    rows = _rows(reader, round_, institution_type, whole["previous_mean"], whole["mean"], causes)
    subject = type_name(reader, institution_type)
    return _figure(reader, round_, institution_type, item, rows, subject)


@remembered
def like_for_like(reader: Reader, round_: str, institution_type: str, item: str) -> str:
    """How the mean moved among the same units, beside how it moved in all; empty where there is nothing to compare."""
    words = reader.words
    whole = movement.headline(reader.version, round_, institution_type, item)
    if whole["change"] is None:
        return ""
    return words.plural(
        "The mean of all units moved by {change}. Like for like, {n} unit in both rounds: {like}.",
        "The mean of all units moved by {change}. Like for like, {n} units in both rounds: {like}.",
        whole["lines"],
        change=signed(whole["change"], words),
        like=signed(whole["like_change"], words),
    )


@remembered
def moved(reader: Reader, round_: str, institution_type: str, item: str) -> pl.DataFrame:
    """One row per line of descent with a change, the greatest first, as `movement.why`, with `name` and `line`.

    `line` is a unit's name, or where it came from and what it became.
    """
    language = reader.language
    rows = movement.why(reader.version, round_, institution_type, item).drop_nulls("change")
    stayed = pl.col("origin") == pl.col("unit")
    became = pl.concat_str(f"origin_{language}", pl.lit(" → "), f"name_{language}")
    return rows.with_columns(
        name=f"name_{language}", line=pl.when(stayed).then(f"name_{language}").otherwise(became)
    ).sort(pl.col("change").abs(), "unit", descending=[True, False])


@remembered
def unit_moved(reader: Reader, round_: str, institution_type: str, item: str, unit: str) -> tuple[Figure, ...]:
    """Why a unit moved: one figure, or one for each of the units that it was made of."""
    found = moved(reader, round_, institution_type, item).filter(pl.col("unit") == unit)
    return tuple(
        _figure(
            reader,
            round_,
            institution_type,
            item,
            _rows(
                reader,
                round_,
                institution_type,
                row["previous_score"],
                row["score"],
                [(cause, row.get(cause, 0.0), row[f"rank_{cause}"]) for cause in RANK_CAUSES],
            ),
            row["line"],
        )
        for row in found.iter_rows(named=True)
    )


@remembered
def by_indicator(reader: Reader, round_: str, institution_type: str, item: str, unit: str) -> Table:
    """The indicators behind a unit's own change and appraisal, and those that came or went."""
    words, instrument = reader.words, instrument_of(institution_type)
    found = movement.by_indicator(reader.version, round_, institution_type, item).filter(pl.col("unit") == unit)
    felt = (pl.col("own").abs() >= STEADY) | (pl.col("appraisal").abs() >= STEADY) | pl.col("told").is_not_null()
    size = pl.col("own").abs() + pl.col("appraisal").abs()
    rows = found.filter(felt).sort(pl.col("told").is_null(), size, "indicator", descending=[False, True, False])
    named = [
        (item_name(reader, instrument, indicator), words(TOLD[told]) if told else "")
        for indicator, told in rows.select("indicator", "told").iter_rows()
    ]
    columns = {
        "name": Column(words("Indicator")),
        "own": Column(words(CAUSES["own"]), "number", 1),
        "appraisal": Column(words(CAUSES["appraisal"]), "number", 1),
        "data": Column(words("Data")),
    }
    names = pl.DataFrame(named, schema={"name": pl.String, "data": pl.String}, orient="row")
    return Table(words("Which indicators moved the score"), rows.hstack(names), columns)


@remembered
def everybody(reader: Reader, round_: str, institution_type: str, item: str) -> Table:
    """Every line with its change of score and of rank by cause."""
    words = reader.words
    rows = moved(reader, round_, institution_type, item)
    columns = {
        "line": Column(words("Unit")),
        "previous_score": Column(words("Score before"), "number", 1),
        "score": Column(words("Score now"), "number", 1),
        "change": Column(words("Change"), "number", 1),
        **{cause: Column(words(CAUSES[cause]), "number", 1) for cause in SCORE_CAUSES},
        "previous_rank": Column(words("Rank before"), "number", 0),
        "rank": Column(words("Rank now"), "number", 0),
        **{
            f"rank_{cause}": Column(words("Places: {cause}", cause=words(CAUSES[cause])), "number", 0)
            for cause in RANK_CAUSES
        },
    }
    return Table(words("Why each unit moved"), rows, columns)


def _rows(
    reader: Reader,
    round_: str,
    institution_type: str,
    first: float | None,
    last: float | None,
    causes: Sequence[tuple[str, float | None, int | None]],
) -> pl.DataFrame:
    """The two scores with the causes between them that were felt; no rows where one of the scores is missing."""
    words = reader.words
    if first is None or last is None or any(change is None for _, change, _ in causes):
        return pl.DataFrame(schema=ROWS)
    since = before(reader, round_, institution_type)
    rows: list[dict[str, Any]] = [{"name": since, "kind": TOTAL, "start": first, "end": first}]
    for cause, change, places in causes:
        if abs(change or 0) > FELT or places:
            start = rows[-1]["end"]
            rows.append(
                {
                    "name": words(CAUSES[cause]),
                    "kind": STEP,
                    "start": start,
                    "end": start + (change or 0),
                    "places": places,
                }
            )
    rows.append({"name": round_name(reader, round_), "kind": TOTAL, "start": last, "end": last})
    return pl.DataFrame([{name: row.get(name) for name in ROWS} for row in rows], schema=ROWS)


def _figure(reader: Reader, round_: str, institution_type: str, item: str, rows: pl.DataFrame, subject: str) -> Figure:
    instrument = instrument_of(institution_type)
    on = context(reader, round_, instrument, choices(reader, institution_type, item))
    since = within(before(reader, round_, institution_type) or reader.words.written(None))
    return figures.waterfall(rows, reader.words, on, subject=subject, since=since)


def choices(reader: Reader, institution_type: str, item: str) -> Choices:
    """Type and score as they stand beside a figure."""
    words = reader.words
    measure = item_name(reader, instrument_of(institution_type), item)
    return ((words("Institution type"), type_name(reader, institution_type)), (words("Score"), measure))
