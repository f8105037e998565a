"""Many accounts at once, from a list: each line is judged first, then all are applied or none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from catalogue.folding import fold
from store.accounts import administration, people
from store.accounts.administration import OWN, Invited, branches_of, line_of, standings
from store.accounts.people import AccountGiven, folded
from store.acting import Acting, still
from store.faults import N_, Fault, ReportError
from store.schema import Account
from store.workbook.layout import Column, Label
from store.workbook.lists import read_list
from store.workbook.tables import Row, choose

COLUMNS: Final[Mapping[str, Column]] = {
    "name": Column(Label("Tên đăng nhập", "Sign-in name"), 26),
    "shown_as": Column(Label("Họ và tên", "Full name"), 30),
    "role": Column(Label("Vai trò", "Role"), 26),
    "branches": Column(Label("Phạm vi", "Reach"), 40),
}
ROLE_LABELS: Final[Mapping[str, Label]] = {
    "coordinator": Label("Đầu mối của đơn vị", "Unit coordinator"),
    "lead": Label("Phụ trách cụm hoặc tỉnh", "Cluster or province lead"),
    "reviewer": Label("Người thẩm định", "Reviewer"),
    "leader": Label("Lãnh đạo Bộ", "Ministry leader"),
    "administrator": Label("Quản trị viên", "Administrator"),
}
SEVERAL: Final = re.compile(r"[;,\s]+")

NO_LINES: Final = N_("The list has no line below its headings.")
TWICE: Final = N_("{name} stands in {place} already. Keep one of the two lines.")
UNKNOWN_ROLE: Final = N_("There is no role “{role}”. Write one of: {roles}.")
UNKNOWN_BRANCH: Final = N_("There is no unit, cluster, province or institution type “{branch}”. Copy it from the list.")
AMBIGUOUS: Final = N_("“{branch}” can be several things. Write one of: {choices}.")

NEW, CHANGED, SAME, FAULTY = "new", "changed", "unchanged", "faulty"


@dataclass(frozen=True)
class Line:
    """A line as it was written, with the place of each cell."""

    name: str
    shown_as: str
    role: str
    branches: str
    places: Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """What a line would do; `before` and `after` are the account's standing, empty where there is none."""

    line: Line
    given: AccountGiven
    account: int | None
    outcome: str
    faults: tuple[Fault, ...]
    before: str = ""
    after: str = ""


def read_lines(data: bytes, name: str) -> tuple[Line, ...]:
    """The lines of a workbook or CSV file; ReportError where it cannot be read as such a list."""
    found = tuple(_line(row) for row in read_list(data, name, COLUMNS).rows() if not row.is_empty())
    if not found:
        raise ReportError([Fault("", NO_LINES)])
    return found


def judged(
    connection: Connection, acting: Acting, lines: Sequence[Line], known: Sequence[tuple[str, str]]
) -> list[Judged]:
    """One result a line, in their order; `known` are the (kind, id) of all branches there are."""
    still(connection, acting, "administer")
    first: dict[str, str] = {}
    accounts = {row.name: row.id for row in connection.execute(select(Account.id, Account.name))}
    stands, meant = standings(connection), _meanings(known)
    found = []
    for line in lines:
        name = folded(line.name)
        given, faults = _given(line, meant)
        account = accounts.get(name)
        vague = {fault.place for fault in faults}
        more = people.faults(connection, given, new=False, places=line.places)
        faults += [fault for fault in more if fault.place not in vague]
        if name in first:
            faults.append(Fault(line.places["name"], TWICE, {"name": name, "place": first[name]}))
        first.setdefault(name, line.places["name"])
        before = stands[account] if account else ""
        found.append(_weighed(acting, Judged(line, given, account, NEW, tuple(faults), before, _standing(given))))
    return found


def apply(
    connection: Connection, acting: Acting, lines: Sequence[Line], known: Sequence[tuple[str, str]], at: datetime
) -> list[Invited]:
    """All lines or none; the links of those who are new. ReportError names every fault at its place."""
    found = judged(connection, acting, lines, known)
    faults = [fault for each in found for fault in each.faults]
    if faults:
        raise ReportError(faults)
    for each in found:
        if each.outcome == CHANGED and each.account is not None:
            administration.change(connection, acting, each.account, each.given, at)
    return [administration.invite(connection, acting, each.given, at) for each in found if each.outcome == NEW]


def _line(row: Row) -> Line:
    return Line(**{key: row.text(key) for key in COLUMNS}, places={key: row.place(key) for key in COLUMNS})


def _meanings(known: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """What a person may write for a branch: its id, or kind and id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, id_ in known:
        for text in (fold(id_), fold(f"{kind}:{id_}")):
            found.setdefault(text, []).append((kind, id_))
    return found


def _given(line: Line, meanings: Mapping[str, list[tuple[str, str]]]) -> tuple[AccountGiven, list[Fault]]:
    """The account that a line means, and what in it means nothing."""
    faults = []
    role = line.role if line.role in ROLE_LABELS else choose(line.role, ROLE_LABELS)
    if role is None:
        roles = tuple(label.vi for label in ROLE_LABELS.values())
        faults.append(Fault(line.places["role"], UNKNOWN_ROLE, {"role": line.role, "roles": roles}))
    grants = []
    for text in filter(None, SEVERAL.split(line.branches)):
        meant = meanings.get(fold(text), [])
        if len(meant) == 1:
            grants += meant
            continue
        choices = tuple(f"{kind}:{id_}" for kind, id_ in meant)
        sentence = AMBIGUOUS if meant else UNKNOWN_BRANCH
        faults.append(Fault(line.places["branches"], sentence, {"branch": text, "choices": choices}))
    return AccountGiven(line.name, line.shown_as or line.name, role or "", tuple(grants)), faults


def _weighed(acting: Acting, one: Judged) -> Judged:
    if one.account is not None:
        one = replace(one, outcome=SAME if one.before == one.after else CHANGED)
        if one.account == acting.person.account and one.outcome == CHANGED:
            one = replace(one, faults=(*one.faults, Fault(one.line.places["name"], OWN)))
    return replace(one, outcome=FAULTY) if one.faults else one


def _standing(given: AccountGiven) -> str:
    return line_of(given.shown_as, given.role, branches_of(given))
