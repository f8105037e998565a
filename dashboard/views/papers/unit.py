"""The report of a unit on a round, as it hands it to the ministry: the fields of the template `unit`."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from dashboard.data import facts, movement, rankings, shortfalls, units
from dashboard.data.source import remembered
from dashboard.views import naming, next_level
from dashboard.views import unit as page
from dashboard.views.context import notices
from dashboard.views.overview import Card
from dashboard.views.papers import parts
from dashboard.views.papers.heading import heading
from dashboard.views.reader import Reader
from dashboard.words import N_, Words

NAMED = 3
WORTH_TELLING = 0.05  # points
NO_EARLIER = N_("There is no earlier round with which this one can be compared.")


@remembered
def fields(reader: Reader, round_: str, unit: str) -> dict[str, Any]:
    """Of a unit whose report counts."""
    row, words = page.directory_row(reader, round_, unit), reader.words
    instrument = page.instrument_of(reader, round_, unit)
    ahead, behind, _ = page.strong_and_weak(reader, round_, unit)
    levels = next_level.levels(reader, round_, unit)
    wanted = next(iter(levels), "")
    tried = page.tried(reader, round_, unit)
    gaps = shortfalls.gaps_of_units(reader.version, round_).filter(pl.col("unit") == unit)
    return {
        **heading(reader, round_, row, notices(reader, round_, instrument)),
        "summary": _summary(reader, round_, unit),
        "groups": _groups(reader, round_, unit),
        "next_level": naming.within(levels[wanted]) if wanted else "",
        "lacking": list(next_level.lacking(reader, round_, unit, wanted)) if wanted else [],
        "ahead": list(ahead) or [words("Nowhere ahead of the median of its peers.")],
        "behind": list(behind) or [words("Nowhere behind the median of its peers.")],
        "changed": list(_changed(reader, round_, unit)),
        "gaps": _gaps(reader, round_, unit),
        "gaps_told": _gaps_told(reader, gaps),
        "initiatives": parts.initiatives(tried),
        "initiatives_told": words.plural(
            "The report names {n} initiative.", "The report names {n} initiatives.", len(tried)
        )
        if tried
        else words("The report names no initiative."),
        "difficulties": parts.difficulties(reader, gaps),
        "indicators": _indicators(reader, round_, unit),
    }


def _summary(reader: Reader, round_: str, unit: str) -> list[str]:
    """The whole where the instrument states one, else each of its pillars; then how far the report has come."""
    words, instrument = reader.words, page.instrument_of(reader, round_, unit)
    cards = page.headline(reader, round_, unit)
    shown = cards[:1] if instrument.overall else cards
    told = [" ".join((_standing(words, card), *card.lines[1:])) for card in shown]
    state = words(naming.STATES[page.directory_row(reader, round_, unit)["state"]])
    return [*told, words("State of the report: {state}.", state=state)]


def _standing(words: Words, card: Card) -> str:
    level = naming.within(card.lines[0])
    return words("{item}: {score} of 100 points, {level}.", item=card.title, score=card.value, level=level)


def _groups(reader: Reader, round_: str, unit: str) -> list[parts.Row]:
    words, instrument = reader.words, page.instrument_of(reader, round_, unit)
    profile = {row["item"]: row for row in units.profile(reader.version, round_, unit).iter_rows(named=True)}
    rows = []
    for pillar in instrument.pillars:
        peers = rankings.ranking(reader.version, round_, instrument.institution_type, pillar.id)
        own = peers.row(by_predicate=pl.col("unit") == unit, named=True)
        rows.append(
            {
                "name": pillar.name(reader.language),
                "score": words.number(own["score"], 1),
                "level": naming.level_name(reader, instrument, own["level"]),
                "median": words.number(profile[pillar.id]["median"], 1),
                "change": parts.changed_by(reader, own["score"], own["previous_score"]),
            }
        )
    return rows


def _changed(reader: Reader, round_: str, unit: str) -> Iterator[str]:
    """The score then and now, and the indicators that moved it most."""
    words, instrument = reader.words, page.instrument_of(reader, round_, unit)
    type_, item = instrument.institution_type, rankings.items(instrument)[0]
    before = facts.previous(reader.version, round_)
    own = rankings.ranking(reader.version, round_, type_, item).row(by_predicate=pl.col("unit") == unit, named=True)
    if before is None or own["previous_score"] is None or own["score"] is None:
        yield words(NO_EARLIER)
        return
    yield words(
        "{item}: from {before} to {now} points ({change}) since {round}.",
        item=naming.item_name(reader, instrument, item),
        before=words.number(own["previous_score"], 1),
        now=words.number(own["score"], 1),
        change=parts.changed_by(reader, own["score"], own["previous_score"]),
        round=naming.within(words.name(vars(before))),
    )
    moved = movement.by_indicator(reader.version, round_, type_, item).filter(pl.col("unit") == unit)
    moved = moved.with_columns(points=pl.col("own") + pl.col("appraisal"))
    moved = moved.sort("points", "indicator", descending=[True, False])
    names = {each.id: each.name(reader.language) for each in instrument.indicators}
    rose = moved.filter(pl.col("points") > WORTH_TELLING).head(NAMED)
    fell = moved.filter(pl.col("points") < -WORTH_TELLING).reverse().head(NAMED)
    if rose.height:
        yield words("Most gained by: {indicators}.", indicators=_told(words, names, rose))
    if fell.height:
        yield words("Most lost by: {indicators}.", indicators=_told(words, names, fell))


def _told(words: Words, names: dict[str, str], rows: pl.DataFrame) -> str:
    pairs = rows.select("indicator", "points").iter_rows()
    return "; ".join(f"{names[id_]} ({'+' if points > 0 else ''}{words.number(points, 1)})" for id_, points in pairs)


def _gaps(reader: Reader, round_: str, unit: str) -> list[parts.Row]:
    words, table = reader.words, page.lacking(reader, round_, unit)
    short = table.rows.filter(pl.col("state") == "short")
    return [
        {
            "name": row["name"],
            "thing": row["thing"],
            "have": words.number(row["have"], 0),
            "need": words.number(row["need"], 0),
            "missing": words.number(row["shortfall"], 0),
            "cost": words.number(row["cost"], 0),
        }
        for row in short.iter_rows(named=True)
    ]


def _gaps_told(reader: Reader, rows: pl.DataFrame) -> str:
    words, states = reader.words, rows["state"].to_list()
    counts = {state: states.count(state) for state in ("short", "met", "no_data")}
    if rows.is_empty():
        return words("No norm is asked of the unit.")
    told = words(
        "Of {n} norms, {met} are met and {short} are not; of {no_data} no figure is known.", n=rows.height, **counts
    )
    if not rows["cost"].count():
        return told
    cost = words.number(float(rows["cost"].sum()), 0)
    return told + " " + words("Closing the known gaps would cost about {cost} million đồng.", cost=cost)


def _indicators(reader: Reader, round_: str, unit: str) -> list[parts.Row]:
    words, table = reader.words, page.indicators(reader, round_, unit)
    return [
        {
            "pillar": row["pillar"],
            "name": row["name"],
            "value": row["told"],
            "self_points": words.number(row["self_points"], 1),
            "points": words.number(row["points"], 1),
            "full": words.number(row["full"], 1),
        }
        for row in table.rows.iter_rows(named=True)
    ]
