"""A sealed edition in words: what it is, what it rests on, and the ranks of every institution type."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from catalogue import Instrument
from dashboard.words import N_, Words

STATUSES = {"official": N_("Official"), "project draft": N_("Draft of the project")}


@dataclass(frozen=True, eq=False)
class League:
    """The ranks of one type, best first: unit, name_vi, name_en, score, level, rank, rank_low, rank_high."""

    instrument: Instrument
    type_name: Mapping[str, str]  # by language
    rows: pl.DataFrame


def text(about: Mapping[str, Any], leagues: Iterable[League], words: Words) -> str:
    """The edition as Markdown."""
    return "\n".join([*_head(about, words), *(line for league in leagues for line in _league(league, words))]) + "\n"


def _head(about: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield "# " + words("Results of {round}, sealed edition {number}", round=about["round"], number=about["number"])
    yield ""
    if about["demonstration"]:
        yield f"**{words('Demonstration data')}.** " + words(
            "All figures are invented to show what the system does. They say nothing of any real institution."
        )
        yield ""
    facts = {
        words("Status"): words(STATUSES[about["status"]]),
        words("Edition"): f"`{about['key']}`",
        words("Sealed"): words("{by}, {at}", by=about["sealed_by"], at=datetime.fromisoformat(about["sealed_at"])),
        words("Recognised reports"): words("{counted} of {expected}", **about["reports"]),
        words("Data version"): str(about["data_version"]),
        words("Catalogue version"): f"`{about['catalogue']}`",
        words("Method version"): about["method"],
    }
    yield from (f"- {label}: {value}" for label, value in facts.items())
    yield "- " + words("Reports that were not recognised when the edition was sealed are not in it.")


def _league(league: League, words: Words) -> Iterator[str]:
    instrument = league.instrument
    yield ""
    yield f"## {league.type_name[words.language]}"
    yield ""
    status = words(STATUSES[instrument.status])
    yield words(
        "{instrument}, version {version}. {status}.", instrument=instrument, version=instrument.version, status=status
    )
    if notice := instrument.notice(words.language):
        yield notice
    yield ""
    labels = (words("Rank"), words("Rank range"), words("Unit"), words("Score"), words("Level"))
    yield f"| {' | '.join(labels)} |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (_line(row, instrument, words) for row in league.rows.iter_rows(named=True))


def _line(row: Mapping[str, Any], instrument: Instrument, words: Words) -> str:
    levels = {level.number: level.name(words.language) for level in instrument.levels}
    low, high = row["rank_low"], row["rank_high"]
    cells = (
        words.written(row["rank"]),
        words.written(None) if low is None else f"{words.number(low, 0)}–{words.number(high, 0)}",
        words.name(row).replace("|", "\\|"),
        words.number(row["score"], 1),
        levels.get(row["level"], words.written(None)),
    )
    return f"| {' | '.join(cells)} |"
