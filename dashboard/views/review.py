"""The queue of reports and one report opened, in the reader's words."""

from typing import Any, Final, NamedTuple

import polars as pl

from catalogue import Instrument
from dashboard.data import reviewing
from dashboard.data.people import Reach
from dashboard.data.source import judged_by
from dashboard.figures import Column
from dashboard.views.answers import said
from dashboard.views.naming import STATES, instrument_of, named, province_name, spoken_of, type_name
from dashboard.views.reader import Reader
from dashboard.views.rules import STRENGTHS
from dashboard.views.search import searchable
from dashboard.views.table import Table
from dashboard.words import HERE

OFTEN_EMPTY: Final = ("new", "why", "mend")
OPEN: Final = ("submitted", "appraised", "returned", "recognised")
WAITING: Final = ("submitted", "appraised")
KINDS: Final = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
}


class Wanted(NamedTuple):
    """Which reports of a round: of a type, a province, a state, and those that one reviewer has looked at before."""

    institution_type: str = ""
    province: str = ""
    state: str = "submitted"
    reviewer: str = ""


class Piece(NamedTuple):
    """One piece of evidence as it is shown: a link as text, or a file by its hash, with what it is."""

    link: str | None
    digest: str | None
    suffix: str
    told: str


def waiting(reader: Reader, round_: str, reach: Reach, wanted: Wanted) -> pl.DataFrame:
    """One row per report that fits, the longest waiting first, with a column to search in."""
    words = reader.words
    rows = reviewing.queue(reader.version, round_, reach, (wanted.state,))
    for column in ("institution_type", "province", "reviewer"):
        value = getattr(wanted, column)
        rows = rows.filter(pl.col(column) == value) if value else rows
    told = [
        {
            "type": type_name(reader, row["institution_type"]),
            "place": province_name(reader, round_, row["province"]),
            "since": words.time(row["waiting_since"]),
            "age": (reader.today - row["waiting_since"].astimezone(HERE).date()).days,
        }
        for row in rows.iter_rows(named=True)
    ]
    schema = {"type": pl.String, "place": pl.String, "since": pl.String, "age": pl.Int64}
    shown = named(spoken_of(reader, round_, rows), words).hstack(pl.DataFrame(told, schema=schema))
    return searchable(shown, "unit", "both_names", "places")


def queue_table(reader: Reader, rows: pl.DataFrame) -> Table:
    """What waits, and what is new in it."""
    words = reader.words
    columns = {
        "name": Column(words("Unit")),
        "age": Column(words("Days waiting"), "number", 0),
        "since": Column(words("Waiting since")),
        "changed": Column(words("Changed since the last submission"), "number", 0),
        "moved": Column(words("Other than last round"), "number", 0),
        "returned": Column(words("Times returned"), "number", 0),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
    }
    return Table(words("Reports that wait"), rows, columns)


def answers(reader: Reader, round_: str, unit: str, reach: Reach) -> dict[str, Table]:
    """By the name of the pillar, one row per question: the answer beside last round's, and what is new about it."""
    words, rows = reader.words, reviewing.answers(reader.version, round_, unit, reach)
    names = {each.id: each.name(reader.language) for each in _instrument(reader, round_, unit, reach).pillars}
    told = [_told(reader, row) for row in rows.iter_rows(named=True)]
    columns = {
        "name": Column(words("Question")),
        "now": Column(words("Answer")),
        "before": Column(words("Last round")),
        "new": Column(words("New")),
        "why": Column(words("Reason or remark")),
        "mend": Column(words("Asked to mend")),
    }
    whole = rows.select("pillar").hstack(pl.DataFrame(told, schema=dict.fromkeys(columns, pl.String)))
    parts = {pillar: whole.filter(pl.col("pillar") == pillar) for pillar in whole["pillar"].unique(maintain_order=True)}
    titles = {pillar: names.get(pillar) or words("Other questions") for pillar in parts}
    return {titles[id_]: Table(titles[id_], part, _needed(part, columns)) for id_, part in parts.items()}


def _needed(rows: pl.DataFrame, columns: dict[str, Column]) -> dict[str, Column]:
    """Without what is said of no row, so that the rest has room."""
    return {name: each for name, each in columns.items() if name not in OFTEN_EMPTY or (rows[name] != "").any()}


def _told(reader: Reader, row: dict[str, Any]) -> dict[str, str]:
    words, question = reader.words, row["question"]
    now = {name: row[name] for name in reviewing.SAID}
    before = {name: row[f"{name}_before"] for name in reviewing.SAID}
    return {
        "name": question_name(reader, question),
        "now": _said(reader, question, now),
        "before": _said(reader, question, before),
        "new": words("since the last submission") if row["renewed"] else "",
        "why": " ".join(part for part in (row["reason"], row["comment"]) if part),
        "mend": row["mend"] or "",
    }


def doubts(reader: Reader, round_: str, unit: str, reach: Reach) -> list[str]:
    """A sentence for each thing to look at again, with what the unit says to it."""
    words = reader.words
    found = reviewing.doubted(reader.version, round_, unit, reach)
    sentences = [(words(each.fault.sentence, **each.fault.values), each.reason) for each in found]
    return [words("{doubt} The unit says: {reason}", doubt=a, reason=b) if b else a for a, b in sentences]


def questions(reader: Reader, round_: str, unit: str, reach: Reach) -> dict[str, str]:
    """The name of each question that the report answers, in the order of asking."""
    rows = reviewing.answers(reader.version, round_, unit, reach)
    return {id_: question_name(reader, id_) for id_ in rows["question"]}


def indicator_names(reader: Reader, round_: str, unit: str, reach: Reach) -> dict[str, str]:
    """The name of each indicator that the report is judged by."""
    return {each.id: each.name(reader.language) for each in _instrument(reader, round_, unit, reach).indicators}


def points(reader: Reader, round_: str, unit: str, reach: Reach) -> pl.DataFrame:
    """One row per indicator, ready to be filled in: name, full, own, points, strength in words, reason, verified."""
    rows = reviewing.indicators(reader.version, round_, unit, reach)
    names = indicator_names(reader, round_, unit, reach)
    spoken = {id_: reader.words(text) for id_, text in STRENGTHS.items()}
    return rows.with_columns(
        name=pl.col("indicator").replace_strict(names, return_dtype=pl.String),
        strength=pl.col("strength").replace_strict(spoken, default=None, return_dtype=pl.String),
        reason=pl.col("reason").fill_null(""),
    )


def strengths(reader: Reader) -> dict[str, str]:
    """The strength of evidence that each word stands for."""
    return {reader.words(text): id_ for id_, text in STRENGTHS.items()}


def evidence(reader: Reader, round_: str, unit: str, reach: Reach) -> dict[str, list[Piece]]:
    """By the name of the indicator, what the unit shows for it."""
    words, names = reader.words, indicator_names(reader, round_, unit, reach)
    found: dict[str, list[Piece]] = {}
    for row in reviewing.evidence(reader.version, round_, unit, reach).iter_rows(named=True):
        kind = KINDS.get(row["media_type"] or "", "")
        size = words("{kind}, {n} KB", kind=kind, n=max(1, round((row["size"] or 0) / 1024))) if kind else ""
        told = " · ".join(part for part in (size, row["note"]) if part)
        piece = Piece(row["link"], row["digest"], kind.lower(), told)
        found.setdefault(names.get(row["indicator"], row["indicator"]), []).append(piece)
    return found


def course(reader: Reader, round_: str, unit: str) -> Table:
    """One row per state that the report came to."""
    words = reader.words
    rows = reviewing.events(reader.version, round_, unit)
    told = [
        {"moment": words.time(row["at"]), "state": words(STATES[row["to_state"]]), "why": row["reason"]}
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "moment": Column(words("At")),
        "state": Column(words("State")),
        "by": Column(words("By")),
        "why": Column(words("Reason")),
    }
    schema = dict.fromkeys(("moment", "state", "why"), pl.String)
    return Table(words("Course of the report"), rows.select("by").hstack(pl.DataFrame(told, schema=schema)), columns)


def question_name(reader: Reader, question: str) -> str:
    """The question as it is asked; its id where nobody asks it any more."""
    asked = judged_by().questions.get(question)
    return asked.name(reader.language) if asked else question


def _said(reader: Reader, question: str, answer: dict[str, Any]) -> str:
    nothing = all(value is None for value in answer.values())
    return reader.words.written(None) if nothing else said(reader, question, answer)


def _instrument(reader: Reader, round_: str, unit: str, reach: Reach) -> Instrument:
    row = reviewing.report(reader.version, round_, unit, reach)
    if row is None:
        raise KeyError(unit)
    return instrument_of(row["institution_type"])
