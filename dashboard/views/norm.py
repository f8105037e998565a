"""One norm: where most is missing, by province and by institution type, with what nobody knows kept apart."""

import polars as pl

from catalogue import Norm
from dashboard.data import facts, shortfalls
from dashboard.data.origin import ANSWERS
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column
from dashboard.views.asked_why import answers_of
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from dashboard.views.links import address_of
from dashboard.views.naming import named, province_name, type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Links, Table

NAMED = 3


def norms(reader: Reader) -> dict[str, str]:
    """The norms by id, each with its short name, in the catalogue's order."""
    return {norm.id: norm.short(reader.language) for norm in shortfalls.norms()}


def most_short(reader: Reader, round_: str, institution_type: str, norm: str) -> dict[str, str]:
    """The provinces that lack most, by code, each with its name; at most three."""
    rows = shortfalls.most_short(reader.version, round_, norm, institution_type).head(NAMED)
    return {code: province_name(reader, round_, code) for code in rows["province"]}


@remembered
def says(reader: Reader, round_: str, institution_type: str, norm: str) -> str:
    """How much is missing in all and what it costs, which provinces lack most, and how much is unknown."""
    words, of = reader.words, judged_by().norms[norm]
    total = shortfalls.totals(reader.version, round_, (), institution_type).filter(pl.col("norm") == norm)
    if total.is_empty() or total["shortfall"][0] is None:
        return words("There are no data for this choice yet.")
    row = total.row(0, named=True)
    rows = shortfalls.most_short(reader.version, round_, norm, institution_type)
    listed = [
        words(
            "{name} {amount}",
            name=province_name(reader, round_, each["province"]),
            amount=_amount(reader, of, each["shortfall"], each["cost"]),
        )
        for each in rows.head(NAMED).iter_rows(named=True)
    ]
    whole = _amount(reader, of, row["shortfall"], row["cost"])
    unknown = words.plural("{n} unit has no data.", "{n} units have no data.", row["no_data"])
    where = words("Most is missing in: {provinces}.", provinces="; ".join(listed)) if listed else ""
    return " ".join(part for part in (words("In all: {amount}.", amount=whole), where, unknown) if part)


@remembered
def by_province(reader: Reader, round_: str, institution_type: str, norm: str) -> Table:
    """One row per province, most missing first, then what is met, then what nobody knows."""
    words = reader.words
    rows = shortfalls.totals(reader.version, round_, ("province",), institution_type)
    own = rows.filter(pl.col("norm") == norm, pl.col("province").is_not_null())
    own = own.sort("shortfall", "province", descending=[True, False], nulls_last=True)
    names = [province_name(reader, round_, code) for code in own["province"]]
    return _table(reader, words("Missing by province"), words("Province"), own, names)


@remembered
def by_type(reader: Reader, round_: str, norm: str) -> Table:
    """One row per institution type of which the norm is asked."""
    words = reader.words
    own = shortfalls.totals(reader.version, round_, ("institution_type",)).filter(pl.col("norm") == norm)
    names = [type_name(reader, id_) for id_ in own["institution_type"]]
    return _table(reader, words("Missing by institution type"), words("Institution type"), own, names)


@remembered
def by_unit(reader: Reader, round_: str, institution_type: str, norm: str) -> Table:
    """One row per unit that is known to fall short, most missing first, each with the way to its own answers."""
    words, of = reader.words, judged_by().norms[norm]
    rows = shortfalls.gaps_of_units(reader.version, round_).filter(pl.col("norm") == norm, pl.col("shortfall") > 0)
    units = named(facts.units(reader.version, round_), words).select("unit", "name", "institution_type")
    kind = pl.col("institution_type") == institution_type if institution_type else pl.lit(value=True)
    shown = rows.join(units.filter(kind), on="unit").sort("shortfall", "unit", descending=[True, False])
    why = f"{ANSWERS}.{answers_of(of.have, of.per)}"
    ways = [address_of(reader, "unit", round=round_, unit=unit, why=why) for unit in shown["unit"]]
    columns = {
        "name": Column(words("Unit")),
        "shortfall": Column(words("Missing"), "number", 0),
        "have": Column(words("There is"), "number", 0),
        "need": Column(words("Needed"), "number", 0),
    }
    links = {"why": Links(words("Figures explained"), words("Why this number"), "name")}
    return Table(words("Missing by unit"), shown.with_columns(why=pl.Series(ways, dtype=pl.String)), columns, links)


def _table(reader: Reader, title: str, label: str, rows: pl.DataFrame, names: list[str]) -> Table:
    words = reader.words
    columns = {
        "name": Column(label),
        "shortfall": Column(words("Missing"), "number", 0),
        "need": Column(words("Needed"), "number", 0),
        "share": Column(words("Share missing"), "percent", 0),
        "billions": Column(words("Cost, billion đồng"), "number", 1),
        "short": Column(words("Units short"), "number", 0),
        "met": Column(words("Units that meet it"), "number", 0),
        "no_data": Column(words("Units without data"), "number", 0),
    }
    told = rows.with_columns(name=pl.Series(names, dtype=pl.String), billions=pl.col("cost") / MILLIONS_IN_A_BILLION)
    return Table(title, told, columns)


def _amount(reader: Reader, norm: Norm, shortfall: float, cost: float | None) -> str:
    words = reader.words
    amount = words("{amount} {thing}", amount=words.number(shortfall, 0), thing=norm.unit(reader.language))
    if cost is None:
        return amount
    return words("{amount} ({cost} billion đồng)", amount=amount, cost=words.number(cost / MILLIONS_IN_A_BILLION, 1))
