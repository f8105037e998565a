"""What a report is looked at beside: the unit's last numbers of the same calendar, and those of its peers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import quantiles

from sqlalchemy import Connection, Row, select

from catalogue import Catalogue, Instrument
from catalogue.rules import Peers
from store.admission import Key
from store.rules import Known
from store.schema import COUNTED_STATES, Answer, Report, Round

QUARTERS = 4
RoundRow = Row[str, str, str, str]  # id, calendar, name_vi, name_en
Numbers = Mapping[str, float]  # by question


def known(connection: Connection, catalogue: Catalogue, asked: Iterable[tuple[Key, Instrument]]) -> dict[Key, Known]:
    """For the reports of these units and rounds; three statements, however many they are.

    Drafts and returned reports of the last round are nobody's past.
    """
    wanted = dict(asked)
    earlier = _earlier(connection, {round_ for _, round_ in wanted})
    rounds = sorted({row.id for row in earlier.values()})
    last = _numbers(connection, rounds, units=sorted({unit for unit, _ in wanted}))
    questions = sorted({name for rule in catalogue.rules.values() if isinstance(rule, Peers) for name in rule.names})
    others = _numbers(connection, rounds, questions=questions)
    usual = _usual(catalogue, others)
    return {
        (unit, round_): Known(
            last_round={"name_vi": row.name_vi, "name_en": row.name_en},
            last=last.get((instrument.id, unit, row.id), {}),
            usual=usual.get((instrument.id, row.id), {}),
        )
        for (unit, round_), instrument in wanted.items()
        if (row := earlier.get(round_)) is not None
    }


def range_of(values: Sequence[float], rule: Peers) -> tuple[float, float] | None:
    """The limits beyond which a value is far from these; None where they are too few to tell."""
    if len(values) < rule.fewest:
        return None
    lower, _, upper = quantiles(values, n=QUARTERS, method="inclusive")
    reach = rule.spread * (upper - lower)
    return lower - reach, upper + reach


def _earlier(connection: Connection, rounds: set[str]) -> dict[str, RoundRow]:
    """The round before each, of the same calendar; a first round has none."""
    columns = (Round.id, Round.calendar, Round.name_vi, Round.name_en)
    every = connection.execute(select(*columns).order_by(Round.ends, Round.id)).all()
    before: dict[str, RoundRow] = {}
    latest: dict[str, RoundRow] = {}
    for row in every:
        if row.id in rounds and row.calendar in latest:
            before[row.id] = latest[row.calendar]
        latest[row.calendar] = row
    return before


def _numbers(
    connection: Connection,
    rounds: Sequence[str],
    *,
    units: Sequence[str] | None = None,
    questions: Sequence[str] | None = None,
) -> dict[tuple[str, str, str], dict[str, float]]:
    """What counts, by instrument, unit and round; of these units or of all, to these questions or to all."""
    if not rounds:
        return {}
    asked = (
        select(Report.instrument, Report.unit, Report.round, Answer.question, Answer.value)
        .join(Report, Report.id == Answer.report)
        .where(Report.round.in_(rounds), Report.state.in_(COUNTED_STATES), Answer.value.is_not(None))
    )
    if units is not None:
        asked = asked.where(Report.unit.in_(units))
    if questions is not None:
        asked = asked.where(Answer.question.in_(questions))
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for row in connection.execute(asked):
        found[row.instrument, row.unit, row.round][row.question] = float(row.value or 0)
    return found


def _usual(
    catalogue: Catalogue, numbers: Mapping[tuple[str, str, str], Numbers]
) -> dict[tuple[str, str], dict[str, tuple[float, float]]]:
    """By instrument and round, the limits of each rule that looks at peers."""
    rules = {rule.id: rule for rule in catalogue.rules.values() if isinstance(rule, Peers)}
    rates: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for (instrument, _, round_), answers in numbers.items():
        for rule in rules.values():
            if rule.of in answers and answers.get(rule.out_of):
                rates[instrument, round_][rule.id].append(rule.per * answers[rule.of] / answers[rule.out_of])
    return {
        group: {id_: limits for id_, values in by_rule.items() if (limits := range_of(values, rules[id_]))}
        for group, by_rule in rates.items()
    }
