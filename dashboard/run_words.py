"""Editions, their runs and their seals, in the reader's language."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dashboard.data.codes import Shown
from dashboard.data.editions import SHORT
from dashboard.data.steps import REASONS
from dashboard.exports.edition_text import STATUSES
from dashboard.words import N_, Words
from store.editions import Run, Seal

BASES: Final = {"live": N_("all reports submitted and later"), "recognised": N_("recognised reports only")}
STEP_NAMES: Final = {
    "units": N_("Read the units"),
    "reports": N_("Read the reports"),
    "answers": N_("Read the answers"),
    "appraisals": N_("Read the appraisals"),
    "values": N_("Values"),
    "gates": N_("Mandatory conditions"),
    "points": N_("Points"),
    "levels": N_("Scores and levels"),
    "ranks": N_("Ranks"),
    "results": N_("Results kept"),
    "strengths": N_("Strength of evidence"),
    "ranges": N_("Rank ranges"),
    "gaps": N_("Gaps"),
    "targets": N_("Targets"),
    "figures": N_("Maps drawn"),
    "texts": N_("Texts"),
    "bundle": N_("Sealed file"),
}


def step_name(step: str, words: Words) -> str:
    """A step in words; one of an older run that no longer exists keeps its own name."""
    return words(STEP_NAMES[step]) if step in STEP_NAMES else step


def outcome(step: Mapping[str, Any], words: Words) -> str:
    """Done with how many rows, not needed and why, or failed and why."""
    match step["outcome"]:
        case "done":
            return words.plural("done, {n} row", "done, {n} rows", step["rows"])
        case "not_needed":
            return words("not needed: {reason}", reason=_cause(step["reason"], words))
        case _:
            return words("failed: {reason}", reason=_cause(step["reason"], words))


def lines(run: Run, words: Words) -> Iterator[str]:
    """A run's report: the edition, then a line for each step."""
    yield f"{run.round}: {run.edition[:SHORT] if run.edition else words('no edition')}"
    yield from (f"  {step_name(step.step, words)}: {outcome(vars(step), words)}" for step in run.steps)


def edition_line(row: dict[str, Any], words: Words) -> str:
    """One line on an edition."""
    line = words(
        "{round} {key}: {basis}; data version {data}, catalogue {catalogue}, method {method}; {n} results.",
        round=row["round"],
        key=row["key"][:SHORT],
        basis=words(BASES[row["basis"]]),
        data=str(row["data_version"]),
        catalogue=row["catalogue"],
        method=row["method"],
        n=row["results"],
    )
    if row["digest"] is None:
        return line
    status = words(STATUSES[row["status"]])
    return f"{line} " + words("Sealed ({status}): {digest}.", status=status, digest=row["digest"])


def seal_line(seal: Seal, words: Words) -> str:
    """What a seal says of itself."""
    return words(
        "{round}, sealed edition {number} ({status}), {by}, {at}. Hash: {digest}",
        round=seal.round,
        number=seal.number,
        status=words(STATUSES[seal.status]),
        by=seal.by,
        at=seal.at,
        digest=seal.digest,
    )


def _cause(reason: str, words: Words) -> str:
    """A sentence of ours in the reader's language; what a program said, as it said it."""
    return words(reason) if reason in REASONS else reason


def shown_lines(shown: Shown, words: Words) -> Iterator[str]:
    """What a figure's code stands for."""
    of = shown.edition
    yield words("The figure shows the round {round}.", round=of.round)
    yield words(
        "Edition {key}; data version {data}, catalogue {catalogue}, method {method}.",
        key=of.key[:SHORT],
        data=str(of.data_version),
        catalogue=of.catalogue,
        method=of.method,
    )
    if shown.kept:
        yield words("Its results were computed {at} and are kept.", at=shown.at)
    else:
        yield words("Its results were provisional and are not kept; a file with them first left {at}.", at=shown.at)
    yield from (
        words("Sealed as number {number} of its round; hash {digest}.", number=row["number"], digest=row["digest"])
        for row in shown.seals.iter_rows(named=True)
    )
    yield from (
        words("{file}: taken by {by}, {at}.", file=row["subject"], by=row["by"], at=row["at"])
        for row in shown.files.iter_rows(named=True)
    )
