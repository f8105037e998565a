"""Whether what others have verified still stands, and how strong that makes the evidence of an appraisal."""

from sqlalchemy import ColumnElement, case, exists, or_, select

from store.schema import AnswerChange, Appraisal, Verification


def holds() -> ColumnElement[bool]:
    """The condition that no answer of a verified indicator has changed since."""
    later = (AnswerChange.report == Verification.report, AnswerChange.id > Verification.seen)
    asked = or_(AnswerChange.question == Verification.of, AnswerChange.question == Verification.out_of)
    return ~exists(select(1).where(*later, asked))


def strength() -> ColumnElement[str]:
    """How strong the evidence of an appraisal is: what was only declared is verified where a verification holds."""
    of = (Verification.report == Appraisal.report, Verification.indicator == Appraisal.indicator)
    verified = (Appraisal.strength == "declared") & exists(select(1).where(*of, holds()))
    return case((verified, "verified"), else_=Appraisal.strength).label("strength")
