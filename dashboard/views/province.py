"""One province: its units by type, its parts before the merger, its gaps, its initiatives and its way to the goals."""

from collections.abc import Iterator

import polars as pl

from catalogue import Instrument
from dashboard.data import facts, overview, provinces, rankings, shortfalls
from dashboard.data.findings import Evidence
from dashboard.data.initiatives import Wanted
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column
from dashboard.views import initiatives
from dashboard.views.gaps import MILLIONS_IN_A_BILLION, difficulties, price_told
from dashboard.views.initiatives import Told
from dashboard.views.naming import (
    item_name,
    level_name,
    named,
    province_name,
    round_name,
    type_name,
    within,
)
from dashboard.views.overview import Card
from dashboard.views.rankings import rank_range
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.views.targets import name_of

MERGED = "department"  # the type that reported before the provinces merged as well as after
FEW = 4  # initiatives on the province's own page


@remembered
def names(reader: Reader, round_: str) -> dict[str, str]:
    """The provinces of a round's day by code, in the Vietnamese order of their names."""
    day = facts.round_named(reader.version, round_).ends
    found = {p.code: province_name(reader, round_, p.code) for p in judged_by().geography.provinces_on(day)}
    return dict(sorted(found.items(), key=lambda pair: reader.words.sort_key(pair[1])))


@remembered
def cards(reader: Reader, round_: str, province: str) -> tuple[Card, ...]:
    """One card per type with units there: their mean beside the country's, and on how many units it rests."""
    return tuple(_cards(reader, round_, province))


@remembered
def summary(reader: Reader, round_: str, province: str) -> str:
    """How many units there are, how many reported, and what closing the gaps there would cost."""
    words = reader.words
    rows = provinces.gaps(reader.version, round_, province)
    units = facts.units(reader.version, round_).filter(pl.col("province") == province)
    counted = facts.counted(reader.version, round_).filter(pl.col("province") == province)
    told = words(
        "{province} has {n} units of the movement; the reports of {counted} count in this round.",
        province=province_name(reader, round_, province),
        n=units.height,
        counted=counted.height,
    )
    if not rows["cost"].count():
        return told
    worst = rows.row(0, named=True)
    norm = judged_by().norms[worst["norm"]]
    billions = float(rows["cost"].sum()) / MILLIONS_IN_A_BILLION
    cost = words(
        "Closing the known gaps would cost about {cost} billion đồng; the costliest is “{norm}”: {missing} {thing}.",
        cost=words.number(billions, 0),
        norm=norm.short(reader.language),
        missing=words.number(worst["shortfall"], 0),
        thing=norm.unit(reader.language),
    )
    return f"{told} {cost}"


@remembered
def of_types(reader: Reader, round_: str, province: str) -> tuple[Table, ...]:
    """One table per institution type with units there, best first."""
    found = (_of_type(reader, round_, province, each) for each in facts.instruments())
    return tuple(table for table in found if table.rows.height)


@remembered
def merged(reader: Reader, province: str) -> tuple[str, Table] | None:
    """What a merged province was made of: in words, and part by part with both means; None where it was not merged."""
    words = reader.words
    made = provinces.merger(reader.version, province, MERGED)
    instrument = judged_by().instrument_for(MERGED)
    if made is None or instrument is None:
        return None
    item = rankings.items(instrument)[0]
    rows = provinces.parts(reader.version, province, MERGED, item)
    whole = rows.row(-1, named=True)
    part_names = [province_name(reader, made.before, code) for code in rows["code"].drop_nulls()]
    told = words(
        "Made on {day} of {parts}. In {round} the mean of the whole is {simple} with each unit alike and {weighted} by "
        "learners, over {units} units; the parts together have as many.",
        day=made.on,
        parts=part_names,
        round=within(round_name(reader, made.before)),
        simple=words.number(whole["simple"], 1),
        weighted=words.number(whole["weighted"], 1),
        units=whole["units"],
    )
    columns = {
        "name": Column(words("Province")),
        "simple": Column(words("Each unit alike"), "number", 1),
        "weighted": Column(words("By learners"), "number", 1),
        "weight": Column(words("Learners"), "number", 0),
        "units": Column(words("Units"), "number", 0),
        "scored": Column(words("Units with data"), "number", 0),
    }
    listed = [*part_names, words("{province}, the whole", province=province_name(reader, made.after, province))]
    title = words("Parts before the merger, {round}", round=within(round_name(reader, made.before)))
    return told, Table(title, rows.with_columns(name=pl.Series(listed, dtype=pl.String)), columns)


def explained(reader: Reader, province: str) -> dict[str, str]:
    """The choices on the page of changes that tell what the merger did to the rank of the Department; may be empty."""
    made = provinces.merger(reader.version, province, MERGED)
    if made is None:
        return {}
    here = facts.units(reader.version, made.after).filter(
        pl.col("province") == province, pl.col("institution_type") == MERGED
    )
    return {"round": made.after, "type": MERGED, "unit": here["unit"][0]} if here.height else {}


def became(reader: Reader, round_: str, province: str) -> str:
    """What a former province has become part of; empty for a present one."""
    places = judged_by().geography
    day = facts.round_named(reader.version, round_).ends
    step = next((each for each in places.successions if each.old_code == province and each.on > day), None)
    if step is None:
        return ""
    new = places.province(step.new_code, step.on)
    name = new.name_vi if reader.language == "vi" else new.name_en
    return reader.words("Part of {province} since {day}.", province=name, day=step.on)


@remembered
def gaps(reader: Reader, round_: str, province: str) -> Table:
    """One row per norm: what is missing there, what it costs, and how many units are short or unknown."""
    words = reader.words
    norms = {norm.id: norm for norm in shortfalls.norms()}
    topics = {topic.id: topic.name(reader.language) for topic in difficulties()}
    rows = provinces.gaps(reader.version, round_, province)
    told = [
        {
            "name": norms[id_].name(reader.language),
            "topic": topics[norms[id_].difficulty],
            "thing": norms[id_].unit(reader.language),
            "price": price_told(reader, round_, norms[id_]),
        }
        for id_ in rows["norm"]
    ]
    shown = rows.hstack(pl.DataFrame(told, schema=dict.fromkeys(("name", "topic", "thing", "price"), pl.String)))
    columns = {
        "name": Column(words("Norm")),
        "shortfall": Column(words("Missing"), "number", 0),
        "thing": Column(words("Counted in")),
        "share": Column(words("Share missing"), "percent", 0),
        "billions": Column(words("Cost, billion đồng"), "number", 1),
        "short": Column(words("Units short"), "number", 0),
        "no_data": Column(words("Units without data"), "number", 0),
        "topic": Column(words("Difficulty")),
        "price": Column(words("Price")),
    }
    title = words("What is missing against the norms")
    return Table(title, shown.with_columns(billions=pl.col("cost") / MILLIONS_IN_A_BILLION), columns)


@remembered
def goals(reader: Reader, round_: str, province: str) -> Table:
    """One row per goal that units tell of: the share there, that of the country, and how many are missing there."""
    words = reader.words
    rows = provinces.shares(reader.version, round_, province, reader.today)
    columns = {
        "name": Column(words("Goal")),
        "share": Column(words("Here, %"), "number", 1),
        "country": Column(words("Country, %"), "number", 1),
        "missing": Column(words("Missing"), "number", 0),
        "base": Column(words("Out of"), "number", 0),
    }
    names_ = pl.Series([name_of(reader, id_) for id_ in rows["goal"]], dtype=pl.String)
    return Table(words("On the way to the goals"), rows.with_columns(name=names_), columns)


@remembered
def tried(reader: Reader, round_: str, province: str) -> tuple[str, tuple[Told, ...]]:
    """How many initiatives the province's units reported in a round, and the first few of them."""
    wanted = Wanted(round=round_, province=province)
    return initiatives.how_many(reader, wanted), initiatives.page(reader, wanted, 1)[:FEW]


def _cards(reader: Reader, round_: str, province: str) -> Iterator[Card]:
    words = reader.words
    for instrument in facts.instruments():
        item, type_ = rankings.items(instrument)[0], instrument.institution_type
        rows = overview.provinces(reader.version, round_, type_, item)
        here = rows.filter(pl.col("code") == province).row(0, named=True)
        if not here["units"]:
            continue
        country = overview.headline(reader.version, round_, type_, item)["mean"]
        measure = item_name(reader, instrument, item)
        lines = [words("{measure}, mean of the units that reported, out of 100.", measure=measure)]
        lines.append(words("Mean of the country: {mean}.", mean=words.number(country, 1)))
        if here["weighted"] is not None and here["scored"] > 1:
            lines.append(words("Weighted by learners: {mean}.", mean=words.number(here["weighted"], 1)))
        lines.append(words("Reported: {counted} of {expected}.", counted=here["scored"], expected=here["units"]))
        evidence = Evidence("rankings", {"round": round_, "type": type_, "item": item})
        mean = words.number(here["simple"], 1)
        yield Card(type_name(reader, type_), mean, "", 0, tuple(lines), evidence=evidence)


def _of_type(reader: Reader, round_: str, province: str, instrument: Instrument) -> Table:
    words, type_ = reader.words, instrument.institution_type
    rows = named(provinces.of_type(reader.version, round_, province, type_), words)
    told = [
        {
            "level_name": level_name(reader, instrument, row["level"]),
            "range": rank_range(reader, _whole(row["rank_low"]), _whole(row["rank_high"], up=True)),
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "name": Column(words("Unit")),
        "score": Column(words("Score"), "number", 1),
        "level_name": Column(words("Level")),
        "rank": Column(words("Rank"), "number", 0),
        "range": Column(words("Rank range")),
    }
    shown = rows.hstack(pl.DataFrame(told, schema=dict.fromkeys(("level_name", "range"), pl.String)))
    title = words("Units: {type}", type=within(type_name(reader, type_)))
    return Table(title, shown, columns)


def _whole(rank: float | None, *, up: bool = False) -> float | None:
    return None if rank is None else float(-(-rank // 1) if up else rank // 1)
