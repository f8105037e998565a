"""Who stands where among its peers: the chart of rank ranges, the table of ranks, the strength of the evidence."""

from typing import Any

import polars as pl

from dashboard import figures
from dashboard.data import facts, rankings, results
from dashboard.data.source import remembered
from dashboard.figures import Column, Figure
from dashboard.views import told_apart
from dashboard.views.asked_why import id_of
from dashboard.views.context import Choices, context
from dashboard.views.links import address_of
from dashboard.views.naming import (
    SPOKEN_OF,
    instrument_of,
    item_name,
    level_name,
    named,
    province_name,
    spoken_of,
    type_name,
)
from dashboard.views.reader import Reader
from dashboard.views.rules import DECIDED
from dashboard.views.search import searchable
from dashboard.views.table import Links, Table
from dashboard.words import N_

WAYS = ("why_moved", "why_this")
NO_SCORE = N_("nothing answered that gives points")
ENDS = ("", "_low", "_high")
DECISIONS = {
    "weights": N_("The weights"),
    "indicators": N_("Which indicators count"),
    "aggregation": N_("How points are brought together"),
}
INDICES = {f"s{kind}{end}": f"{name}{end}" for kind, name in (("1", "first"), ("t", "total")) for end in ENDS}


@remembered
def league(reader: Reader, round_: str, institution_type: str, item: str, cluster: str) -> pl.DataFrame:
    """One row per peer that reported, best first, with what the table shows, in words, and a column to search in."""
    words, instrument = reader.words, instrument_of(institution_type)
    rows = named(
        spoken_of(reader, round_, rankings.ranking(reader.version, round_, institution_type, item, cluster)), words
    )
    rows = rows.with_columns(pl.col("rank_low").floor().cast(pl.Int64), pl.col("rank_high").ceil().cast(pl.Int64))
    alike = told_apart.ranks_alike(reader, round_, institution_type, item, cluster)
    told = [
        {
            "place": province_name(reader, round_, row["province"]),
            "level_name": level_name(reader, instrument, row["level"]),
            "range": rank_range(reader, row["rank_low"], row["rank_high"]),
            "moved": _moved(reader, row["rank_change"]),
            "alike": told_apart.spans(reader, row["rank"], alike.get(row["unit"], [])),
            **_ways(reader, round_, institution_type, item, row),
        }
        for row in rows.iter_rows(named=True)
    ]
    schema = dict.fromkeys(("place", "level_name", "range", "moved", "alike", *WAYS), pl.String)
    return searchable(rows.hstack(pl.DataFrame(told, schema=schema)), *SPOKEN_OF)


@remembered
def ranges(
    reader: Reader, round_: str, institution_type: str, item: str, cluster: str, highlight: str | None
) -> Figure:
    """The ranks and how sure each of them is."""
    instrument = instrument_of(institution_type)
    rows = league(reader, round_, institution_type, item, cluster)
    on = context(reader, round_, instrument, choices(reader, round_, institution_type, cluster))
    measure = item_name(reader, instrument, item)
    return figures.ranking(rows, reader.words, on, measure=measure, highlight=highlight)


@remembered
def proofs(reader: Reader, round_: str, institution_type: str, cluster: str) -> Figure:
    """How much of the points is measured, verified or only declared, for the whole and for each pillar."""
    words, instrument = reader.words, instrument_of(institution_type)
    rows = rankings.evidence(reader.version, round_, institution_type, cluster)
    names = [item_name(reader, instrument, item) for item in rows["item"]]
    on = context(reader, round_, instrument, choices(reader, round_, institution_type, cluster))
    return figures.evidence(rows.with_columns(name=pl.Series(names, dtype=pl.String)), words, on)


@remembered
def drivers(reader: Reader, round_: str, institution_type: str, item: str) -> Figure | None:
    """Which decision of the method moves the ranks; None where there is nothing to decide."""
    words, instrument = reader.words, instrument_of(institution_type)
    rows = results.drivers(reader.version, round_, institution_type, item)
    if rows.is_empty():
        return None
    told = [words(DECISIONS[factor]) for factor in rows["factor"]]
    shown = rows.rename(INDICES).with_columns(name=pl.Series(told, dtype=pl.String))
    return figures.drivers(
        shown, words, context(reader, round_, instrument, choices(reader, round_, institution_type, ""))
    )


def standings(reader: Reader, rows: pl.DataFrame) -> Table:
    """The league as a table."""
    words = reader.words
    columns = {
        "rank": Column(words("Rank"), "number", 0),
        "name": Column(words("Unit")),
        "score": Column(words("Score"), "number", 1),
        "range": Column(words("Rank range")),
        "band": Column(words("Band"), "number", 0),
        "alike": Column(words("Cannot be told apart from")),
        "level_name": Column(words("Level")),
        "change": Column(words("Change"), "number", 1),
        "moved": Column(words("Places moved")),
        "self_score": Column(words("Self-assessed"), "number", 1),
        "declared": Column(words("Only declared"), "percent", 0),
        "answered": Column(words("Answered"), "percent", 0),
        "place": Column(words("Province")),
    }
    links = {
        "why_moved": Links(words("Change explained"), words("Why it moved"), "moved"),
        "why_this": Links(words("Score explained"), words("Why this number"), "score"),
    }
    return Table(words("Ranks of the units"), rows, columns, links)


def least(reader: Reader, round_: str, institution_type: str, cluster: str, rows: pl.DataFrame) -> str:
    """What a unit must have answered to be ranked, how many are, and how many are left out for which reason."""
    words, instrument = reader.words, instrument_of(institution_type)
    near = pl.col("cluster") == cluster if cluster else pl.lit(value=True)
    peers = facts.units(reader.version, round_).filter(pl.col("institution_type") == institution_type, near)
    ranked = rows["rank"].count()
    return words(
        "A unit is ranked once it has answered at least {share} of what applies to it. Of {n} units {ranked} are "
        "ranked; {few} reported but are not ranked, and of {none} no report counts yet.",
        share=words.percent(100 * instrument.min_answered, 0),
        n=peers.height,
        ranked=ranked,
        few=rows.height - ranked,
        none=peers.height - rows.height,
    )


def left_out(reader: Reader, rows: pl.DataFrame) -> Table:
    """One row per unit of the league that reported and has no rank: why, and how much it answered."""
    words = reader.words
    shown = rows.filter(pl.col("rank").is_null())
    why = [words(NO_SCORE if row["score"] is None else DECIDED[row["rule"]]) for row in shown.iter_rows(named=True)]
    columns = {
        "name": Column(words("Unit")),
        "why": Column(words("Why it has no rank")),
        "answered": Column(words("Answered"), "percent", 0),
        "score": Column(words("Score"), "number", 1),
        "place": Column(words("Province")),
    }
    title = words("Reported, but not ranked")
    return Table(title, shown.with_columns(why=pl.Series(why, dtype=pl.String)), columns)


def choices(reader: Reader, round_: str, institution_type: str, cluster: str) -> Choices:
    """Type and cluster as they stand beside a figure."""
    words = reader.words
    told = ((words("Institution type"), type_name(reader, institution_type)),)
    if not cluster:
        return told
    names = rankings.clusters(reader.version, round_, institution_type).filter(pl.col("cluster") == cluster)
    return (*told, (words("Cluster"), names[f"cluster_{reader.language}"][0]))


def rank_range(reader: Reader, low: float | None, high: float | None) -> str:
    """The ranks that are as likely, in words; a dash where there is no rank."""
    words = reader.words
    if low is None or high is None:
        return words.written(None)
    first, last = words.number(low, 0), words.number(high, 0)
    return first if first == last else words("{first} to {last}", first=first, last=last)


def _ways(reader: Reader, round_: str, institution_type: str, item: str, row: dict[str, Any]) -> dict[str, str | None]:
    """Where a row leads: to what moved the unit, where there is a change, and to the chain behind its score."""
    here = {"round": round_, "unit": row["unit"]}
    moved = (
        address_of(reader, "change", type=institution_type, item=item, **here) if row["change"] is not None else None
    )
    whole = item in rankings.items(instrument_of(institution_type))
    this = address_of(reader, "unit", why=item if whole else id_of(("indicator", item)), **here)
    return {"why_moved": moved, "why_this": this}


def _moved(reader: Reader, places: int | None) -> str:
    words = reader.words
    if places is None:
        return words.written(None)
    if places == 0:
        return words("unchanged")
    return words("up {n}", n=places) if places > 0 else words("down {n}", n=-places)
