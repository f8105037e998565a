"""Answers become values: one formula an indicator, and a name for every way of having no value."""

from collections.abc import Callable

import polars as pl

from catalogue import Indicator, Instrument

Formula = Callable[[Indicator, Instrument], pl.Expr]

ANSWERED, MISSING, NOT_APPLICABLE, NO_BASE = "answered", "missing", "not_applicable", "no_base"


def wide(answers: pl.DataFrame, units: pl.Series, instrument: Instrument, column: str = "value") -> pl.DataFrame:
    """One row per unit, in the order of `units`; one column per question of the instrument, null where unanswered.

    `answers` is long: unit, question, value, choice, absence. A unit without any answer keeps its row.
    """
    asked = list(instrument.questions)
    pivoted = (
        answers.filter(pl.col("question").is_in(asked))
        .pivot("question", on_columns=asked, index="unit", values=column, aggregate_function="first")
        .with_columns(pl.col("unit").cast(pl.String))
    )
    return pl.DataFrame({"unit": units.cast(pl.String)}).join(pivoted, on="unit", how="left", maintain_order="left")


def percent(indicator: Indicator, _: Instrument) -> pl.Expr:
    """100 · of / out_of; null where there is nothing to take a share of."""
    return 100 * ratio(indicator, _)


def ratio(indicator: Indicator, _: Instrument) -> pl.Expr:
    """`of` / `out_of`; null where `out_of` is zero, since a share of nothing is not zero."""
    base = pl.col(indicator.out_of or indicator.of)
    return pl.when(base > 0).then(pl.col(indicator.of) / base)


def number(indicator: Indicator, _: Instrument) -> pl.Expr:
    """The answer itself; 1 for yes and 0 for no."""
    return pl.col(indicator.of)


def choice(indicator: Indicator, instrument: Instrument) -> pl.Expr:
    """The worth of the chosen answer, 0 to 100."""
    worth = {option.id: float(option.worth) for option in instrument.questions[indicator.of].choices}
    return pl.col(f"{indicator.of}:choice").replace_strict(worth, default=None, return_dtype=pl.Float64)


FORMULAS: dict[str, Formula] = {
    "percent": percent,
    "ratio": ratio,
    "number": number,
    "yes_no": number,
    "choice": choice,
    "marks": number,
}


def values(answers: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and indicator: unit, indicator, value (in its own unit, or null), status.

    The status is `answered`, `missing`, `not_applicable` (a question of it was so answered, with a reason) or `no_base`
    (the share of nothing).
    """
    frame = _answered_columns(answers, units, instrument)
    rows = [
        frame.select(
            "unit",
            indicator=pl.lit(indicator.id),
            value=FORMULAS[indicator.formula](indicator, instrument).cast(pl.Float64),
            status=_status(indicator),
        ).with_columns(status=pl.when(pl.col("value").is_not_null()).then(pl.lit(ANSWERED)).otherwise("status"))
        for indicator in instrument.indicators
    ]
    return pl.concat(rows)


def gates(answers: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """One row per unit and gate: unit, gate, pillar, limit (the level that an unmet gate allows), met.

    Met means answered with yes, or not applicable; null, an unanswered gate, is not met but says that nobody answered.
    """
    frame = _answered_columns(answers, units, instrument)
    schema = {"unit": pl.String, "gate": pl.String, "pillar": pl.String, "limit": pl.Int32, "met": pl.Boolean}
    rows = [
        frame.select(
            "unit",
            gate=pl.lit(gate.id),
            pillar=pl.lit(gate.pillar),
            limit=pl.lit(gate.level, pl.Int32),
            met=pl.when(pl.col(f"{gate.question}:absence") == NOT_APPLICABLE)
            .then(pl.lit(value=True))
            .otherwise(pl.col(gate.question) > 0),
        )
        for gate in instrument.gates
    ]
    return pl.concat([pl.DataFrame(schema=schema), *rows])


def _status(indicator: Indicator) -> pl.Expr:
    """Why a value is null, the strongest reason first."""
    unasked = pl.any_horizontal(pl.col(f"{q}:absence") == NOT_APPLICABLE for q in indicator.asks)
    no_base = pl.col(indicator.out_of) <= 0 if indicator.out_of else pl.lit(value=False)
    return (
        pl.when(unasked.fill_null(value=False))
        .then(pl.lit(NOT_APPLICABLE))
        .when(no_base.fill_null(value=False))
        .then(pl.lit(NO_BASE))
        .otherwise(pl.lit(MISSING))
    )


def _answered_columns(answers: pl.DataFrame, units: pl.Series, instrument: Instrument) -> pl.DataFrame:
    """The wide values, with each question's choice and absence beside them as `question:choice`, `question:absence`."""
    beside = [
        wide(answers, units, instrument, column).drop("unit").select(pl.all().name.suffix(f":{column}"))
        for column in ("choice", "absence")
    ]
    return pl.concat([wide(answers, units, instrument), *beside], how="horizontal")
