import polars as pl
import pytest
from sqlalchemy import select

from metrics.judge import judge
from store.engine import reading
from store.schema import Answer, Appraisal, Report

ROUND = "2026-Q2"
ANSWERS = {"unit": pl.String, "question": pl.String, "value": pl.Float64, "choice": pl.String, "absence": pl.String}
APPRAISALS = {"unit": pl.String, "indicator": pl.String, "points": pl.Float64, "strength": pl.String}


@pytest.fixture(scope="module")
def country(planted, catalogue):
    return planted(catalogue, limit=6)


def frame(engine, schema, table, *columns):
    """The rows of a table that belong to the round's reports, each with its unit."""
    wanted = select(Report.unit, *columns).where(Report.id == table.report, Report.round == ROUND)
    with reading(engine) as connection:
        found = connection.execute(wanted).all()
    return pl.DataFrame([tuple(row) for row in found], schema=schema, orient="row")


@pytest.mark.parametrize("type_", ["department", "higher_education", "vocational", "ministry_unit"])
def test_reviewers_confirm_what_the_engine_gives_or_give_less_with_a_reason(country, catalogue, type_):
    instrument = catalogue.instrument_for(type_)
    answers = frame(country, ANSWERS, Answer, Answer.question, Answer.value, Answer.choice, Answer.absence)
    told = (Appraisal.indicator, Appraisal.points, Appraisal.strength, Appraisal.reason)
    given = frame(country, {**APPRAISALS, "reason": pl.String}, Appraisal, *told).filter(
        pl.col("indicator").is_in([i.id for i in instrument.indicators])
    )
    units = given["unit"].unique().sort()
    theirs = answers.filter(pl.col("unit").is_in(units.implode()))
    claims = judge(theirs, pl.DataFrame(schema=APPRAISALS), units, instrument)

    found = given.join(
        claims.filter(pl.col("kind") == "indicator").select("unit", indicator="item", claim="points"),
        on=["unit", "indicator"],
    )

    assert found.height == given.height > 0
    confirmed = found.filter(pl.col("reason") == "")
    assert (confirmed["points"] - confirmed["claim"]).abs().max() <= 0.005 + 1e-9
    lowered = found.filter(pl.col("reason") != "")
    assert (lowered["points"] < lowered["claim"]).all()
