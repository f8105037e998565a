"""What was asked under a key is done once: whoever asks again is told what was answered the first time."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from store.faults import N_, Fault, ReportError
from store.schema import ApiRequest

OTHER = N_("This idempotency key has been used for another request. Take a new one.")


def answered(connection: Connection, holder: str, key: str, asked: str) -> str | None:
    """The reply given before; None where it is asked for the first time. ReportError where the key meant another."""
    wanted = select(ApiRequest.asked, ApiRequest.reply).where(ApiRequest.holder == holder, ApiRequest.key == key)
    row = connection.execute(wanted).one_or_none()
    if row is not None and row.asked != asked:
        raise ReportError([Fault("", OTHER)])
    return None if row is None else str(row.reply)


def keep_reply(connection: Connection, holder: str, key: str, asked: str, reply: str, at: datetime) -> None:
    """In the transaction of what was done, so that one is never kept without the other."""
    row = {"holder": holder, "key": key, "asked": asked, "reply": reply, "at": at}
    connection.execute(insert(ApiRequest), [row])
