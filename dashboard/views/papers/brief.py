"""The leader's brief on one page: on track or not, five findings, gaps, who needs support; the fields of `brief`."""

from typing import Any, Final

import polars as pl

from dashboard.data import facts, overview, shortfalls
from dashboard.data.source import remembered
from dashboard.views import findings, gaps, support, targets
from dashboard.views.context import notices
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from dashboard.views.naming import round_name, type_name, within
from dashboard.views.papers.heading import origin
from dashboard.views.papers.parts import changed_by
from dashboard.views.reader import Reader
from dashboard.words import N_

DRAFT: Final = N_("Draft instrument of the project")
MEAN: Final = N_(
    "{mean} of 100 on average; the same units since the round before: {change}. Reported: {counted} of {expected}."
)
NORMS: Final = 3  # the costliest
GOALS: Final = 2  # the nearest of those that units tell of

Item = dict[str, str]


@remembered
def fields(reader: Reader, round_: str) -> dict[str, Any]:
    """Of the whole country; each item has a lead in bold and what it says."""
    words = reader.words
    return {
        "round": round_name(reader, round_),
        "notices": " · ".join(all_notices(reader, round_)),
        "track": _track(reader, round_),
        "findings": [{"lead": f"{each.lead}: ", "says": each.says} for each in findings.told(reader, round_)]
        or [{"lead": "", "says": words("Too little has been reported for a finding.")}],
        "gaps": [{"lead": "", "says": gaps.summary(reader, round_, "")}, *_costliest(reader, round_)],
        "support": _support(reader, round_),
        "origin": origin(reader, round_),
    }


def all_notices(reader: Reader, round_: str) -> list[str]:
    """What holds for the whole round, and whether any instrument is a draft of ours."""
    drafts = [] if all(each.status == "official" for each in facts.instruments()) else [reader.words(DRAFT)]
    return [*notices(reader, round_), *drafts]


def _track(reader: Reader, round_: str) -> list[Item]:
    told = [{"lead": "", "says": targets.summary(reader, round_)}]
    for row in overview.headlines(reader.version, round_).iter_rows(named=True):
        mean = reader.words(
            MEAN,
            mean=reader.words.number(row["mean"], 1),
            change=changed_by(reader, row["like_mean"], row["like_previous"]),
            counted=row["counted"],
            expected=row["expected"],
        )
        told.append({"lead": f"{type_name(reader, row['institution_type'])}: ", "says": mean})
    return told


def _costliest(reader: Reader, round_: str) -> list[Item]:
    """The norms that cost most to meet."""
    words, norms = reader.words, {norm.id: norm for norm in shortfalls.norms()}
    rows = shortfalls.totals(reader.version, round_).filter(pl.col("cost") > 0)
    rows = rows.sort("cost", "norm", descending=[True, False])
    return [
        {
            "lead": f"{norms[row['norm']].name(reader.language)}: ",
            "says": words(
                "{missing} {thing} missing at {short} units, about {cost} billion đồng.",
                missing=words.number(row["shortfall"], 0),
                thing=norms[row["norm"]].unit(reader.language),
                short=row["short"],
                cost=words.number(row["cost"] / MILLIONS_IN_A_BILLION, 0),
            ),
        }
        for row in rows.head(NORMS).iter_rows(named=True)
    ]


def _support(reader: Reader, round_: str) -> list[Item]:
    """Who lacks most for the nearest goals; one sentence where nobody does."""
    words = reader.words
    short = [id_ for id_ in targets.followed(reader, round_) if support.most_in_need(reader, round_, id_)][:GOALS]
    told = [
        {"lead": f"{targets.name_of(reader, id_)}: ", "says": within(support.says(reader, round_, id_))}
        for id_ in short
    ]
    return told or [{"lead": "", "says": words("Nobody is short of it.")}]
