"""Editions are sealed: recognised reports only, frozen with data, method, map and texts under one hash."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import polars as pl
from sqlalchemy import Connection, Engine

from catalogue import Catalogue
from dashboard.data.computing import Judged, day_of, judged, keep
from dashboard.data.freezing import frozen
from dashboard.data.inputs import RECOGNISED, instruments, reporting_units
from dashboard.data.steps import StepFailedError, StepLog
from dashboard.exports.bundle import packed
from metrics.judge import METHOD
from store import editions, queries
from store.editions import Run, Seal
from store.engine import reading, writing
from store.faults import N_, Fault, ReportError
from store.schema import RECOGNISED_STATES

OFFICIAL: Final = "official"
DRAFT: Final = "project draft"
FORMAT: Final = 1

STILL_OPEN: Final = N_("Reports for {round} are due until {day}. Seal its results after that day.")
NONE_RECOGNISED: Final = N_("No report for {round} is recognised yet. A sealed edition takes recognised reports only.")
INVENTED: Final = N_("The figures of a demonstration are invented, so they are not sealed as official. Add --draft.")
DRAFT_INSTRUMENT: Final = N_(
    "The instrument “{instrument}” is a draft of the project, so its results are not sealed as official. Add --draft."
)
SEALED: Final = N_("The results of {round}, as they stand, are sealed already: {digest}.")
FAILED: Final = N_("The edition of {round} was not sealed: the step “{step}” failed. {reason}")


def seal(engine: Engine, catalogue: Catalogue, round_: str, *, official: bool, by: str, at: datetime) -> Seal:
    """Freeze the recognised reports of a round and all that follows from them, and keep it for good.

    ReportError names everything that stands against it; nothing is sealed then, and only a failed run leaves a report.
    """
    status = OFFICIAL if official else DRAFT
    log = StepLog()
    with reading(engine) as connection:
        if faults := list(_objections(connection, catalogue, round_, official=official)):
            raise ReportError(faults)
        version = queries.state(connection).data_version
        try:
            found = judged(connection, catalogue, round_, RECOGNISED, log)
            _refuse_twice(connection, found.key, round_, status)
            about = _about(connection, catalogue, found, version) | _sealing(connection, round_, status, by, at)
            files = frozen(connection, catalogue, found, about, log)
            with log.trying("bundle"):
                digest, bundle = packed(files, about)
            log.done("bundle", len(files))
        except StepFailedError as error:
            failure = error
            found = None
    run = Run(round_, RECOGNISED, found.key if found else None, version, catalogue.digest, METHOD, log.steps())
    with writing(engine) as connection:
        keep(connection, catalogue, run, found, at)
        if found is not None:
            sealed = Seal(digest, found.key, round_, about["number"], status, at, by)
            editions.keep_seal(connection, sealed, bundle)
            return sealed
    raise _not_sealed(run) from failure


def _objections(connection: Connection, catalogue: Catalogue, round_: str, *, official: bool) -> Iterator[Fault]:
    ends = day_of(connection, round_)
    due = queries.rounds(connection).row(by_predicate=pl.col("round") == round_, named=True)["due"]
    if due >= queries.today(connection):
        yield Fault("", STILL_OPEN, {"round": round_, "day": due})
    recognised = (
        queries.reports(connection, round_)
        .filter(pl.col("state").is_in(RECOGNISED_STATES))
        .join(reporting_units(connection, catalogue, ends), on="unit", how="inner")
    )
    if recognised.is_empty():
        yield Fault("", NONE_RECOGNISED, {"round": round_})
    if official and queries.state(connection).demonstration:
        yield Fault("", INVENTED)
    for instrument in instruments(catalogue):
        used = instrument.institution_type in recognised["institution_type"]
        if official and used and instrument.status != OFFICIAL:
            yield Fault("", DRAFT_INSTRUMENT, {"instrument": instrument})


def _refuse_twice(connection: Connection, key: str, round_: str, status: str) -> None:
    same = editions.seals(connection).filter(pl.col("edition") == key, pl.col("status") == status)
    if same.height:
        raise ReportError([Fault("", SEALED, {"round": round_, "digest": same["digest"][0]})])


def _about(connection: Connection, catalogue: Catalogue, found: Judged, version: int) -> dict[str, Any]:
    """What the bundle says of its content."""
    inputs = found.inputs
    of_round = queries.rounds(connection).row(by_predicate=pl.col("round") == inputs.round, named=True)
    used = [each for each in instruments(catalogue) if inputs.judged(each).len()]
    return {
        "format": FORMAT,
        "key": found.key,
        "basis": inputs.basis,
        "round": {
            "id": inputs.round,
            **{name: of_round[name] for name in ("name_vi", "name_en", "calendar")},
            **{name: of_round[name].isoformat() for name in ("starts", "ends", "due")},
        },
        "data_version": version,
        "catalogue": catalogue.digest,
        "method": METHOD,
        "demonstration": queries.state(connection).demonstration,
        "reports": {"expected": inputs.units.height, "counted": inputs.reports.height},
        "instruments": [
            {"id": each.id, "version": each.version, "status": each.status, "units": inputs.judged(each).len()}
            for each in used
        ],
    }


def _sealing(connection: Connection, round_: str, status: str, by: str, at: datetime) -> dict[str, Any]:
    return {
        "number": editions.next_number(connection, round_),
        "status": status,
        "sealed_by": by,
        "sealed_at": at.isoformat(),
    }


def _not_sealed(run: Run) -> ReportError:
    failed = next(step for step in run.steps if step.outcome == "failed" and step.reason)
    values = {"round": run.round, "step": failed.step, "reason": failed.reason}
    return ReportError([Fault("", FAILED, values)])
