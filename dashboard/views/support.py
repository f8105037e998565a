"""Who needs support most on the way to a goal, by name."""

import polars as pl

from dashboard.data import support
from dashboard.data.goals import Goal
from dashboard.data.origin import ANSWERS
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column
from dashboard.views.asked_why import answers_of
from dashboard.views.links import address_of
from dashboard.views.naming import named, province_name, type_name
from dashboard.views.reader import Reader
from dashboard.views.table import Links, Table
from dashboard.views.targets import progress_of

NAMED = 3
ROWS = 30


def most_in_need(reader: Reader, round_: str, id_: str) -> dict[str, str]:
    """The provinces that lack most for a goal, by code, each with its name; at most three."""
    rows = _provinces(reader, round_, id_).head(NAMED)
    return {code: province_name(reader, round_, code) for code in rows["province"]}


@remembered
def says(reader: Reader, round_: str, id_: str) -> str:
    """How much is missing, where most of it, and at which units; why nobody can be named, where that is so."""
    words, goal = reader.words, progress_of(reader, round_, id_).goal
    if goal.national:
        return words("One system for the whole country tells of this; it cannot be divided among units.")
    if goal.out_of is None or goal.wanted is None:
        return words("No amount is set for this, so that nobody can be said to be short of it.")
    places, rows = _provinces(reader, round_, id_), _units(reader, round_, id_)
    if rows.is_empty():
        return words("Nobody is short of it.")
    told = words(
        "Until every unit is at {wanted}, {n} are missing (“{what}”).",
        wanted=words.percent(goal.wanted, 0),
        n=words.number(float(rows["missing"].sum()), 0),
        what=judged_by().questions[goal.of],
    )
    listed = [
        f"{province_name(reader, round_, row['province'])} ({words.number(row['missing'], 0)})"
        for row in places.head(NAMED).iter_rows(named=True)
    ]
    units = [f"{row['name']} ({words.percent(row['share'])})" for row in rows.head(NAMED).iter_rows(named=True)]
    where = words("Most are missing in: {provinces}.", provinces=listed)
    return f"{told} {where} {words('Units that lack most: {units}.', units='; '.join(units))}"


@remembered
def by_province(reader: Reader, round_: str, id_: str) -> Table:
    """One row per province that lacks something for the goal, most first."""
    words = reader.words
    rows = _provinces(reader, round_, id_)
    names = [province_name(reader, round_, code) for code in rows["province"]]
    columns = {"name": Column(words("Province")), **_columns(reader), "units": Column(words("Units"), "number", 0)}
    title = words("Provinces that need support most")
    return Table(title, rows.with_columns(name=pl.Series(names, dtype=pl.String)), columns)


@remembered
def by_unit(reader: Reader, round_: str, id_: str) -> Table:
    """One row per unit that lacks something for the goal, most first; the first thirty."""
    words = reader.words
    rows = _units(reader, round_, id_).head(ROWS)
    goal = progress_of(reader, round_, id_).goal
    why = f"{ANSWERS}.{answers_of(goal.of, goal.out_of)}"
    ways = [address_of(reader, "unit", round=round_, unit=unit, why=why) for unit in rows["unit"]]
    told = rows.with_columns(
        why=pl.Series(ways, dtype=pl.String),
        place=pl.Series([province_name(reader, round_, code) for code in rows["province"]], dtype=pl.String),
        type=pl.Series([type_name(reader, id_) for id_ in rows["institution_type"]], dtype=pl.String),
    )
    columns = {
        "name": Column(words("Unit")),
        "type": Column(words("Institution type")),
        "place": Column(words("Province")),
        **_columns(reader),
    }
    links = {"why": Links(words("Figures explained"), words("Why this number"), "name")}
    return Table(words("Units that need support most"), told, columns, links)


def _columns(reader: Reader) -> dict[str, Column]:
    words = reader.words
    return {
        "missing": Column(words("Missing"), "number", 0),
        "have": Column(words("There is"), "number", 0),
        "base": Column(words("Out of"), "number", 0),
        "share": Column(words("Share, %"), "number", 1),
    }


def _goal(reader: Reader, round_: str, id_: str) -> Goal | None:
    """The goal, where units tell of it and something is wanted."""
    goal = progress_of(reader, round_, id_).goal
    return None if goal.national or goal.out_of is None else goal


def _provinces(reader: Reader, round_: str, id_: str) -> pl.DataFrame:
    goal = _goal(reader, round_, id_)
    if goal is None:
        return pl.DataFrame(schema={"province": pl.String})
    rows = support.provinces(reader.version, round_, goal.of, goal.out_of or "", goal.wanted or 0.0)
    return rows.filter(pl.col("missing") > 0)


def _units(reader: Reader, round_: str, id_: str) -> pl.DataFrame:
    goal = _goal(reader, round_, id_)
    if goal is None:
        return pl.DataFrame(schema={"unit": pl.String})
    rows = support.units(reader.version, round_, goal.of, goal.out_of or "", goal.wanted or 0.0)
    return named(rows.filter(pl.col("missing") > 0), reader.words)
