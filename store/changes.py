"""Changes of answers and initiatives put into the tables, each with its line of history."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from catalogue.folding import fold
from store.differences import AnswerRow, Change, InitiativeRow, Key, Row, written
from store.schema import Answer, AnswerChange, Base, Initiative, InitiativeChange, SourceFile

Kept = Mapping[int, Mapping[Key, Row]]  # by report, then by question or number
Made = Callable[[Any], Mapping[str, Any]]


def kept_answers(connection: Connection, reports: Sequence[int]) -> Kept:
    """The answers of these reports, in one statement."""
    columns = (Answer.value, Answer.choice, Answer.absence, Answer.reason, Answer.comment)
    found = select(Answer.report, Answer.question, *columns).where(Answer.report.in_(reports))
    kept: dict[int, dict[Key, Row]] = defaultdict(dict)
    for row in connection.execute(found) if reports else ():
        kept[row.report][row.question] = AnswerRow._make(row[2:])
    return kept


def kept_initiatives(connection: Connection, reports: Sequence[int]) -> Kept:
    """The initiatives of these reports, in one statement, by their number in the report."""
    texts = (Initiative.title, Initiative.problem, Initiative.solution, Initiative.result)
    facts = (Initiative.topic, Initiative.stage, Initiative.beneficiaries, Initiative.cost)
    found = select(Initiative.report, Initiative.number, *texts, *facts).where(Initiative.report.in_(reports))
    kept: dict[int, dict[Key, Row]] = defaultdict(dict)
    for row in connection.execute(found) if reports else ():
        kept[row.report][row.number] = InitiativeRow._make(row[2:])
    return kept


def keep_answers(connection: Connection, changes: Sequence[Change]) -> None:
    """At most four statements, however many changes."""
    _keep_rows(connection, Base.metadata.tables[Answer.__tablename__], "question", changes, AnswerRow._asdict)
    _keep_history(connection, Base.metadata.tables[AnswerChange.__tablename__], "question", changes)


def keep_initiatives(connection: Connection, changes: Sequence[Change]) -> None:
    """At most four statements; an initiative that changed keeps its id, so that links to it hold."""
    _keep_rows(connection, Base.metadata.tables[Initiative.__tablename__], "number", changes, _searchable)
    _keep_history(connection, Base.metadata.tables[InitiativeChange.__tablename__], "number", changes)


def keep_files(connection: Connection, changes: Sequence[Change]) -> None:
    """The files that the changes came in, each once."""
    sent = {c.submission.file.digest: c.submission for c in changes if c.submission.file}
    known = select(SourceFile.digest).where(SourceFile.digest.in_(sorted(sent)))
    old = set(connection.scalars(known)) if sent else set()
    rows = [
        {"digest": digest, "name": s.file.name, "taken_at": s.at, "taken_by": s.by}
        for digest, s in sent.items()
        if digest not in old and s.file
    ]
    if rows:
        connection.execute(insert(SourceFile), rows)


def _keep_rows(connection: Connection, table: Table, key: str, changes: Sequence[Change], made: Made) -> None:
    """Rows removed, changed and added, one statement each."""
    this_row = (table.c.report == bindparam("_report"), table.c[key] == bindparam("_key"))
    removed = [_address(c) for c in changes if c.after is None]
    changed = [{**_address(c), **made(c.after)} for c in changes if c.before is not None and c.after is not None]
    added = [{"report": c.report, key: c.key, **made(c.after)} for c in changes if c.before is None]
    if removed:
        connection.execute(delete(table).where(*this_row), removed)
    if changed:
        columns: dict[str, Any] = {name: bindparam(name) for name in changed[0] if not name.startswith("_")}
        connection.execute(update(table).where(*this_row).values(columns), changed)
    if added:
        connection.execute(insert(table), added)


def _keep_history(connection: Connection, table: Table, key: str, changes: Sequence[Change]) -> None:
    rows = [
        {
            "report": c.report,
            key: c.key,
            "at": c.submission.at,
            "by": c.submission.by,
            "before": written(c.before),
            "after": written(c.after),
            "door": c.submission.door,
            "file": c.submission.file.digest if c.submission.file else None,
            "place": c.place,
        }
        for c in changes
    ]
    if rows:
        connection.execute(insert(table), rows)


def _address(change: Change) -> dict[str, Any]:
    return {"_report": change.report, "_key": change.key}


def _searchable(row: InitiativeRow) -> dict[str, Any]:
    return {**row._asdict(), "folded": fold(f"{row.title} {row.problem} {row.solution} {row.result}")}
