"""What a unit answered the last time that the same questions were asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from store.schema import COUNTED_STATES, Answer, Report, Round
from store.submission import Given


@dataclass(frozen=True)
class Previous:
    """The round's names in both languages, and the answers by question."""

    round: Mapping[str, str] | None
    answers: Mapping[str, Given]


NEVER: Final = Previous(None, {})


def previous(connection: Connection, unit: str, round_: str) -> Previous:
    """The unit's last counted report of the same calendar before a round; two statements."""
    this = aliased(Round)
    earlier = (
        select(Report.id, Round.name_vi, Round.name_en)
        .join(Round, Round.id == Report.round)
        .join(this, (this.calendar == Round.calendar) & (Round.ends < this.ends))
        .where(this.id == round_, Report.unit == unit, Report.state.in_(COUNTED_STATES))
    )
    last = connection.execute(earlier.order_by(Round.ends.desc()).limit(1)).one_or_none()
    if last is None:
        return NEVER
    said = (Answer.value, Answer.choice, Answer.absence, Answer.reason, Answer.comment)
    rows = connection.execute(select(Answer.question, *said).where(Answer.report == last.id))
    names = {"name_vi": last.name_vi, "name_en": last.name_en}
    return Previous(names, {row.question: Given(*row[1:]) for row in rows})
