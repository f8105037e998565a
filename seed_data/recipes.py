"""From what an answer follows, read from the catalogue, so that a new question is answered without a word here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue import Catalogue, Indicator, Instrument, Norm, Question
from seed_data.reading import Table, read_toml

LOW, HIGH = 0.05, 0.95
ROOM = 0.12  # how far, as a share of the way, some units stay below `worst` or come past `best`
COMMON_COUNT = 60.0


@dataclass(frozen=True)
class Recipe:
    """An answer is `base` (another question's answer, else 1) times a rate between `low` and `high`, by progress.

    With `inverse` it is `base` divided by that rate. `steady`: the rate is a lasting trait of the unit, not progress.
    """

    question: Question
    pillar: str
    base: str | None
    low: float
    high: float
    inverse: bool = False
    steady: bool = False


def sizes() -> Mapping[str, Table]:
    """The questions that are a matter of size, not of progress."""
    return {entry["question"]: entry for entry in read_toml("sizes.toml")["size"]}


def implied(question: str) -> list[Table]:
    """What other answers say of this one: `rate` times the answer to `by` is its least."""
    return [rule for rule in read_toml("sizes.toml")["implied"] if rule["question"] == question]


def recipes(catalogue: Catalogue, instrument: Instrument) -> dict[str, Recipe]:
    """One recipe for each question of an instrument that is not a matter of size."""
    big = {"learners", *sizes()}
    return {
        id_: _recipe(catalogue, instrument, instrument.questions[id_], pillar)
        for pillar, id_ in instrument.asked()
        if id_ not in big
    }


def _recipe(catalogue: Catalogue, instrument: Instrument, question: Question, pillar: str) -> Recipe:
    """The first of the ways that fits; the last one fits always."""
    ways = (
        *_by_indicator(instrument, question, pillar),
        *_by_norm(catalogue.norms_for(instrument), question, pillar),
        *_by_kind(question, pillar),
    )
    return ways[0]


def _by_indicator(instrument: Instrument, question: Question, pillar: str) -> Iterator[Recipe]:
    for indicator in instrument.indicators:
        if not question.is_number or indicator.formula in ("choice", "yes_no", "marks"):
            continue
        low, high = rates(indicator)
        if indicator.of == question.id and question.id not in _wholes(instrument):
            yield Recipe(question, pillar, indicator.out_of, low, high)
        elif (
            indicator.out_of == question.id and indicator.formula == "ratio" and indicator.of in {"learners", *sizes()}
        ):
            yield Recipe(question, pillar, indicator.of, low, high, inverse=True)


def _by_norm(norms: tuple[Norm, ...], question: Question, pillar: str) -> Iterator[Recipe]:
    for norm in norms:
        if norm.have == question.id:
            yield Recipe(question, pillar, norm.per, 0.3 * norm.rate, 1.15 * norm.rate)


def _by_kind(question: Question, pillar: str) -> Iterator[Recipe]:
    if not question.is_number:
        yield Recipe(question, pillar, None, 0, 1)
    elif question.at_most:
        yield Recipe(question, pillar, question.at_most, LOW, HIGH)
    elif question.ceiling is not None:
        yield Recipe(question, pillar, None, question.min, question.ceiling)
    else:
        yield Recipe(question, pillar, None, question.min + 1, question.min + COMMON_COUNT, steady=True)


def rates(indicator: Indicator) -> tuple[float, float]:
    """The value of the least and of the most advanced units, as a factor of what it is measured by; not below 0."""
    if indicator.worst is not None and indicator.best is not None:
        low, high = indicator.worst, indicator.best
    elif indicator.steps:
        low, high = 0.6 * indicator.steps[0].at_least, indicator.steps[-1].at_least
    else:
        low, high = 0.0, indicator.points / (indicator.each or 1)
    room = ROOM * (high - low)
    shares = 100 if indicator.formula == "percent" else 1
    return max(low - room, 0) / shares, max(high + room, 0) / shares


def _wholes(instrument: Instrument) -> set[str]:
    """The questions that parts are measured by."""
    return {i.out_of for i in instrument.indicators if i.formula == "percent" and i.out_of}
