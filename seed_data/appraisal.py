"""What reviewers find: most points stand as claimed, some are lowered with a reason, and evidence grows stronger."""

from collections.abc import Iterator

from catalogue import Indicator, Instrument
from seed_data.answers import Answers
from seed_data.fates import Fate
from seed_data.reading import read_toml
from store.ingest import AppraisalGiven
from store.submission import Given

LOOKED_AT = 0.38  # of the indicators of a report
LOWERED = 0.17  # of those
VERIFIED, MEASURED = 0.78, 0.16


def appraisals(report: int, fate: Fate, instrument: Instrument, answers: Answers) -> Iterator[AppraisalGiven]:
    """The rows of one report, for those of its indicators that were looked at and have points."""
    chance, at, by = fate.chance, fate.appraised, fate.reviewer
    for indicator in instrument.indicators:
        names = (fate.unit.id, fate.season.round.id, indicator.id)
        points = claimed(indicator, instrument, answers)
        if points is None or chance.one("looked at", *names) >= LOOKED_AT:
            continue
        lowered = points > 0 and chance.one("lowered", *names) < LOWERED
        kept = chance.between(0.6, 0.95, "kept", *names) if lowered else 1
        why = chance.pick(read_toml("reasons.toml")["lowered"], "why", *names).format(indicator=indicator.name_vi)
        yield AppraisalGiven(
            report=report,
            indicator=indicator.id,
            points=round(points * kept, 2),
            strength=_strength(chance.one("strength", *names)),
            by=by,
            at=at,
            reason=why if lowered else "",
        )


def claimed(indicator: Indicator, instrument: Instrument, answers: Answers) -> float | None:
    """The points that a unit's own answers come to; None where one of them is missing."""
    of = answers.get(indicator.of, Given())
    if indicator.formula == "choice":
        worth = {choice.id: choice.worth for choice in instrument.questions[indicator.of].choices}
        return None if of.choice is None else indicator.points * worth[of.choice] / 100
    if of.value is None:
        return None
    if indicator.formula == "yes_no":
        return indicator.points * of.value
    if indicator.formula == "marks":
        return min(of.value, indicator.points)
    value = of.value
    if indicator.out_of:
        whole = answers.get(indicator.out_of, Given()).value
        if not whole:
            return None
        value = of.value / whole * (100 if indicator.formula == "percent" else 1)
    return _scored(indicator, value)


def _scored(indicator: Indicator, value: float) -> float:
    if indicator.worst is not None and indicator.best is not None:
        way = (value - indicator.worst) / (indicator.best - indicator.worst)
        return indicator.points * min(max(way, 0), 1)
    if indicator.each is not None:
        return min(indicator.each * value, indicator.points)
    return max((step.points for step in indicator.steps if value >= step.at_least), default=0)


def _strength(drawn: float) -> str:
    if drawn < VERIFIED:
        return "verified"
    return "measured" if drawn < VERIFIED + MEASURED else "declared"
