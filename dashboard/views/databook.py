"""The data book of a round: everything that its reader may have, as sheets to reckon with."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from dashboard.data import facts, rankings, results, shortfalls
from dashboard.data.people import Reach
from dashboard.data.source import remembered
from dashboard.exports.databook import Count, Databook, Measure, Sheet, databook
from dashboard.exports.databook.parts import Texts
from dashboard.exports.figure import SPREADSHEET
from dashboard.figures import Edition
from dashboard.figures.palette import EMPTY, MAIN, SEQUENTIAL, THEMES
from dashboard.views import context, method, naming
from dashboard.views import databook_rows as rows
from dashboard.views.databook_fields import fields
from dashboard.views.documents import Document
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from dashboard.views.reader import Reader

WHOSE: Final = ("unit", "name", "type_name", "province", "province_name")
UNIT: Final = (*WHOSE, "cluster_name", "state_name")
NORM: Final = ("norm", "norm_name", "thing", "have", "need", "shortfall", "cost")
PLACE: Final = (
    *("item", "item_name", "score", "level", "rank", "ranked", "rank_low", "rank_high", "band"),
    *("previous_score", "change", "measured", "verified", "declared"),
)
LEVELS: Final = (SEQUENTIAL[1], SEQUENTIAL[4], SEQUENTIAL[8], SEQUENTIAL[6], SEQUENTIAL[2], EMPTY)


def document(reader: Reader, round_: str, reach: Reach) -> Document:
    """The data book as a file; what a reader of that reach may have."""
    content = databook(of_round(reader, round_, reach), reader.words)
    return Document(content, f"thidua_{round_}.xlsx", SPREADSHEET, results.edition(reader.version, round_))


@remembered
def of_round(reader: Reader, round_: str, reach: Reach) -> Databook:
    """Results, ranks and gaps by province of all; gaps of single units, which tell what they typed, within reach."""
    words, edition = reader.words, results.edition(reader.version, round_)
    sheets = _sheets(reader, round_, reach)
    notices = tuple(_notices(reader, round_))
    name = naming.round_name(reader, round_)
    on = context.context(reader, round_)
    return Databook(
        title=words("Data book, {round}", round=name),
        subtitle=words("Emulation for innovation and digital transformation in education"),
        notices=notices,
        origin=words("Source: {source}. Data as of {day}.", source=on.source, day=on.as_of),
        facts=tuple(_facts(reader, round_, edition.key)),
        counts=tuple(_counts(reader, sheets)),
        sheets=tuple(sheet for sheet in sheets.values() if sheet.rows.height),
        method=tuple(_method(reader, notices, edition)),
    )


def _notices(reader: Reader, round_: str) -> Iterator[str]:
    yield from context.notices(reader, round_)
    if any(instrument.status != "official" for instrument in facts.instruments()):
        yield reader.words("Draft instrument of the project")


def _sheets(reader: Reader, round_: str, reach: Reach) -> dict[str, Sheet]:
    words = reader.words
    reports, catalogue = words("reports of the round"), words("catalogue")

    def sheet(name: str, about: str, source: str, names: Iterable[str], held: pl.DataFrame) -> Sheet:
        return Sheet(name, about, source, fields(names, words), held)

    return {
        "results": sheet(
            words("Results"),
            words("A row is one unit’s result for one indicator, pillar or the whole."),
            reports,
            (
                *UNIT,
                "kind",
                "item",
                "item_name",
                "value",
                "measure",
                "points",
                "possible",
                "score",
                "level",
                "answered",
                "decided",
            ),
            rows.judged(reader, round_),
        ),
        "ranks": sheet(
            words("Ranks"),
            words("A row is one unit’s place for the whole or a pillar, among the units of its type."),
            reports,
            (*UNIT, *PLACE),
            rows.ranked(reader, round_),
        ),
        "gaps": sheet(
            words("Gaps"),
            words("A row is one norm in one province, over the units of one type."),
            reports,
            ("province", "province_name", "type_name", *NORM, "short", "met", "no_data"),
            rows.province_gaps(reader, round_),
        ),
        "unit gaps": sheet(
            words("Gaps of units"),
            words("A row is one norm in one unit of those within your reach."),
            reports,
            (*WHOSE, *NORM, "verdict"),
            rows.unit_gaps(reader, round_, reach),
        ),
        "goals": sheet(
            words("Goals"),
            words("A row is one goal in one round."),
            reports,
            ("goal", "goal_name", "round_name", "day", "reached", "wanted", "due", "outlook", "decision"),
            rows.goals_over_rounds(reader, round_),
        ),
        "weights": sheet(
            words("Weights"),
            words("A row is one indicator of an instrument."),
            catalogue,
            (
                "instrument",
                "type_name",
                "pillar_name",
                "weight",
                "item",
                "item_name",
                "full",
                "measure",
                "formula",
                "scoring",
            ),
            rows.weights(reader),
        ),
    }


def _counts(reader: Reader, sheets: Mapping[str, Sheet]) -> Iterator[Count]:
    words, by = reader.words, ("type_name", "item_name")
    main = (THEMES["light"][MAIN],)
    for each in facts.instruments():
        type_name = naming.type_name(reader, each.institution_type)
        groups = tuple((type_name, naming.item_name(reader, each, item)) for item in rankings.items(each))
        levels = tuple(
            Measure(level.name(reader.language), "count", "", "level", level.number) for level in each.levels
        )
        inks = tuple(THEMES["light"][ink] for ink in LEVELS[: len(levels)])
        mean = (Measure(words("Mean score"), "mean", "score"),)
        yield Count(f"{words('Units by level')}: {type_name}", sheets["ranks"], by, groups, levels, inks)
        yield Count(f"{words('Mean score')}: {type_name}", sheets["ranks"], by, groups, mean, main, decimals=1)
    priced = tuple((norm.name(reader.language),) for norm in shortfalls.norms() if norm.price)
    cost = (Measure(words("Cost, billion đồng"), "sum", "cost", over=MILLIONS_IN_A_BILLION),)
    title = words("What closing the known gaps would cost")
    yield Count(title, sheets["gaps"], ("norm_name",), priced, cost, main, decimals=1)


def _facts(reader: Reader, round_: str, key: str) -> Iterator[tuple[str, str]]:
    words, share = reader.words, facts.coverage(reader.version, round_)
    yield words("Reporting round"), naming.round_name(reader, round_)
    yield words("Data as of"), words.date(reader.today)
    yield (
        words("Reports"),
        words(
            "{counted} of {expected}, {appraised} of them appraised",
            counted=share.counted,
            expected=share.expected,
            appraised=share.appraised,
        ),
    )
    yield words("Edition"), key[:12]
    yield (
        words("How to use it"),
        words("The summary reckons from the sheets: change a cell there, and table and chart follow."),
    )


def _method(reader: Reader, notices: tuple[str, ...], edition: Edition) -> Iterator[tuple[str, Texts]]:
    words = reader.words
    yield (
        words("Edition"),
        (
            (words("Edition"), edition.key),
            (words("Data version"), str(edition.data_version)),
            (words("Catalogue version"), edition.catalogue),
            (words("Method version"), edition.method),
            *((words("Note"), notice) for notice in notices),
            (words("An empty cell"), words("means that there is no figure. It is not zero.")),
        ),
    )
    for instrument in facts.instruments():
        rules = tuple((words("Rule"), rule) for rule in method.rules(reader, instrument))
        levels = tuple((words("Level"), level) for level in method.levels(reader, instrument))
        gates = tuple((words("Condition"), gate) for gate in method.gates(reader, instrument))
        yield instrument.name(reader.language), (*method.head(reader, instrument), *rules, *levels, *gates)
