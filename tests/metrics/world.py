"""A small instrument and the answers to it, so that each test of metrics can show its whole world."""

from datetime import date

import polars as pl

from catalogue import Instrument, Question

LEVELS = [
    {"id": "level_1", "number": 1, "name_vi": "Chưa đáp ứng", "name_en": "Not met", "below": 50},
    {"id": "level_2", "number": 2, "name_vi": "Cơ bản", "name_en": "Basic", "up_to": 75},
    {"id": "level_3", "number": 3, "name_vi": "Tốt", "name_en": "Good"},
]


def named(id_, **fields):
    return {"id": id_, "name_vi": id_, "name_en": id_, **fields}


def question(id_, kind="count", **fields):
    return Question.model_validate(named(id_, kind=kind, **fields))


def indicator(id_, points, formula, of, pillar="use", **fields):
    origin = {"source": "test", "review": date(2027, 6, 30)}
    return named(id_, points=points, formula=formula, of=of, pillar=pillar, **origin, **fields)


def instrument(indicators, *questions, pillars=None, missing="zero", min_answered=0.0, **fields):
    """An instrument with one pillar `use`, unless told otherwise."""
    head = named("test", version="1", status="project draft", issuer_vi="x", issuer_en="x", source="test")
    head |= {"institution_type": "school", "valid_from": date(2025, 1, 1), "review": date(2027, 1, 1)}
    points = sum(i["points"] for i in indicators)
    raw = head | {"level": LEVELS, "pillar": pillars or [named("use", points=points)], "indicator": indicators}
    raw |= {"missing": missing, "min_answered": min_answered, "ask": [q.id for q in questions]} | fields
    return Instrument.model_validate(raw).knowing({q.id: q for q in questions})


def answers(**given):
    """Long answers: unit={question: number, choice, or absence in capitals}; None leaves a question out."""
    rows = []
    for unit, row in given.items():
        for asked, answer in row.items():
            absent = isinstance(answer, str) and answer.isupper()
            chosen = isinstance(answer, str) and not absent
            if answer is not None:
                rows.append(
                    {
                        "unit": unit,
                        "question": asked,
                        "value": None if isinstance(answer, str) else float(answer),
                        "choice": answer if chosen else None,
                        "absence": answer.lower() if absent else None,
                    }
                )
    schema = dict.fromkeys(("unit", "question"), pl.String) | {"value": pl.Float64}
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(("choice", "absence"), pl.String))


def appraisals(*rows):
    schema = {"unit": pl.String, "indicator": pl.String, "points": pl.Float64, "strength": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def units(*ids):
    return pl.Series("unit", ids, pl.String)
