"""A report as it is asked: an instrument, one unit and one round become everything that the form shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Connection

from catalogue import Catalogue, Entry, Indicator, Instrument, Question
from dashboard.api.form_shapes import Asked, Form, Judged, Option, Part
from dashboard.views import deadlines
from dashboard.views.answers import worded
from dashboard.views.naming import MARKS
from dashboard.views.reader import Reader
from dashboard.views.rules import formula, scoring
from dashboard.words import N_, Words
from store import queries
from store.drafts import Who
from store.previous import Previous
from store.queries.register import more_time
from store.workbook.layout import ABSENCES, STAGES, Label

BETWEEN = N_("from {low} to {high}")
AT_LEAST = N_("{low} or more")
WHOLE = N_("a whole number")
NOT_ABOVE = N_("not more than “{whole}”")
GATE = N_("Mandatory condition without points: while it is not met, this part stays at level {level} or below.")
OTHERS = N_("Other figures")


@dataclass(frozen=True)
class Case:
    """Who is asked what, in which language."""

    reader: Reader
    catalogue: Catalogue
    instrument: Instrument
    last: Previous

    def name(self, entry: Entry) -> str:
        return entry.name(self.reader.language)


def form(connection: Connection, case: Case, who: Who, closed: str | None) -> Form:
    """The whole document."""
    words, instrument, unit, round_ = case.reader.words, case.instrument, who.unit, who.round
    round_name, unit_name = names(connection, unit, round_, words)
    of = queries.rounds(connection).row(by_predicate=pl.col("round") == round_, named=True)
    own = next(more_time(connection, round_, unit).iter_rows(named=True), None)
    official = instrument.status == "official"
    return Form(
        unit=unit,
        unit_name=unit_name,
        round=round_,
        round_name=round_name,
        due=of["due"],
        due_told=words.deadline(of["due"], of["due_time"]),
        deadlines=list(deadlines.told(words, of, own, who.at)),
        closed=closed,
        instrument=instrument.id,
        title=case.name(instrument),
        basis=instrument.decision if official else words("Draft instrument of the project"),
        notice=instrument.notice(words.language),
        last_round=words.name(case.last.round) if case.last.round else None,
        parts=list(_parts(case)),
        topics=[Option(id=each.id, name=case.name(each)) for each in case.catalogue.topics.values()],
        stages=_options(STAGES, words.language),
        absences=_options(ABSENCES, words.language),
    )


def names(connection: Connection, unit: str, round_: str, words: Words) -> tuple[str, str]:
    """Of the round and of the unit, as it was called on the round's last day."""
    of = queries.rounds(connection).row(by_predicate=pl.col("round") == round_, named=True)
    units = queries.units(connection, of["ends"]).filter(pl.col("unit") == unit).to_dicts()
    return words.name(of), words.name(units[0]) if units else unit


def _parts(case: Case) -> Iterator[Part]:
    """In the order of `Instrument.asked`: each question once, where it is needed first."""
    seen: set[str] = set()
    instrument = case.instrument
    for pillar in instrument.pillars:
        gates = [gate for gate in instrument.gates if gate.pillar == pillar.id]
        told = {gate.question: case.reader.words(GATE, level=gate.level) for gate in gates}
        conditions = [_asked(case, id_, told[id_]) for id_ in _new(told, seen)]
        indicators = [_judged(case, each, seen) for each in instrument.in_pillar(pillar.id)]
        yield Part(id=pillar.id, name=case.name(pillar), conditions=conditions, indicators=indicators)
    others = [_asked(case, id_, None) for id_ in _new(dict.fromkeys(instrument.ask), seen)]
    if others:
        yield Part(id="others", name=case.reader.words(OTHERS), conditions=others, indicators=[])


def _new(ids: dict[str, Any], seen: set[str]) -> list[str]:
    fresh = [id_ for id_ in ids if id_ not in seen]
    seen.update(fresh)
    return fresh


def _judged(case: Case, indicator: Indicator, seen: set[str]) -> Judged:
    wanted = indicator.questions_asked
    fresh = _new(dict.fromkeys(wanted), seen)
    words = case.reader.words
    return Judged(
        id=indicator.id,
        name=case.name(indicator),
        full=words.number(indicator.points),
        formula=formula(case.reader, case.instrument, indicator),
        scoring=scoring(case.reader, indicator),
        evidence=indicator.evidence(words.language),
        questions=[_asked(case, id_, None) for id_ in fresh],
        before=[id_ for id_ in wanted if id_ not in fresh],
    )


def _asked(case: Case, id_: str, gate: str | None) -> Asked:
    question, language = case.instrument.questions[id_], case.reader.language
    last = case.last.answers.get(id_)
    told = {"value": last.value, "choice": last.choice, "absence": last.absence} if last else None
    return Asked(
        id=id_,
        kind=question.kind,
        name=case.name(question),
        unit=question.unit(language),
        help=question.help(language),
        limits=_limits(case, question),
        choices=[Option(id=each.id, name=case.name(each)) for each in question.choices],
        last=worded(case.reader.words, question, told) if told else None,
        norms=list(_norms(case, question)),
        gate=gate,
    )


def _limits(case: Case, question: Question) -> str:
    if not question.is_number:
        return ""
    words, ceiling = case.reader.words, question.ceiling
    parts = [words(WHOLE)] if question.kind == "count" else []
    if ceiling is not None or question.min:
        parts.append(words(AT_LEAST if ceiling is None else BETWEEN, low=question.min, high=ceiling))
    whole = case.instrument.questions.get(question.at_most or "")
    if whole is not None:
        parts.append(words(NOT_ABOVE, whole=whole))
    return ", ".join(parts)


def _norms(case: Case, question: Question) -> Iterator[Option]:
    for norm in case.catalogue.norms_for(case.instrument):
        if norm.have == question.id:
            yield Option(id=norm.id, name=f"{case.name(norm)} ({case.reader.words(MARKS[norm.mark])})")


def _options(labels: dict[str, Label], language: str) -> list[Option]:
    return [
        Option(id=id_, name=label.names["name_vi" if language == "vi" else "name_en"]) for id_, label in labels.items()
    ]
