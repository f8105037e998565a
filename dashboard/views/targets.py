"""The goals of the movement: where each stands, whether it will be reached in time, and the way there."""

import polars as pl

from dashboard import figures
from dashboard.data import facts, goals
from dashboard.data.goals import Goal, Progress
from dashboard.data.source import remembered
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
    """The ids of the goals; the dated ones that are still ahead first, by their day."""
    return tuple(each.goal.id for each in _all(reader, round_))


def name_of(reader: Reader, id_: str) -> str:
    """A goal's name, and its day where it has one."""
    goal = next(each for each in goals.goals(reader.today) if each.id == id_)
    name = goal.entry.name(reader.language)
    return f"{name} ({reader.words.date(goal.due)})" if goal.due else name


@remembered
def summary(reader: Reader, round_: str) -> str:
    """How the dated targets stand, counted, and how many achievements have no date."""
    words = reader.words
    found = _all(reader, round_)
    dated = [each.path.outlook for each in found if each.goal.due and each.path]
    known = {id_: dated.count(id_) for id_ in OUTLOOKS if id_ in dated}
    counts = "; ".join(words("{n} {outlook}", n=n, outlook=words(OUTLOOKS[id_])) for id_, n in known.items())
    told = words.plural("Of {n} dated target: {counts}.", "Of {n} dated targets: {counts}.", len(dated), counts=counts)
    without = words.plural(
        "{n} achievement has no date; its course is shown against all.",
        "{n} achievements have no date; their courses are shown against all.",
        len(found) - len(dated),
    )
    return f"{told} {without}"


@remembered
def outlooks(reader: Reader, round_: str) -> Table:
    """One row per goal: where it stands, when it is due, and when it is expected."""
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
    rows = [_row(reader, each) for each in _all(reader, round_)]
    return Table(words("Targets"), pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), columns)


@remembered
def way(reader: Reader, round_: str, id_: str) -> Figure:
    """The rounds so far, and the fan of what may come until the goal's day."""
    words = reader.words
    found = progress_of(reader, round_, id_)
    goal, path = found.goal, found.path
    names = {each.id: words.name(vars(each)) for each in facts.rounds(reader.version)}
    seen = found.course.select("day", "value", label=pl.col("round").replace_strict(names, return_dtype=pl.String))
    choices = ((words("Target"), goal.decision or goal.by.name(reader.language)),)
    on = context(reader, round_, None, choices)
    if path is None or goal.wanted is None:
        rows = seen.select(name="label", mean="value")
        return figures.trend(rows, words, on, measure=goal.entry.name(reader.language))
    weeks = path.course.with_columns(label=pl.Series([words.date(day) for day in path.course["day"]], dtype=pl.String))
    rows = pl.concat([seen, weeks], how="diagonal_relaxed").select("day", "label", "value", "centre", "low", "high")
    return figures.target_course(
        rows,
        words,
        on,
        name=goal.entry.name(reader.language),
        says=_says(reader, goal, path),
        target=goal.wanted,
        share=goal.out_of is not None,
    )


def progress_of(reader: Reader, round_: str, id_: str) -> Progress:
    """The goal of that id with its course."""
    return next(each for each in _all(reader, round_) if each.goal.id == id_)


def amount(reader: Reader, goal: Goal, value: float | None) -> str:
    """A value of a goal as it is written."""
    return reader.words.number(value, 0) if goal.out_of is None else reader.words.percent(value)


def _all(reader: Reader, round_: str) -> tuple[Progress, ...]:
    return goals.progress(reader.version, round_, reader.today)


def _row(reader: Reader, found: Progress) -> dict[str, str]:
    words, goal, path = reader.words, found.goal, found.path
    dated = goal.due is not None and path is not None
    return {
        "name": goal.entry.name(reader.language),
        "value": amount(reader, goal, found.value),
        "at_least": _wanted(reader, goal),
        "due": words.date(goal.due),
        "outlook": words(OUTLOOKS[path.outlook]) if path and (dated or path.outlook == "reached") else words("no date"),
        "expected": words.date(path.expected if path else None),
        "span": _span(reader, path) if path else words.written(None),
        "decision": goal.decision or words.written(None),
    }


def _says(reader: Reader, goal: Goal, path: Trajectory) -> str:
    parts = [_standing(reader, goal, path), *_ahead(reader, goal, path)]
    return " ".join(parts)


def _standing(reader: Reader, goal: Goal, path: Trajectory) -> str:
    words, now = reader.words, amount(reader, goal, path.value)
    if goal.due is None:
        reached = path.outlook == "reached"
        told = words("{what}: {now}.", what=goal.by, now=now)
        return f"{told} {words('All of it is reached.') if reached else words('No day is set for it.')}"
    told = words("{now} of {wanted} wanted by {day}.", now=now, wanted=_wanted(reader, goal), day=goal.due)
    return f"{told} {words(SENTENCES[path.outlook])}"


def _ahead(reader: Reader, goal: Goal, path: Trajectory) -> list[str]:
    """When it is expected, and what is expected by its day."""
    words = reader.words
    if path.at_due is None:
        return []
    told = (
        words("Expected on {day}; nine times out of ten {span}.", day=path.expected, span=_span(reader, path))
        if path.expected
        else words("At the pace so far it is not in sight.")
    )
    if goal.due is None or path.outlook == "missed":
        return [told]
    return [told, words("By its day {value} is expected.", value=amount(reader, goal, path.at_due))]


def _span(reader: Reader, path: Trajectory) -> str:
    """The days between which the target is reached nine times out of ten; open where the later one is not in sight."""
    words = reader.words
    if path.earliest is None:
        return words.written(None)
    if path.latest is None:
        return words("not before {day}", day=path.earliest)
    return words("from {first} to {last}", first=path.earliest, last=path.latest)


def _wanted(reader: Reader, goal: Goal) -> str:
    if goal.at_least is None:
        return reader.words.written(None)
    return reader.words.number(goal.at_least) if goal.out_of is None else reader.words.percent(goal.at_least, 0)
