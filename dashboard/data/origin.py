"""Why a number is what it is: the chain from a result to formula, answers, report, door and reviewer, as data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection

from catalogue import Instrument
from dashboard.data.chain import SUM, WEIGHTED_MEAN, Appraised, Condition, Event, Filed, Formula, Given, Link, Origin
from dashboard.data.editions import Sealed
from dashboard.data.inputs import key
from dashboard.data.results import inputs, results
from dashboard.data.source import Version, engine_at, judged_by, remembered
from dashboard.exports.bundle import from_csv
from metrics.judge import METHOD
from metrics.values import gates
from store import queries
from store.engine import reading
from store.queries.country import REPORTS
from store.queries.origins import ANSWER_ORIGINS, APPRAISAL_ORIGINS, REPORT_EVENTS
from store.results import RESULTS
from store.versions import kept_catalogue

ANSWERS: Final = "answers"  # the kind of what rests on answers alone; its item names their questions, with dots between
NUMBERS: Final = ("value", "self_points", "points", "possible", "score", "level", "rank", "ranked", "answered")
REPORT: Final = {**REPORTS, "on_time": pl.Boolean}


@dataclass(frozen=True, eq=False)
class Told:
    """What is on record of one unit in one round: its results, answers, appraisals, report and its events."""

    results: pl.DataFrame
    answers: pl.DataFrame
    appraisals: pl.DataFrame
    report: pl.DataFrame
    events: pl.DataFrame


@remembered
def origin(version: Version, round_: str, unit: str, kind: str, item: str) -> Origin | None:
    """The origin of a live result, or of some answers; None where the unit has no such result in the round."""
    mine = pl.col("unit") == unit
    with reading(engine_at(version.store)) as connection:
        told = Told(
            results=results(version, round_).filter(mine),
            answers=queries.answer_origins(connection, round_, unit),
            appraisals=queries.appraisal_origins(connection, round_, unit),
            report=queries.reports(connection, round_).filter(mine),
            events=queries.report_events(connection, round_, unit),
        )
    given = inputs(version, round_)
    type_ = given.reports.filter(mine)["institution_type"].to_list()
    instrument = judged_by().instrument_for(type_[0]) if type_ else None
    if instrument is None or not (_asks(instrument, item) if kind == ANSWERS else _has(told, kind, item)):
        return None
    return Origin(
        unit=unit,
        round=round_,
        link=answers_alone(told, item) if kind == ANSWERS else link(told, instrument, kind, item),
        filed=_filed(told),
        edition=key(given, version.catalogue),
        data_version=version.data,
        catalogue=version.catalogue,
        method=METHOD,
    )


def sealed_origin(connection: Connection, sealed: Sealed, unit: str, kind: str, item: str) -> Origin | None:
    """The origin of a result as it was sealed, read from the sealed file alone; later edits do not reach it."""
    files, about = sealed.bundle.files, sealed.bundle.about
    told = Told(
        results=_of_unit(files["results/results.csv"], RESULTS, unit),
        answers=_of_unit(files["data/answers.csv"], ANSWER_ORIGINS, unit),
        appraisals=_of_unit(files["data/appraisals.csv"], APPRAISAL_ORIGINS, unit),
        report=_of_unit(files["data/reports.csv"], REPORT, unit),
        events=_of_unit(files["data/events.csv"], REPORT_EVENTS, unit),
    )
    if not _has(told, kind, item):
        return None
    types = _of_unit(files["data/units.csv"], {"unit": pl.String, "institution_type": pl.String}, unit)
    instrument = kept_catalogue(connection, about["catalogue"]).instrument_for(types["institution_type"][0])
    if instrument is None:
        raise KeyError(types["institution_type"][0])
    return Origin(
        unit=unit,
        round=about["round"]["id"],
        link=link(told, instrument, kind, item),
        filed=_filed(told),
        edition=about["key"],
        data_version=about["data_version"],
        catalogue=about["catalogue"],
        method=about["method"],
        seal=sealed.seal.digest,
    )


def answers_alone(told: Told, item: str) -> Link:
    """Answers from which figures of many units are added up, such as what is missing against a norm."""
    unknown: dict[str, Any] = dict.fromkeys(NUMBERS)
    given = tuple(_given(told, question) for question in item.split("."))
    return Link(ANSWERS, item, **unknown, rule="scored", formula=Formula(SUM, None), answers=given)


def link(told: Told, instrument: Instrument, kind: str, item: str) -> Link:
    """One result with all that is below it."""
    fields = (*NUMBERS, "rule")
    wanted = (pl.col("kind") == kind) & (pl.col("item") == item)
    row = told.results.row(by_predicate=wanted, named=True)
    below: dict[str, Any]
    match kind:
        case "indicator":
            below = _indicator(told, instrument, item)
        case "pillar":
            below = _pillar(told, instrument, item)
        case _:
            formula = Formula(WEIGHTED_MEAN, 100.0) if kind == "overall" else Formula(SUM, row["possible"])
            below = {"formula": formula, "parts": _parts(told, instrument, kind, item)}
    return Link(kind=kind, item=item, **{name: row[name] for name in fields}, **below)


def _parts(told: Told, instrument: Instrument, kind: str, item: str) -> tuple[Link, ...]:
    """The results that another is made from: pillars of the whole, indicators of a pillar or of a section."""
    if kind == "overall":
        return tuple(link(told, instrument, "pillar", pillar.id) for pillar in instrument.pillars)
    column = "pillar" if kind == "pillar" else "section"
    own = [each.id for each in instrument.indicators if getattr(each, column) == item]
    return tuple(link(told, instrument, "indicator", id_) for id_ in own)


def _pillar(told: Told, instrument: Instrument, item: str) -> dict[str, Any]:
    pillar = instrument.pillar(item)
    return {
        "formula": Formula(SUM, pillar.points, weight=pillar.weight),
        "parts": _parts(told, instrument, "pillar", item),
        "conditions": tuple(_conditions(told, instrument, item)),
    }


def _indicator(told: Told, instrument: Instrument, item: str) -> dict[str, Any]:
    indicator = instrument.indicator(item)
    formula = Formula(
        kind=indicator.formula,
        full=float(indicator.points),
        of=indicator.of,
        out_of=indicator.out_of,
        worst=indicator.worst,
        best=indicator.best,
        steps=indicator.steps,
        each=indicator.each,
    )
    own = told.appraisals.filter(pl.col("indicator") == item).drop("unit", "indicator")
    appraisal = Appraised(**own.row(0, named=True)) if own.height else None
    answers = tuple(_given(told, question) for question in indicator.asks)
    return {"formula": formula, "answers": answers, "appraisal": appraisal}


def _conditions(told: Told, instrument: Instrument, pillar: str) -> Iterator[Condition]:
    asked = {gate.id: gate.question for gate in instrument.gates}
    rows = gates(told.answers, told.report["unit"], instrument).filter(pl.col("pillar") == pillar)
    for row in rows.iter_rows(named=True):
        yield Condition(row["gate"], row["limit"], row["met"], _given(told, asked[row["gate"]]))


def _given(told: Told, question: str) -> Given:
    own = told.answers.filter(pl.col("question") == question).drop("unit")
    return Given(**own.row(0, named=True)) if own.height else Given(question)


def _filed(told: Told) -> Filed:
    row = told.report.row(0, named=True)
    events = tuple(Event(**each) for each in told.events.drop("unit").iter_rows(named=True))
    names = ("report", "state", "instrument", "catalogue", "first_submitted_at", "on_time")
    return Filed(**{name: row[name] for name in names}, events=events)


def _asks(instrument: Instrument, item: str) -> bool:
    return all(question in instrument.questions for question in item.split("."))


def _has(told: Told, kind: str, item: str) -> bool:
    return told.results.filter(pl.col("kind") == kind, pl.col("item") == item).height > 0


def _of_unit(content: bytes, schema: Mapping[str, Any], unit: str) -> pl.DataFrame:
    return from_csv(content, schema).filter(pl.col("unit") == unit)
