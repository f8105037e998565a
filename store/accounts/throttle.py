"""Failed sign-ins make the next one wait, for one name and from one address; only tries that cost a hash count."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from store.accounts.people import folded
from store.schema import Failures

FORGOTTEN_AFTER: Final = timedelta(minutes=15)
NO_WAIT: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Patience:
    """So many failures are free, then the wait doubles from one second up to the longest."""

    free: int
    longest: timedelta

    def wait(self, count: int) -> timedelta:
        beyond = count - self.free
        return NO_WAIT if beyond <= 0 else min(timedelta(seconds=2 ** min(beyond - 1, 20)), self.longest)


# A whole province may sit behind one address, and mistypes; nobody mistypes one name for a quarter of an hour.
PATIENCE: Final = {"name": Patience(5, timedelta(minutes=10)), "address": Patience(60, timedelta(minutes=1))}


def keys(name: str, address: str) -> tuple[str, str]:
    """What failures are counted under; hashed, since a password is sometimes typed where the name belongs."""
    return _key("name", folded(name)), _key("address", network_of(address))


def network_of(address: str) -> str:
    """Who has one IPv6 address has the 2^64 around it, so these count as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or ip_network(f"{found}/64", strict=False))


def wait(connection: Connection, kept: Sequence[str], at: datetime) -> timedelta:
    """How long the next try has to wait; nothing if it may be made now."""
    until = connection.scalar(select(func.max(Failures.waits_until)).where(Failures.key.in_(kept)))
    return NO_WAIT if until is None else max(until - at, NO_WAIT)


def take(connection: Connection, kept: Sequence[str], at: datetime) -> bool:
    """Whether a try may be made now; if so it counts as failed until `forgive` says otherwise, so that none race."""
    if wait(connection, kept, at):
        return False
    connection.execute(delete(Failures).where(Failures.last_at < at - FORGOTTEN_AFTER, Failures.waits_until <= at))
    asked = select(Failures.key, Failures.count.label("count_")).where(Failures.key.in_(kept))
    counts = {row.key: row.count_ for row in connection.execute(asked)}
    for key in kept:
        count = counts.get(key, 0) + 1
        row = {"count": count, "last_at": at, "waits_until": at + PATIENCE[key.partition(":")[0]].wait(count)}
        if key in counts:
            connection.execute(update(Failures).where(Failures.key == key).values(row))
        else:
            connection.execute(insert(Failures), [{"key": key, **row}])
    return True


def forgive(connection: Connection, name: str, address: str, at: datetime) -> None:
    """A try was right: the name starts afresh, and the address is as it was before."""
    by_name, by_address = keys(name, address)
    connection.execute(delete(Failures).where(Failures.key == by_name))
    before = {"count": Failures.count - 1, "waits_until": at}
    connection.execute(update(Failures).where(Failures.key == by_address).values(before))


def _key(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()}"
