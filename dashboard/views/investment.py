"""What a budget closes, whom it reaches, what remains, and in which order money closes most."""

from dataclasses import replace
from typing import Final, NamedTuple

import polars as pl

from catalogue import Instrument
from dashboard import figures
from dashboard.data import facts, investment, shortfalls
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column, Context, Figure
from dashboard.views.context import Choices, context
from dashboard.views.gaps import MILLIONS_IN_A_BILLION, choices
from dashboard.views.naming import province_name, type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import N_

AIMS: Final[dict[str, str]] = {"learners": N_("Learners reached"), "points": N_("Points gained")}
DEFAULT_SHARE: Final = 0.1  # of the national bill


class Choice(NamedTuple):
    """What a budget of so many billion đồng is asked for; without a norm, or a type, for all of them."""

    round: str
    institution_type: str
    by: str
    budget: int
    norm: str = ""


def norms(reader: Reader, round_: str, institution_type: str) -> dict[str, str]:
    """The norms that money can close, by id, each with its short name."""
    found = investment.norms(reader.version, round_, institution_type)
    return {id_: judged_by().norms[id_].short(reader.language) for id_ in found}


def default_budget(reader: Reader, round_: str, institution_type: str, norm: str = "") -> int:
    """The first round sum that pays for a tenth of everything."""
    known = investment.budgets(reader.version, round_, institution_type, norm)
    bill = _sum(investment.bill(reader.version, round_, institution_type, norm), "cost") / MILLIONS_IN_A_BILLION
    return next(each for each in known if each >= DEFAULT_SHARE * bill)


@remembered
def summary(reader: Reader, choice: Choice) -> tuple[str, ...]:
    """What the budget closes, reaches and leaves; how sure it is that nothing better can be bought; what is unknown."""
    words = reader.words
    plan = investment.plan(reader.version, *choice)
    rows = plan.rows
    share = pl.col("bought") / pl.col("pieces")
    whole = rows.filter(share >= 1)
    left = rows.filter(share < 1)
    counts = {"closed": whole.height, "n": rows.height, "partly": rows.filter(share > 0, share < 1).height}
    told = words(
        "{budget} billion đồng would close {closed} of {n} known gaps whole and {partly} in part.",
        budget=choice.budget,
        **counts,
    )
    reached = words(
        "It would reach {learners} learners, each counted once for each norm.",
        learners=words.number(_sum(rows, "reached"), 0),
    )
    gained = words(
        "The gaps closed whole are worth {points} points over all units.",
        points=words.number(_sum(whole, "points"), 1),
    )
    cost = words.number((_sum(left, "cost") - _sum(left, "spent")) / MILLIONS_IN_A_BILLION, 1)
    remain = words("{n} gaps would remain, at {cost} billion đồng.", n=left.height, cost=cost)
    return (
        f"{told} {reached} {gained} {remain}",
        f"{_certainty(reader, choice.by, plan.exact, plan.at_most - plan.worth)} {_prices(reader, choice.round)}",
        _unknown(reader, choice, rows),
    )


@remembered
def by_norm(reader: Reader, choice: Choice) -> tuple[Figure, Table]:
    """The norms: at how many units the budget closes each, and what it spends on it."""
    words = reader.words
    norms = {norm.id: norm for norm in shortfalls.norms()}
    rows = _closed(reader, choice, "norm")
    rows = rows.with_columns(
        name=pl.Series([norms[id_].name(reader.language) for id_ in rows["norm"]], dtype=pl.String),
        label=pl.Series([norms[id_].short(reader.language) for id_ in rows["norm"]], dtype=pl.String),
        thing=pl.Series([norms[id_].unit(reader.language) for id_ in rows["norm"]], dtype=pl.String),
    )
    figure = figures.closing(rows, words, _context(reader, choice))
    columns = {
        "name": Column(words("Norm")),
        "bought": Column(words("Bought"), "number", 0),
        "shortfall": Column(words("Missing"), "number", 0),
        "thing": Column(words("Counted in")),
        **_columns(reader),
    }
    return figure, Table(figure.title, rows, columns)


@remembered
def by_province(reader: Reader, choice: Choice) -> tuple[Figure, Table]:
    """The provinces: what the budget spends and closes in each; units of no province are in the table only."""
    words = reader.words
    rows = _closed(reader, choice, "province")
    rows = rows.with_columns(
        name=pl.Series([province_name(reader, choice.round, code) for code in rows["province"]], dtype=pl.String),
        value=pl.when(pl.sum_horizontal("closed", "partly", "left", "met") > 0).then("spent"),
    )
    outline = judged_by().geography.outline(facts.round_named(reader.version, choice.round).ends)
    on = _context(reader, choice)
    placed = rows.filter(pl.col("province").is_not_null())
    figure = figures.province_map(placed, outline, words, on, measure=words("Spent, billion đồng"))
    order = sorted(range(rows.height), key=lambda place: words.sort_key(rows["name"][place]))
    columns = {"name": Column(words("Province")), **_columns(reader)}
    return figure, Table(figure.title, rows[order], columns)


@remembered
def by_type(reader: Reader, choice: Choice) -> Table:
    """The institution types: what the budget spends and closes in each."""
    words = reader.words
    rows = _closed(reader, choice, "institution_type")
    names = [type_name(reader, id_) for id_ in rows["institution_type"]]
    columns = {"name": Column(words("Institution type")), **_columns(reader)}
    title = words("What the budget closes, by institution type")
    return Table(title, rows.with_columns(name=pl.Series(names, dtype=pl.String)), columns)


def _sum(rows: pl.DataFrame, column: str) -> float:
    return float(rows[column].sum())


def _closed(reader: Reader, choice: Choice, group: str) -> pl.DataFrame:
    plan = investment.plan(reader.version, *choice)
    gaps = investment.priced_gaps(reader.version, choice.round, choice.institution_type, choice.norm)
    return investment.closed_by(plan, gaps, group).with_columns(pl.col("spent", "cost") / MILLIONS_IN_A_BILLION)


def _columns(reader: Reader) -> dict[str, Column]:
    words = reader.words
    return {
        "spent": Column(words("Spent, billion đồng"), "number", 2),
        "cost": Column(words("Cost of all, billion đồng"), "number", 2),
        "closed": Column(words("Gaps closed"), "number", 0),
        "partly": Column(words("Closed in part"), "number", 0),
        "left": Column(words("Gaps left open"), "number", 0),
        "no_data": Column(words("Answers missing"), "number", 0),
        "reached": Column(words("Learners reached"), "number", 0),
    }


def drafts(institution_type: str) -> tuple[Instrument, ...]:
    """The instruments without an official text by which points are reckoned."""
    return tuple(
        each
        for each in facts.instruments()
        if each.status != "official" and institution_type in ("", each.institution_type)
    )


def _context(reader: Reader, choice: Choice) -> Context:
    """Points rest on instruments, and so does what is bought for their sake."""
    on = context(reader, choice.round, None, _told(reader, choice), choice.institution_type)
    if choice.by == "learners" or not drafts(choice.institution_type):
        return on
    return replace(on, notices=(*on.notices, reader.words("Draft instrument of the project")))


def _told(reader: Reader, choice: Choice) -> Choices:
    words = reader.words
    chosen = (
        (words("Budget"), words("{n} billion đồng", n=choice.budget)),
        (words("Put first"), words(AIMS[choice.by])),
    )
    only = ((words("Norm"), judged_by().norms[choice.norm].short(reader.language)),) if choice.norm else ()
    return (*choices(reader, choice.institution_type), *chosen, *only)


def _certainty(reader: Reader, by: str, exact: bool, gap: float) -> str:  # noqa: FBT001 - a fact, no switch
    words = reader.words
    if exact:
        return words("No other purchase within the budget would do more.")
    if by == "learners":
        return words("The best purchase would reach at most {n} learners more.", n=words.number(gap + 0.5, 0))
    return words("The best purchase would gain at most {n} points more.", n=words.number(gap + 0.005, 2))


def _prices(reader: Reader, round_: str) -> str:
    days = sorted({price.as_of for price in shortfalls.prices(reader.version, round_).values()})
    return reader.words("Prices of {day}.", day=days)


def _unknown(reader: Reader, choice: Choice, rows: pl.DataFrame) -> str:
    """What stands beside the gaps because nobody knows it."""
    words = reader.words
    gaps = investment.priced_gaps(reader.version, choice.round, choice.institution_type, choice.norm)
    missing = words.plural(
        "{n} answer is missing: it counts neither as met nor as short.",
        "{n} answers are missing: they count neither as met nor as short.",
        gaps.filter(pl.col("state") == "no_data").height,
    )
    unmeasured = rows[choice.by].null_count()
    if not unmeasured:
        return missing
    return f"{missing} " + words.plural(
        "Of {n} gap nobody can tell what closing it would do; it is not bought.",
        "Of {n} gaps nobody can tell what closing them would do; they are not bought.",
        unmeasured,
    )
