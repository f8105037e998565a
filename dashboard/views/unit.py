"""One unit beside its peers: where it stands, what lifts it, what holds it back, what it lacks."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from catalogue import Indicator, Instrument
from dashboard import figures
from dashboard.data import facts, rankings, shortfalls, units
from dashboard.data.people import EVERYWHERE, Reach
from dashboard.data.source import remembered
from dashboard.figures import Column, Figure
from dashboard.views import naming
from dashboard.views.context import context
from dashboard.views.gaps import price_told
from dashboard.views.initiatives import Told, told
from dashboard.views.overview import SCORE, Card, movement
from dashboard.views.rankings import rank_range
from dashboard.views.reader import Reader
from dashboard.views.rules import DECIDED, measured
from dashboard.views.search import searchable
from dashboard.views.table import Table

NAMED = 3
WORTH_TELLING = 0.05  # points


@remembered
def directory(reader: Reader, round_: str, reach: Reach = EVERYWHERE) -> pl.DataFrame:
    """One row per unit of a round within reach: unit, name, institution_type, state; searched by old provinces too."""
    rows = naming.spoken_of(reader, round_, units.directory(reader.version, round_, reach))
    rows = naming.named(rows, reader.words)
    order = sorted(range(rows.height), key=lambda place: reader.words.sort_key(rows["name"][place]))
    return searchable(rows[order], *naming.SPOKEN_OF, f"cluster_{reader.language}")


@remembered
def headline(reader: Reader, round_: str, unit: str) -> tuple[Card, ...]:
    """Score, level and rank of the whole, where the instrument states one, and of each pillar."""
    instrument, row = instrument_of(reader, round_, unit), directory_row(reader, round_, unit)
    cards: list[Card] = []
    for item in rankings.items(instrument):
        peers = rankings.ranking(reader.version, round_, row["institution_type"], item)
        own = peers.filter(pl.col("unit") == unit)
        if own.height:
            cards.append(_card(reader, instrument, item, own.row(0, named=True)))
    return tuple(cards)


def _card(reader: Reader, instrument: Instrument, item: str, own: Mapping[str, Any]) -> Card:
    change, direction = movement(reader, own["score"], own["previous_score"], SCORE)
    return Card(
        title=naming.item_name(reader, instrument, item),
        value=reader.words.number(own["score"], 1),
        change=change,
        direction=direction,
        lines=tuple(_standing(reader, instrument, own)),
    )


def _standing(reader: Reader, instrument: Instrument, own: Mapping[str, Any]) -> Iterator[str]:
    words = reader.words
    yield naming.level_name(reader, instrument, own["level"]) if own["level"] else words("No level yet")
    if own["rank"] is not None:
        likely = rank_range(reader, own["rank_low"], own["rank_high"])
        yield words(
            "Rank {rank} of {n} in its type; as likely: {range}.", rank=own["rank"], n=own["ranked"], range=likely
        )
    if own["self_score"] is not None and own["score"] is not None:
        yield words("Self-assessed: {score}.", score=words.number(own["self_score"], 1))
    if own["rule"] in ("gate", "too_few_answers", "incomplete"):
        yield words(DECIDED[own["rule"]]).capitalize() + "."
    if own["declared"] is not None:
        yield words("{share} of the points are only declared.", share=words.percent(100 * own["declared"], 0))


@remembered
def beside_peers(reader: Reader, round_: str, unit: str) -> Figure:
    """The unit's pillars and those of its peers."""
    words, instrument = reader.words, instrument_of(reader, round_, unit)
    row = directory_row(reader, round_, unit)
    rows = units.profile(reader.version, round_, unit).filter(pl.col("kind") == "pillar")
    names = [instrument.pillar(item).name(reader.language) for item in rows["item"]]
    shown = rows.with_columns(pillar="item", name=pl.Series(names, dtype=pl.String))
    starts = [level.below if level.below is not None else level.up_to for level in instrument.levels[:-1]]
    limits = [
        (start, words("level {n}", n=level.number))
        for start, level in zip(starts, instrument.levels[1:], strict=True)
        if start is not None
    ]
    peers = naming.within(naming.type_name(reader, row["institution_type"]))
    on = context(reader, round_, instrument)
    return figures.pillars(shown, words, on, unit=row["name"], peers=peers, limits=limits)


@remembered
def course(reader: Reader, round_: str, unit: str) -> Figure:
    """The unit's score over the rounds of the same calendar."""
    words, instrument = reader.words, instrument_of(reader, round_, unit)
    item = rankings.items(instrument)[0]
    here = facts.round_named(reader.version, round_)
    until = [each.id for each in facts.rounds(reader.version) if each.ends <= here.ends]
    rows = naming.named(units.trend(reader.version, unit, here.calendar, item), words).rename({"score": "mean"})
    rows = rows.filter(pl.col("round").is_in(until))
    measure = naming.item_name(reader, instrument, item)
    return figures.trend(rows.select("name", "mean"), words, context(reader, round_, instrument), measure=measure)


@remembered
def strong_and_weak(reader: Reader, round_: str, unit: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Where the unit is ahead of its peers' median, where it is behind, and where most points can still be gained."""
    words, instrument = reader.words, instrument_of(reader, round_, unit)
    rows = units.profile(reader.version, round_, unit).filter(pl.col("kind") == "indicator")
    rows = rows.with_columns(lead=pl.col("score") - pl.col("median"), open=pl.col("possible") - pl.col("points"))

    def named(frame: pl.DataFrame) -> tuple[str, ...]:
        return tuple(
            words(
                "{indicator}: {score} of 100, median of the peers {median}.",
                indicator=instrument.indicator(row["item"]),
                score=words.number(row["score"], 0),
                median=words.number(row["median"], 0),
            )
            for row in frame.head(NAMED).iter_rows(named=True)
        )

    to_gain = rows.filter(pl.col("open") > WORTH_TELLING).sort("open", descending=True, maintain_order=True)
    return (
        named(rows.filter(pl.col("lead") > WORTH_TELLING).sort("lead", descending=True, maintain_order=True)),
        named(rows.filter(pl.col("lead") < -WORTH_TELLING).sort("lead", maintain_order=True)),
        tuple(
            words(
                "{indicator}: {open} of {points} points of its pillar are open.",
                indicator=instrument.indicator(row["item"]),
                open=words.number(row["open"], 1),
                points=words.number(row["possible"], 1),
            )
            for row in to_gain.head(NAMED).iter_rows(named=True)
        ),
    )


@remembered
def indicators(reader: Reader, round_: str, unit: str) -> Table:
    """One row per indicator: value, points self-assessed and counted, the peers' median, and what decided."""
    words, instrument = reader.words, instrument_of(reader, round_, unit)
    rows = units.profile(reader.version, round_, unit).filter(pl.col("kind") == "indicator")
    said = [_of_indicator(reader, instrument, row) for row in rows.iter_rows(named=True)]
    schema = {**dict.fromkeys(("pillar", "name", "told", "decided"), pl.String), "full": pl.Float64}
    columns = {
        "pillar": Column(words("Pillar")),
        "name": Column(words("Indicator")),
        "told": Column(words("Value")),
        "self_points": Column(words("Self-assessed points"), "number", 1),
        "points": Column(words("Points"), "number", 1),
        "full": Column(words("Of"), "number", 1),
        "decided": Column(words("How it was decided")),
    }
    return Table(words("Indicators"), rows.hstack(pl.DataFrame(said, schema=schema)), columns)


def _of_indicator(reader: Reader, instrument: Instrument, row: Mapping[str, Any]) -> dict[str, Any]:
    indicator: Indicator = instrument.indicator(row["item"])
    return {
        "pillar": instrument.pillar(indicator.pillar).name(reader.language),
        "name": indicator.name(reader.language),
        "told": measured(reader, indicator, row["value"]),
        "decided": reader.words(DECIDED[row["rule"]]),
        "full": indicator.points,
    }


@remembered
def lacking(reader: Reader, round_: str, unit: str) -> Table:
    """One row per norm that is asked of the unit: what it has, needs and lacks."""
    words = reader.words
    norms = {norm.id: norm for norm in shortfalls.norms()}
    found = shortfalls.gaps_of_units(reader.version, round_).filter(pl.col("unit") == unit)
    states = {
        "short": words("short"),
        "met": words("met"),
        "no_data": words("no figure given"),
        "not_applicable": words("not applicable"),
    }
    rows = found.with_columns(
        name=pl.Series([norms[id_].name(reader.language) for id_ in found["norm"]], dtype=pl.String),
        thing=pl.Series([norms[id_].unit(reader.language) for id_ in found["norm"]], dtype=pl.String),
        price=pl.Series([price_told(reader, round_, norms[id_]) for id_ in found["norm"]], dtype=pl.String),
        told=pl.col("state").replace_strict(states, return_dtype=pl.String),
    )
    columns = {
        "name": Column(words("Norm")),
        "told": Column(words("State")),
        "have": Column(words("There is"), "number", 0),
        "need": Column(words("Needed"), "number", 0),
        "shortfall": Column(words("Missing"), "number", 0),
        "thing": Column(words("Counted in")),
        "cost": Column(words("Cost, million đồng"), "number", 0),
        "price": Column(words("Price")),
    }
    return Table(words("What the unit lacks"), rows, columns)


@remembered
def tried(reader: Reader, round_: str, unit: str) -> tuple[Told, ...]:
    """The initiatives of the unit's report."""
    whose = f"{directory_row(reader, round_, unit)['name']} · {naming.round_name(reader, round_)}"
    rows = units.initiatives(reader.version, round_, unit).iter_rows(named=True)
    return tuple(told(reader, row, whose) for row in rows)


def directory_row(reader: Reader, round_: str, unit: str) -> dict[str, Any]:
    """The unit's line in the directory."""
    return directory(reader, round_).row(by_predicate=pl.col("unit") == unit, named=True)


def instrument_of(reader: Reader, round_: str, unit: str) -> Instrument:
    """The instrument by which the unit is judged."""
    return naming.instrument_of(directory_row(reader, round_, unit)["institution_type"])
