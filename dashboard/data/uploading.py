"""A file that somebody uploads: read, held against what stands now, and stored under the right to do so."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from dashboard.batch import noted
from dashboard.data.acts import Acting, look_up, present_store
from dashboard.data.source import judged_by
from dashboard.intake import Opened, initiatives_filed, moment
from dashboard.words import Words
from store.acting import note
from store.drafts import Who, draft
from store.faults import N_, Fault, ReportError
from store.ingest import Outcome
from store.reviewing import require
from store.submission import Submission
from store.uploads import Difference, Preview, keep_good, keep_whole, preview
from store.workbook.reading import UnreadableCells, in_order
from store.workbook.seals import Seals, workbook_key

__all__ = ["Difference", "Preview", "Upload", "judged", "sent_back", "store_all", "store_good"]

ACTION: Final = "file report"
MEANWHILE: Final = N_("Somebody has changed the report meanwhile. Look at the differences again.")


@dataclass(frozen=True)
class Upload:
    """A file as it stands against the store: `unread` are the faults of cells that could not be read at all.

    `initiatives` is how many there are now and how many in the file; None where the file leaves them as they are.
    """

    name: str
    preview: Preview
    unread: tuple[Fault, ...]
    initiatives: tuple[int, int] | None

    @property
    def changes_nothing(self) -> bool:
        """Whether all that the file says has been filed already."""
        shown = self.preview
        return shown.state == "submitted" and not shown.differences and self.initiatives is None


def judged(acting: Acting, name: str, data: bytes) -> Upload:
    """What storing the file would do; nothing is changed.

    ReportError where it cannot be read, or is of a unit that the person may not file for, whether it exists or not.
    """
    submission, unread = look_up(_read, acting, name, data)
    return look_up(_against, acting, name, submission, unread)


def store_all(connection: Connection, acting: Acting, shown: Upload, *, at: datetime) -> Outcome:
    """The whole file filed and submitted, or ReportError with everything that is wrong."""
    now = _still(connection, acting, shown)
    sent = now.preview.submission
    outcome = keep_whole(connection, judged_by(), sent)
    if outcome.refused:
        raise ReportError(in_order(outcome.faults))
    _note(connection, acting, at, "file report", now, len(now.preview.differences))
    return outcome


def store_good(connection: Connection, acting: Acting, shown: Upload, *, at: datetime) -> int:
    """How many answers to which nobody objects were kept as a draft."""
    now = _still(connection, acting, shown)
    saved = keep_good(connection, judged_by(), now.preview)
    _note(connection, acting, at, "keep answers of a file", now, len(saved))
    return len(saved)


def sent_back(upload: Upload, data: bytes, words: Words) -> bytes | None:
    """The file with what is to be mended noted in it; None where it cannot carry that."""
    try:
        return noted(upload.name, data, upload.preview.faults, words)
    except Exception:  # noqa: BLE001 - openpyxl has many ways to fail on a strange file; its faults are told in words too
        return None


def _read(connection: Connection, acting: Acting, name: str, data: bytes) -> tuple[Submission, tuple[Fault, ...]]:
    at, seals = moment(connection), Seals(workbook_key(connection))
    admit = partial(_admit, acting)
    opened = Opened(present_store(), judged_by(), acting.person.name, at, seals, admit=admit)
    try:
        return opened.read(name, data), ()
    except UnreadableCells as error:
        return error.submission, error.faults


def _admit(acting: Acting, connection: Connection, unit: str, round_: str) -> None:
    require(connection, acting, ACTION, unit, round_)


def _against(
    connection: Connection, acting: Acting, name: str, submission: Submission, unread: tuple[Fault, ...]
) -> Upload:
    require(connection, acting, ACTION, submission.unit, submission.round)
    found = preview(connection, judged_by(), submission, unread)
    found = replace(found, faults=tuple(in_order(found.faults)))
    return Upload(name, found, unread, _initiatives(connection, submission))


def _still(connection: Connection, acting: Acting, shown: Upload) -> Upload:
    """As `shown`, at this moment; ReportError where the right is gone, or the report is another by now."""
    submission = replace(shown.preview.submission, at=moment(connection))
    now = _against(connection, acting, shown.name, submission, shown.unread)
    seen = (shown.preview.state, shown.preview.differences, shown.initiatives)
    if (now.preview.state, now.preview.differences, now.initiatives) != seen:
        raise ReportError([Fault("", MEANWHILE)])
    return now


def _initiatives(connection: Connection, submission: Submission) -> tuple[int, int] | None:
    if submission.initiatives is None:
        return None
    who = Who(submission.unit, submission.round, submission.by, submission.at)
    typed = draft(connection, judged_by(), who).lines.given()
    now = initiatives_filed(connection, submission.unit, submission.round) if typed is None else typed
    sent = submission.initiatives
    same = [replace(each, place="") for each in now] == [replace(each, place="") for each in sent]
    return None if same else (len(now), len(sent))


def _note(connection: Connection, acting: Acting, at: datetime, action: str, upload: Upload, answers: int) -> None:
    sent = upload.preview.submission
    digest = sent.file.digest if sent.file else ""
    told = f"{upload.name}, {answers} answers, sha256 {digest}"
    note(connection, acting, at, action, f"{sent.unit} {sent.round}", before=upload.preview.state or "", after=told)
