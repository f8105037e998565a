"""What stands on a unit's scorecard."""

from collections.abc import Iterable

from dashboard.data.facts import COUNTED
from dashboard.exports.scorecard import Headline, Points, Rows, Scorecard
from dashboard.views import naming, unit
from dashboard.views.gallery import NOT_REPORTED, Choice
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from store.faults import Fault, ReportError


def refuse_silent(reader: Reader, chosen: Iterable[Choice]) -> None:
    """ReportError that names every unit of these that has not reported."""
    silent = [on.unit for on in chosen if unit.directory_row(reader, on.round, on.unit)["state"] not in COUNTED]
    if silent:
        raise ReportError([Fault(each, NOT_REPORTED) for each in silent])


def of_unit(reader: Reader, round_: str, unit_: str) -> Scorecard:
    """The scorecard of a unit that reported for a round."""
    words = reader.words
    ahead, behind, to_gain = unit.strong_and_weak(reader, round_, unit_)
    return Scorecard(
        unit=unit.directory_row(reader, round_, unit_)["name"],
        round=naming.round_name(reader, round_),
        headlines=tuple(
            Headline(card.title, card.value, tuple(line for line in (card.change, *card.lines) if line))
            for card in unit.headline(reader, round_, unit_)
        ),
        lists=(
            Points(words("Ahead of its peers"), ahead, words("Nowhere ahead of the median of its peers.")),
            Points(words("Behind its peers"), behind, words("Nowhere behind the median of its peers.")),
            Points(words("Most to gain"), to_gain, words("Every point that it can have is gained.")),
        ),
        figure=unit.beside_peers(reader, round_, unit_),
        tables=tuple(map(_rows, (unit.indicators(reader, round_, unit_), unit.lacking(reader, round_, unit_)))),
    )


def _rows(table: Table) -> Rows:
    return Rows(table.title, table.rows, table.columns)
