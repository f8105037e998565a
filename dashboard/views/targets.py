"""The dated targets: where each stands, whether it will be reached in time, and the way there."""

import polars as pl

from catalogue import Target
from dashboard import figures
from dashboard.data import facts, movement
from dashboard.data.source import judged_by, remembered
from dashboard.figures import Column, Figure
from dashboard.views.context import context
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import N_
from metrics.trajectory import Outlook, Trajectory

OUTLOOKS: dict[Outlook, str] = {
    "reached": N_("reached"),
    "on_track": N_("on track"),
    "at_risk": N_("at risk"),
    "off_track": N_("off track"),
    "missed": N_("missed"),
    "too_few": N_("too few rounds to tell"),
}
SENTENCES: dict[Outlook, str] = {
    "reached": N_("The target is reached."),
    "on_track": N_("On track: at the pace so far it is reached in time, nine times out of ten."),
    "at_risk": N_("At risk: at the pace so far it may or may not be reached in time."),
    "off_track": N_("Off track: at the pace so far it is not reached in time, nine times out of ten."),
    "missed": N_("The day has passed, and the target is not reached."),
    "too_few": N_("There are too few rounds to tell."),
}


def followed(reader: Reader, round_: str) -> tuple[str, ...]:
    """The ids of the targets that reports tell of; those that are still ahead first, by their day."""
    found = movement.outlooks(reader.version, round_, reader.today)
    ahead = sorted(found, key=lambda each: (each[0].due <= reader.today, each[0].due))
    return tuple(target.id for target, _, _ in ahead)


def name_of(reader: Reader, target: str) -> str:
    """A target's name and day."""
    found = judged_by().targets[target]
    return f"{found.name(reader.language)} ({reader.words.date(found.due)})"


@remembered
def outlooks(reader: Reader, round_: str) -> Table:
    """One row per target: where it stands, when it is due, and when it is expected."""
    words = reader.words
    columns = {
        "name": Column(words("Target")),
        "value": Column(words("Now")),
        "at_least": Column(words("Target value")),
        "due": Column(words("Due by")),
        "outlook": Column(words("Outlook")),
        "expected": Column(words("Expected to be reached")),
        "span": Column(words("Nine times out of ten")),
        "decision": Column(words("Decision")),
    }
    rows = [_row(reader, target, path) for target, _, path in movement.outlooks(reader.version, round_, reader.today)]
    return Table(words("Targets"), pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), columns)


@remembered
def way(reader: Reader, round_: str, target: str) -> Figure:
    """The rounds so far, and the fan of what may come until the target's day."""
    words = reader.words
    known = movement.outlooks(reader.version, round_, reader.today)
    of, course, path = next(each for each in known if each[0].id == target)
    names = {each.id: words.name(vars(each)) for each in facts.rounds(reader.version)}
    seen = course.select("day", "value", label=pl.col("round").replace_strict(names, return_dtype=pl.String))
    weeks = path.course.with_columns(label=pl.Series([words.date(day) for day in path.course["day"]], dtype=pl.String))
    rows = pl.concat([seen, weeks], how="diagonal_relaxed").select("day", "label", "value", "centre", "low", "high")
    return figures.target_course(
        rows,
        words,
        context(reader, round_, None, ((words("Target"), of.decision),)),
        name=of.name(reader.language),
        says=_says(reader, of, path),
        target=of.at_least,
        share=of.out_of is not None,
    )


def _row(reader: Reader, target: Target, path: Trajectory) -> dict[str, str]:
    words = reader.words
    return {
        "name": target.name(reader.language),
        "value": _amount(reader, target, path.value),
        "at_least": _wanted(reader, target),
        "due": words.date(target.due),
        "outlook": words(OUTLOOKS[path.outlook]),
        "expected": words.date(path.expected),
        "span": _span(reader, path),
        "decision": target.decision,
    }


def _says(reader: Reader, target: Target, path: Trajectory) -> str:
    words = reader.words
    now = words(
        "{now} of {wanted} wanted by {day}.",
        now=_amount(reader, target, path.value),
        wanted=_wanted(reader, target),
        day=target.due,
    )
    parts = [now, words(SENTENCES[path.outlook])]
    if path.expected:
        parts.append(
            words("Expected on {day}; nine times out of ten {span}.", day=path.expected, span=_span(reader, path))
        )
    elif path.at_due is not None:
        parts.append(words("At the pace so far it is not in sight."))
    if path.at_due is not None:
        parts.append(words("By its day {value} is expected.", value=_amount(reader, target, path.at_due)))
    return " ".join(parts)


def _span(reader: Reader, path: Trajectory) -> str:
    """The days between which the target is reached nine times out of ten; open where the later one is not in sight."""
    words = reader.words
    if path.earliest is None:
        return words.written(None)
    if path.latest is None:
        return words("not before {day}", day=path.earliest)
    return words("from {first} to {last}", first=path.earliest, last=path.latest)


def _wanted(reader: Reader, target: Target) -> str:
    if target.out_of is None:
        return reader.words.number(target.at_least)
    return reader.words.percent(target.at_least, 0)


def _amount(reader: Reader, target: Target, value: float | None) -> str:
    if target.out_of is None:
        return reader.words.number(value, 0)
    return reader.words.percent(value)
