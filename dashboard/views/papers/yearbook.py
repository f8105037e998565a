"""The yearbook: the country on a round, then each of its provinces."""

import polars as pl

from dashboard.data import overview as country
from dashboard.data import provinces, rankings
from dashboard.exports.scorecard import Headline, Rows
from dashboard.exports.yearbook import Chapter, Head
from dashboard.figures import Column
from dashboard.views import boundaries, findings, overview, province
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from dashboard.views.naming import instrument_of, round_name
from dashboard.views.papers.brief import all_notices
from dashboard.views.papers.heading import origin
from dashboard.views.reader import Reader
from dashboard.views.table import Table

OF_A_MAP = "department"  # every province has one


def head(reader: Reader, round_: str) -> Head:
    """The cover."""
    return Head(
        title=reader.words("Yearbook of the provinces"),
        subtitle=round_name(reader, round_),
        notices=tuple(all_notices(reader, round_)),
        origin=origin(reader, round_),
    )


def the_country(reader: Reader, round_: str) -> Chapter:
    """Findings, headline figures, the map, and all provinces in one table."""
    item = rankings.items(instrument_of(OF_A_MAP))[0]
    return Chapter(
        name=reader.words("The whole country"),
        says=tuple(f"{each.lead}: {each.says}" for each in findings.told(reader, round_)),
        headlines=tuple(_headline(card) for card in overview.cards(reader, round_)),
        tables=(_rows(_all(reader, round_)),),
        figure=boundaries.whereabouts(reader, round_, OF_A_MAP, item, "map"),
    )


def of_province(reader: Reader, round_: str, code: str) -> Chapter:
    """What its page says, in the same order."""
    merged = province.merged(reader, code)
    count, tried = province.tried(reader, round_, code)
    tables = [merged[1]] if merged else []
    tables += [*province.of_types(reader, round_, code), province.gaps(reader, round_, code)]
    tables.append(province.goals(reader, round_, code))
    said = [province.summary(reader, round_, code), province.became(reader, round_, code), merged[0] if merged else ""]
    return Chapter(
        name=province.names(reader, round_)[code],
        says=tuple(filter(None, (*said, " ".join((count, *(f"“{each.title}” ({each.whose})." for each in tried)))))),
        headlines=tuple(_headline(card) for card in province.cards(reader, round_, code)),
        tables=tuple(_rows(table) for table in tables),
    )


def _all(reader: Reader, round_: str) -> Table:
    """One row per province, in the Vietnamese order: its units, its Department, what closing its gaps would cost."""
    words, names = reader.words, province.names(reader, round_)
    item = rankings.items(instrument_of(OF_A_MAP))[0]
    means = country.provinces(reader.version, round_, OF_A_MAP, item).select("code", score="simple")
    ranks = rankings.ranking(reader.version, round_, OF_A_MAP, item).select("province", "rank", "level")
    costs = [(code, provinces.gaps(reader.version, round_, code)["cost"].sum()) for code in names]
    bills = pl.DataFrame(costs, schema={"code": pl.String, "cost": pl.Float64}, orient="row")
    rows = (
        pl.DataFrame({"code": list(names), "name": list(names.values())})
        .join(means, on="code", how="left", maintain_order="left")
        .join(ranks, left_on="code", right_on="province", how="left", maintain_order="left")
        .join(bills, on="code", how="left", maintain_order="left")
        .with_columns(billions=pl.col("cost") / MILLIONS_IN_A_BILLION)
    )
    columns = {
        "name": Column(words("Province")),
        "score": Column(words("Score of the Department"), "number", 1),
        "rank": Column(words("Rank"), "number", 0),
        "level": Column(words("Level"), "number", 0),
        "billions": Column(words("Cost of the known gaps, billion đồng"), "number", 1),
    }
    return Table(words("Provinces"), rows, columns)


def _headline(card: overview.Card) -> Headline:
    return Headline(card.title, card.value, tuple(line for line in (card.change, *card.lines) if line))


def _rows(table: Table) -> Rows:
    return Rows(table.title, table.rows, table.columns)
