"""What one unit said, question by question, and how each answer came about."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from catalogue import Question
from dashboard.data import units
from dashboard.data.people import Reach
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column
from dashboard.views.reader import Reader
from dashboard.views.rules import ABSENCES, DOORS
from dashboard.views.table import Table
from dashboard.words import Words


@remembered
def given(reader: Reader, round_: str, unit: str, reach: Reach) -> Table:
    """One row per question answered: the answer in words, the reason or remark, its last change."""
    words = reader.words
    rows = units.answers(reader.version, round_, unit, reach)
    told = [
        {
            "name": _question_name(reader, row["question"]),
            "told": said(reader, row["question"], row),
            "why": " ".join(part for part in (row["reason"], row["comment"]) if part),
            "moment": words.time(row["at"]),
            "way": way(reader, row),
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "name": Column(words("Question")),
        "told": Column(words("Answer")),
        "why": Column(words("Reason or remark")),
        "moment": Column(words("Changed at")),
        "by": Column(words("By")),
        "way": Column(words("Came by")),
        "changes": Column(words("Changes"), "number", 0),
    }
    schema = dict.fromkeys(("name", "told", "why", "moment", "way"), pl.String)
    return Table(words("Answers"), rows.hstack(pl.DataFrame(told, schema=schema)), columns)


@remembered
def history(reader: Reader, round_: str, unit: str, reach: Reach) -> Table:
    """One row per change of an answer, the newest first."""
    words = reader.words
    rows = units.history(reader.version, round_, unit, reach).reverse()
    told = [
        {
            "moment": words.time(row["at"]),
            "name": _question_name(reader, row["question"]),
            "was": _said_once(reader, row["question"], row["before"]),
            "became": _said_once(reader, row["question"], row["after"]),
            "way": way(reader, row),
        }
        for row in rows.iter_rows(named=True)
    ]
    columns = {
        "moment": Column(words("Changed at")),
        "by": Column(words("By")),
        "name": Column(words("Question")),
        "was": Column(words("From")),
        "became": Column(words("To")),
        "way": Column(words("Came by")),
    }
    schema = dict.fromkeys(("moment", "name", "was", "became", "way"), pl.String)
    return Table(words("History of the answers"), rows.hstack(pl.DataFrame(told, schema=schema)), columns)


def said(reader: Reader, question: str, answer: dict[str, Any]) -> str:
    """As `worded`, in the words of the catalogue that the page is judged by."""
    return worded(reader.words, judged_by().questions.get(question), answer)


def worded(words: Words, asked: Question | None, answer: Mapping[str, Any]) -> str:
    """A number with its unit, yes or no, the choice by its name, or why there is none."""
    if answer.get("absence"):
        return words(ABSENCES[answer["absence"]])
    if answer.get("choice"):
        names = {each.id: each.name(words.language) for each in asked.choices} if asked else {}
        return names.get(answer["choice"], str(answer["choice"]))
    if asked is not None and asked.kind == "yes_no":
        return words("yes") if answer.get("value") else words("no")
    unit = asked.unit(words.language) if asked else ""
    number = words.number(answer.get("value"))
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def way(reader: Reader, row: dict[str, Any]) -> str:
    """Door of a change, and the place in the file that it came in."""
    door = reader.words(DOORS[row["door"]])
    return " · ".join(part for part in (door, row["file"], row["file"] and row["place"]) if part)


def _said_once(reader: Reader, question: str, kept: str | None) -> str:
    return reader.words.written(None) if kept is None else said(reader, question, json.loads(kept))


def _question_name(reader: Reader, question: str) -> str:
    asked = judged_by().questions.get(question)
    return asked.name(reader.language) if asked else question
