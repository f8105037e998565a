"""Editions are computed: once for each state of data, catalogue and method, with a report of every step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl
from sqlalchemy import Connection, Engine

from catalogue import Catalogue
from dashboard.data.inputs import LIVE, Inputs, instruments, key, narrowed, reporting_units
from dashboard.data.steps import FREEZING, JUDGING, KEPT, NO_GATES, NO_RANKS, WHEN_SHOWN, StepFailedError, StepLog
from metrics import judge
from store import queries
from store.editions import Run, keep_run
from store.engine import reading, writing
from store.faults import N_, Fault, ReportError
from store.results import edition_results, keep_edition
from store.versions import keep_catalogue

NO_ROUND = N_("There is no round {round}. The rounds are {rounds}.")


@dataclass(frozen=True, eq=False)
class Judged:
    """The results of a round and what they were made from; `kept` if the store had them before."""

    inputs: Inputs
    key: str
    results: pl.DataFrame
    kept: bool


def compute(engine: Engine, catalogue: Catalogue, round_: str, basis: str = LIVE) -> Run:
    """Judge a round and keep its edition, unless it is kept already; ReportError where there is no such round.

    A run that found everything kept is told, and leaves no trace.
    """
    log = StepLog()
    log.not_needed(WHEN_SHOWN, *FREEZING)
    with reading(engine) as connection:
        version = queries.state(connection).data_version
        try:
            found = judged(connection, catalogue, round_, basis, log)
        except StepFailedError:
            found = None
    run = Run(round_, basis, found.key if found else None, version, catalogue.digest, judge.METHOD, log.steps())
    if found is None or not found.kept:
        with writing(engine) as connection:
            keep(connection, catalogue, run, found, datetime.now(UTC))
    return run


def compute_settled(engine: Engine, catalogue: Catalogue) -> list[Run]:
    """Compute every round whose due date has passed, the oldest first."""
    with reading(engine) as connection:
        today = queries.today(connection)
        settled = queries.rounds(connection).filter(pl.col("due") < today)["round"].to_list()
    return [compute(engine, catalogue, round_) for round_ in settled]


def judged(connection: Connection, catalogue: Catalogue, round_: str, basis: str, log: StepLog) -> Judged:
    """The results of a round, from the store where they are kept; StepFailedError where a step fails."""
    given = read(connection, catalogue, round_, basis, log)
    name = key(given, catalogue.digest)
    kept = edition_results(connection, name)
    if kept is not None:
        log.not_needed(KEPT, *JUDGING)
        return Judged(given, name, kept, kept=True)
    return Judged(given, name, results(given, catalogue, log), kept=False)


def read(connection: Connection, catalogue: Catalogue, round_: str, basis: str, log: StepLog) -> Inputs:
    """What a round is judged by, as the store has it now."""
    ends = day_of(connection, round_)
    asks: dict[str, Callable[[], pl.DataFrame]] = {
        "units": lambda: reporting_units(connection, catalogue, ends),
        "reports": lambda: queries.reports(connection, round_),
        "answers": lambda: queries.answers(connection, [round_]),
        "appraisals": lambda: queries.appraisals(connection, round_),
    }
    frames = {}
    for step, ask in asks.items():
        with log.trying(step):
            frames[step] = ask()
    found = narrowed(round_, basis, **frames)
    for step in frames:
        log.done(step, getattr(found, step).height)
    return found


def results(inputs: Inputs, catalogue: Catalogue, log: StepLog) -> pl.DataFrame:
    """One row per unit and item, as `metrics.judge` gives them, over all institution types."""
    used = [each for each in instruments(catalogue) if inputs.judged(each).len()]
    under_way = [
        judge.judging(inputs.answers, inputs.appraisals, inputs.judged(instrument), instrument) for instrument in used
    ]
    frames: list[pl.DataFrame] = []
    for step in judge.STEPS:
        with log.trying(step):
            frames = [frame for _, frame in map(next, under_way)]
        log.done(step, sum(frame.height for frame in frames))
    with log.trying("results"):
        whole = pl.concat([judge.nothing(), *frames])
    log.done("results", whole.height)
    if not any(instrument.gates for instrument in used):
        log.not_needed(NO_GATES, "gates")
    if not any(instrument.is_ranked for instrument in used):
        log.not_needed(NO_RANKS, "ranks")
    return whole


def keep(connection: Connection, catalogue: Catalogue, run: Run, found: Judged | None, at: datetime) -> None:
    """Keep a run with its catalogue, and with its results where it has any."""
    digest = keep_catalogue(connection, catalogue)
    if found is not None:
        keep_edition(
            connection, found.key, run.round, digest, run.method, run.data_version, found.results, basis=run.basis
        )
    keep_run(connection, run, at)


def day_of(connection: Connection, round_: str) -> date:
    """The last day of a round; ReportError where there is none of that name."""
    rounds = queries.rounds(connection)
    days = dict(rounds.select("round", "ends").iter_rows())
    if round_ not in days:
        raise ReportError([Fault("", NO_ROUND, {"round": round_, "rounds": tuple(days)})])
    day: date = days[round_]
    return day
