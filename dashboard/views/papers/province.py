"""The report on all units of a province, as its Department hands it to the ministry: the fields of `province`."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import polars as pl

from catalogue import Instrument
from dashboard.data import facts, initiatives, overview, provinces, rankings
from dashboard.data.initiatives import Wanted
from dashboard.data.source import judged_by, remembered
from dashboard.views import naming
from dashboard.views import province as page
from dashboard.views.context import notices
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from dashboard.views.initiatives import Told, told
from dashboard.views.papers import parts
from dashboard.views.papers.heading import heading
from dashboard.views.papers.unit import NO_EARLIER
from dashboard.views.reader import Reader
from dashboard.views.unit import directory
from dashboard.words import N_
from store.faults import Fault, ReportError

ISSUER: Final = "department"
GOALS: Final = N_("Shares among the units that answered; “missing” is what is lacking until all of them are there.")
NO_GOALS: Final = N_("No unit has answered what the goals are measured by.")
GAPS: Final = N_("The table names what is missing over all units of the province, what costs most first.")
NO_GAPS: Final = N_("Nothing is known to be missing.")
NO_ISSUER: Final = N_("No Department of {province} is in being in this round, so that nobody could sign the report.")


@remembered
def fields(reader: Reader, round_: str, province: str) -> dict[str, Any]:
    """Of a province by its code; ReportError where no Department could sign."""
    words = reader.words
    goals, gaps = _goals(reader, round_, province), _gaps(reader, round_, province)
    return {
        **heading(reader, round_, issuer(reader, round_, province), _notices(reader, round_, province)),
        "province": naming.within(judged_by().geography.province(province, _day(reader, round_)).full_name_vi),
        "summary": [page.summary(reader, round_, province), *filter(None, [page.became(reader, round_, province)])],
        "types": _types(reader, round_, province),
        "goals": goals,
        "goals_told": words(GOALS if goals else NO_GOALS),
        "changed": list(_changed(reader, round_, province)) or [words(NO_EARLIER)],
        "gaps": gaps,
        "gaps_told": words(GAPS if gaps else NO_GAPS),
        "initiatives": parts.initiatives(_tried(reader, round_, province), whose=True),
        "initiatives_told": _how_many(reader, round_, province),
        "difficulties": parts.difficulties(reader, provinces.gaps(reader.version, round_, province)),
        "units": _units(reader, round_, province),
    }


def issuer(reader: Reader, round_: str, province: str) -> dict[str, Any]:
    """The Department's line in the directory."""
    found = directory(reader, round_).filter(province=province, institution_type=ISSUER)
    if found.is_empty():
        raise ReportError([Fault("", NO_ISSUER, {"province": naming.province_name(reader, round_, province)})])
    return found.row(0, named=True)


def _notices(reader: Reader, round_: str, province: str) -> list[str]:
    """What holds for the whole round, and whether anybody there is judged by a draft of ours."""
    whole, draft = notices(reader, round_), reader.words("Draft instrument of the project")
    drafts = [draft] if any(each.status != "official" for each in _instruments(reader, round_, province)) else []
    place = int(reader.demonstration)  # after the word that data are invented
    return [*whole[:place], *drafts, *whole[place:]]


def _day(reader: Reader, round_: str) -> date:
    return facts.round_named(reader.version, round_).ends


def _instruments(reader: Reader, round_: str, province: str) -> list[Instrument]:
    here = facts.units(reader.version, round_).filter(province=province)["institution_type"].to_list()
    return [each for each in facts.instruments() if each.institution_type in here]


def _types(reader: Reader, round_: str, province: str) -> list[parts.Row]:
    """One row per institution type with units there; the change is that of the units scored in both rounds."""
    words, version, rows = reader.words, reader.version, []
    for instrument in _instruments(reader, round_, province):
        type_, item = instrument.institution_type, rankings.items(instrument)[0]
        here = overview.provinces(version, round_, type_, item).row(by_predicate=pl.col("code") == province, named=True)
        both = _both(reader, round_, province, instrument)
        now, before = both["score"].mean(), both["previous_score"].mean()
        rows.append(
            {
                "name": naming.type_name(reader, type_),
                "units": words.number(here["units"], 0),
                "reported": words.number(here["scored"], 0),
                "mean": words.number(here["simple"], 1),
                "country": words.number(overview.headline(version, round_, type_, item)["mean"], 1),
                "change": parts.changed_by(reader, _number(now), _number(before)),
            }
        )
    return rows


def _changed(reader: Reader, round_: str, province: str) -> Iterator[str]:
    """Of each type how many rose and fell, and who most."""
    words = reader.words
    for instrument in _instruments(reader, round_, province):
        both = _both(reader, round_, province, instrument)
        if both.is_empty():
            continue
        rose, fell = both.filter(pl.col("change") > 0), both.filter(pl.col("change") < 0)
        told = words.plural(
            "{type}: {n} unit has a score in both rounds; {rose} rose, {fell} fell.",
            "{type}: {n} units have a score in both rounds; {rose} rose, {fell} fell.",
            both.height,
            type=naming.type_name(reader, instrument.institution_type),
            rose=rose.height,
            fell=fell.height,
        )
        most = [each.row(0, named=True) for each in (rose, fell.reverse()) if each.height]
        named = [f"{words.name(row)} ({parts.changed_by(reader, row['score'], row['previous_score'])})" for row in most]
        yield f"{told} {words('Most moved: {units}.', units='; '.join(named))}" if named else told


def _both(reader: Reader, round_: str, province: str, instrument: Instrument) -> pl.DataFrame:
    """The province's units of a type with a score in this round and the one before, the greatest rise first."""
    here = facts.units(reader.version, round_).filter(province=province)["unit"]
    rows = overview.movers(reader.version, round_, instrument.institution_type, rankings.items(instrument)[0])
    return rows.filter(pl.col("unit").is_in(here.implode()))


def _how_many(reader: Reader, round_: str, province: str) -> str:
    words, n = reader.words, initiatives.count(reader.version, Wanted(round=round_, province=province))
    if n <= page.FEW:
        return words.plural(
            "The units of the province named {n} initiative.", "The units of the province named {n} initiatives.", n
        )
    return words("The units of the province named {n} initiatives, of which {few} stand below.", n=n, few=page.FEW)


def _tried(reader: Reader, round_: str, province: str) -> list[Told]:
    """The first few initiatives, each under the name of its unit alone."""
    rows = initiatives.page(reader.version, Wanted(round=round_, province=province), 1).head(page.FEW)
    return [told(reader, row, row[f"unit_{reader.language}"]) for row in rows.iter_rows(named=True)]


def _goals(reader: Reader, round_: str, province: str) -> list[parts.Row]:
    words, table = reader.words, page.goals(reader, round_, province)
    return [
        {
            "name": row["name"],
            "share": words.number(row["share"], 1),
            "country": words.number(row["country"], 1),
            "missing": words.number(row["missing"], 0),
        }
        for row in table.rows.iter_rows(named=True)
    ]


def _gaps(reader: Reader, round_: str, province: str) -> list[parts.Row]:
    words, table = reader.words, page.gaps(reader, round_, province)
    return [
        {
            "name": row["name"],
            "thing": row["thing"],
            "missing": words.number(row["shortfall"], 0),
            "share": words.percent(None if row["share"] is None else 100 * row["share"], 0),
            "cost": words.number(None if row["cost"] is None else row["cost"] / MILLIONS_IN_A_BILLION, 1),
            "short": words.number(row["short"], 0),
        }
        for row in table.rows.filter(pl.col("shortfall") > 0).iter_rows(named=True)
    ]


def _units(reader: Reader, round_: str, province: str) -> list[parts.Row]:
    words = reader.words
    return [
        {
            "name": row["name"],
            "score": words.number(row["score"], 1),
            "level": row["level_name"],
            "rank": words.written(None) if row["rank"] is None else f"{row['rank']} ({row['range']})",
        }
        for table in page.of_types(reader, round_, province)
        for row in table.rows.iter_rows(named=True)
    ]


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
