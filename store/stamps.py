"""Whether anything of a report has changed, told without reading it."""

from sqlalchemy import Connection, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from store.schema import (
    AnswerChange,
    Appraisal,
    DraftAnswer,
    DraftInitiative,
    Evidence,
    InitiativeChange,
    Receipt,
    Report,
    ReportEvent,
)

GROWING = (DraftAnswer, AnswerChange, DraftInitiative, InitiativeChange, ReportEvent, Appraisal)


def stamp(connection: Connection, unit: str, round_: str) -> str:
    """Another one after each change of answers, initiatives, evidence, state or receipt; one statement."""
    newest = [_newest(table.report, table.id) for table in (*GROWING, Evidence)]
    receipts = _newest(Receipt.report, Receipt.number)
    pieces = select(func.count()).where(Evidence.report == Report.id).scalar_subquery()
    asked = select(Report.id, Report.state, Report.catalogue, *newest, receipts, pieces)
    row = connection.execute(asked.where(Report.unit == unit, Report.round == round_)).one_or_none()
    return "none" if row is None else ".".join(str(part or 0) for part in row)


def _newest(report: InstrumentedAttribute[int], number: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    return select(func.max(number)).where(report == Report.id).scalar_subquery()
