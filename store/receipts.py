"""A receipt for each submission: a short code, and the hash of what the report said."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select

from store.differences import Key, Row, answer_rows, initiative_rows
from store.filing import Filing
from store.schema import Receipt, Report

# Crockford's digits: nobody takes one for another when a code is read out over the telephone.
DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP, BITS = 3, 4, 5


@dataclass(frozen=True, slots=True)
class Receipted:
    """What a code stands for."""

    code: str
    unit: str
    round: str
    at: datetime
    by: str
    answers: int
    initiatives: int
    digest: str


@dataclass(frozen=True)
class Content:
    """All that a report says once it is filed."""

    filing: Filing
    report: int
    answers: Mapping[Key, Row]
    initiatives: Mapping[Key, Row]

    @property
    def digest(self) -> str:
        """The same for the same content, in whatever order it came."""
        rows = [[str(key), *row] for part in (self.answers, self.initiatives) for key, row in sorted(part.items())]
        said = [self.filing.submission.unit, self.filing.submission.round, rows]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def content(filing: Filing, report: int, kept: Mapping[Key, Row]) -> Content:
    """What a report says after a filing, which may leave the initiatives that are kept as they are."""
    given = filing.submission.initiatives
    initiatives = kept if given is None else initiative_rows(given)
    return Content(filing, report, answer_rows(filing.submission), initiatives)


def keep_receipts(connection: Connection, contents: Sequence[Content]) -> dict[int, str]:
    """By report, the code of a new receipt; two statements."""
    count = select(Receipt.report, func.count()).where(Receipt.report.in_([content.report for content in contents]))
    given = {row[0]: row[1] for row in connection.execute(count.group_by(Receipt.report))} if contents else {}
    rows = [_row(content, given.get(content.report, 0) + 1) for content in contents]
    if rows:
        connection.execute(insert(Receipt), rows)
    return {row["report"]: row["code"] for row in rows}


def newest_codes(connection: Connection, reports: Sequence[int]) -> dict[int, str]:
    """By report, the code of the last receipt; none for what was never submitted."""
    asked = select(Receipt.report, Receipt.code).where(Receipt.report.in_(reports)).order_by(Receipt.number)
    return {row.report: row.code for row in connection.execute(asked)} if reports else {}


def receipt(connection: Connection, code: str) -> Receipted | None:
    """What a code stands for, however it was typed; None if it was never given."""
    plain = "".join(code.upper().split()).replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    written = "-".join(plain[n : n + GROUP] for n in range(0, len(plain), GROUP))
    columns = (Receipt.code, Report.unit, Report.round, Receipt.at, Receipt.by, Receipt.answers, Receipt.initiatives)
    asked = select(*columns, Receipt.digest).join(Report, Report.id == Receipt.report).where(Receipt.code == written)
    row = connection.execute(asked).one_or_none()
    return None if row is None else Receipted(*row)


def last_receipt(connection: Connection, report: int) -> Receipted | None:
    """What was submitted last; None where nothing was."""
    code = newest_codes(connection, [report]).get(report)
    return receipt(connection, code) if code else None


def _row(content: Content, number: int) -> dict[str, Any]:
    submission, digest = content.filing.submission, content.digest
    return {
        "code": _code(f"{content.report} {number} {submission.at.isoformat()} {digest}"),
        "report": content.report,
        "number": number,
        "at": submission.at,
        "by": submission.by,
        "door": submission.door,
        "digest": digest,
        "answers": len(content.answers),
        "initiatives": len(content.initiatives),
    }


def _code(of: str) -> str:
    number = int.from_bytes(hashlib.sha256(of.encode()).digest())
    digits = [DIGITS[(number >> BITS * place) & (len(DIGITS) - 1)] for place in range(GROUPS * GROUP)]
    return "-".join("".join(digits[n : n + GROUP]) for n in range(0, len(digits), GROUP))
