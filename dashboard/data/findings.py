"""What the first screen says: the rules of the catalogue, held against a round."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from catalogue import Finding
from dashboard.data import achievements, facts, goals, overview, rankings, shortfalls, support
from dashboard.data.source import Version, judged_by, remembered

FIVE = 5
NAMED = 3
MILLIONS_IN_A_BILLION = 1000
LOWEST = 1


@dataclass(frozen=True)
class Evidence:
    """Where a finding can be looked at: a page and the choices on it."""

    page: str
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Measured:
    """What a rule measured: the size that its limit is held against, the figures of its sentence, and the evidence."""

    size: float
    figures: Mapping[str, object]
    evidence: Evidence


@dataclass(frozen=True)
class Told:
    """A rule that holds, with what it measured."""

    finding: Finding
    measured: Measured


@remembered
def findings(version: Version, round_: str, today: date) -> tuple[Told, ...]:
    """The first five rules of the catalogue that hold for a round, in its order."""
    told = (_held(version, round_, today, finding) for finding in judged_by().findings.values())
    return tuple(each for each in told if each is not None)[:FIVE]


def _held(version: Version, round_: str, today: date, finding: Finding) -> Told | None:
    measured = MEASURES[finding.measure](version, round_, today, finding.of or "")
    return Told(finding, measured) if measured and measured.size >= finding.at_least else None


def _target_behind(version: Version, round_: str, today: date, of: str) -> Measured | None:
    """Percentage points by which a target that is still ahead will be missed at the pace so far."""
    found = next(each for each in goals.progress(version, round_, today) if each.goal.id == of)
    goal, path = found.goal, found.path
    if path is None or path.at_due is None or goal.wanted is None or goal.due is None or goal.due <= today:
        return None
    rows = support.provinces(version, round_, goal.of, goal.out_of or "", goal.wanted)
    figures = {
        "now": path.value,
        "wanted": goal.wanted,
        "due": goal.due,
        "at_due": path.at_due,
        "short": goal.wanted - path.at_due,
        "provinces": tuple(rows.filter(pl.col("missing") > 0)["province"].head(NAMED)),
    }
    return Measured(goal.wanted - path.at_due, figures, Evidence("targets", {"goal": goal.id}))


def _norm_short(version: Version, round_: str, _: date, of: str) -> Measured | None:
    """Percent of what a norm asks for that is missing in the country."""
    total = shortfalls.totals(version, round_).filter(pl.col("norm") == of)
    if total.is_empty() or total["share"][0] is None:
        return None
    row = total.row(0, named=True)
    figures = {
        "missing": row["shortfall"],
        "thing": judged_by().norms[of],
        "share": 100 * row["share"],
        "cost": None if row["cost"] is None else row["cost"] / MILLIONS_IN_A_BILLION,
        "provinces": tuple(shortfalls.most_short(version, round_, of)["province"].head(NAMED)),
    }
    return Measured(100 * row["share"], figures, Evidence("gaps", {"norm": of}))


def _lowest_level(version: Version, round_: str, _today: date, _of: str) -> Measured | None:
    """Percent of the units of a type that are at the lowest level, where that is most."""
    levels = overview.levels(version, round_)
    shares = (
        levels.group_by("institution_type", maintain_order=True)
        .agg(
            units=pl.col("units").filter(pl.col("level") == LOWEST).sum(),
            of_units=pl.col("units").sum(),
        )
        .with_columns(share=100 * pl.col("units") / pl.col("of_units"))
    )
    return _greatest(shares, "share", "rankings")


def _mean_moved(version: Version, round_: str, _today: date, _of: str) -> Measured | None:
    """Points by which the mean of the same units moved, of the type where it moved most."""
    rows = overview.headlines(version, round_).drop_nulls("like_mean")
    rows = rows.select(
        "institution_type",
        units="like_units",
        change=pl.col("like_mean") - pl.col("like_previous"),
        mean="like_mean",
    )
    ordered = rows.sort(pl.col("change").abs(), descending=True, maintain_order=True)
    if ordered.is_empty():
        return None
    row = ordered.row(0, named=True)
    figures = {"type": row["institution_type"], **{name: row[name] for name in ("units", "change", "mean")}}
    return Measured(abs(row["change"]), figures, Evidence("change", {"type": row["institution_type"]}))


def _achievement_fell(version: Version, round_: str, _today: date, _of: str) -> Measured | None:
    """Percentage points by which a share fell since the round before, of the achievement that fell most."""
    shares = {each.topic.id: each.topic for each in achievements.measures() if each.out_of}
    rows = achievements.achievements(version, round_).filter(pl.col("topic").is_in(list(shares)))
    fell = rows.with_columns(change=pl.col("value") - pl.col("previous")).drop_nulls("change").sort("change", "topic")
    if fell.is_empty():
        return None
    row = fell.row(0, named=True)
    figures = {"name": shares[row["topic"]], "now": row["value"], "change": row["change"]}
    return Measured(-row["change"], figures, Evidence("targets", {"goal": goals.goal_of(row["topic"])}))


def _reports_missing(version: Version, round_: str, _today: date, _of: str) -> Measured | None:
    """Percent of the expected reports that do not count, once the round is due."""
    rows = overview.headlines(version, round_).with_columns(absent=pl.col("expected") - pl.col("counted"))
    expected, absent = int(rows["expected"].sum()), int(rows["absent"].sum())
    if not expected:
        return None
    most = rows.sort("absent", descending=True, maintain_order=True).row(0, named=True)
    share = 100 * absent / expected
    figures = {
        "units": absent,
        "of_units": expected,
        "share": share,
        "type": most["institution_type"],
        "of_type": most["absent"],
    }
    return Measured(share, figures, Evidence("reporting"))


def _only_declared(version: Version, round_: str, _today: date, _of: str) -> Measured | None:
    """Percent of the points of a type that are only declared, where that is most."""
    rows = []
    for instrument in facts.instruments():
        type_ = instrument.institution_type
        first = rankings.evidence(version, round_, type_).row(0, named=True)
        if first["declared"] is not None:
            rows.append({"institution_type": type_, "share": 100 * first["declared"]})
    return _greatest(pl.DataFrame(rows), "share", "rankings") if rows else None


def _greatest(rows: pl.DataFrame, column: str, page: str) -> Measured | None:
    if rows.is_empty():
        return None
    row = rows.sort(column, descending=True, maintain_order=True).row(0, named=True)
    type_ = row.pop("institution_type")
    return Measured(row[column], {"type": type_, **row}, Evidence(page, {"type": type_}))


MEASURES: Mapping[str, Callable[[Version, str, date, str], Measured | None]] = {
    "target_behind": _target_behind,
    "norm_short": _norm_short,
    "lowest_level": _lowest_level,
    "mean_moved": _mean_moved,
    "achievement_fell": _achievement_fell,
    "reports_missing": _reports_missing,
    "only_declared": _only_declared,
}
