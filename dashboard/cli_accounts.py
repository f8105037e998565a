"""The console commands `thidua user` and `thidua audit`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.terminal import CONSOLE, Language, by_whom, speaking, store
from store.faults import N_

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.words import Words

user = typer.Typer(help="Tài khoản · Accounts", no_args_is_help=True)
audit = typer.Typer(help="Nhật ký · The log", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Tên đăng nhập · Name to sign in by")]
Site = Annotated[str, typer.Option(envvar="THIDUA_SITE", help="Địa chỉ trang web · Address of the site")]
HERE = "https://localhost"


@user.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="coordinator | lead | reviewer | leader | administrator")],
    *,
    shown_as: Annotated[str, typer.Option(help="Họ tên · Name shown")] = "",
    reach: Annotated[
        list[str] | None,
        typer.Option(help="Phạm vi: unit:SGD-01, cluster:…, province:01, institution_type:… · What it reaches"),
    ] = None,
    site: Site = HERE,
    language: Language = "vi",
) -> None:
    """Thêm tài khoản và in liên kết dùng một lần để đặt mật khẩu · Add an account; print its one-time link."""
    from store.accounts import people
    from store.engine import writing

    branches = (each.partition(":") for each in reach or ())
    grants = tuple((kind, id_) for kind, _, id_ in branches)
    with speaking(language) as words, writing(store()) as connection:
        given = people.AccountGiven(name, shown_as, role, grants)
        account = people.add(connection, given, datetime.now(UTC))
        note(connection, "add account", people.folded(name), after=" ".join([role, *(reach or ())]))
        typer.echo(invited(connection, account, people.folded(name), site, words))


@user.command()
def link(name: Name, site: Site = HERE, language: Language = "vi") -> None:
    """In liên kết mới để đặt lại mật khẩu · Print a new one-time link."""
    from store.accounts import people
    from store.engine import writing

    with speaking(language) as words, writing(store()) as connection:
        account, known = people.named(connection, name)
        note(connection, "make link", known)
        typer.echo(invited(connection, account, known, site, words))


@user.command()
def disable(
    name: Name,
    *,
    enable: Annotated[bool, typer.Option("--enable", help="Mở lại · Let in again")] = False,
    language: Language = "vi",
) -> None:
    """Khóa tài khoản, các phiên đang mở kết thúc ngay · Disable an account; its sessions end at once."""
    from store.accounts import people, sessions
    from store.accounts.administration import LAST
    from store.engine import writing
    from store.faults import Fault, ReportError

    with speaking(language) as words, writing(store()) as connection:
        account, known = people.named(connection, name)
        if not enable and people.is_last_administrator(connection, account):
            raise ReportError([Fault("", LAST, {"name": known})])
        people.disable(connection, account, disabled=not enable)
        sessions.end_all(connection, account, datetime.now(UTC))
        note(connection, "enable account" if enable else "disable account", known)
        typer.echo(words("{name} may sign in again.", name=known) if enable else words("{name} is out.", name=known))


@audit.command()
def verify(
    *,
    expect: Annotated[
        str,
        typer.Option(help="SỐ:MÃ đã ghi lại trước đó · NUMBER:DIGEST written down earlier", metavar="NUMBER:DIGEST"),
    ] = "",
    language: Language = "vi",
) -> None:
    """Kiểm tra chuỗi nhật ký: có mục nào bị sửa, bị xóa không · Check the log for changed or removed entries."""
    from store import log
    from store.engine import reading

    with speaking(language) as words, reading(store()) as connection:
        verdict = log.verify(connection)
        kept = not expect or log.holds(connection, expect)
        if verdict.broken is not None:
            typer.echo(words("The log is broken at entry {n}.", n=verdict.broken), err=True)
        if not kept:
            typer.echo(words("The log no longer holds {entry}.", entry=expect), err=True)
        if verdict.broken is not None or not kept:
            raise typer.Exit(1)
        sentence = N_("The log holds: {n} entries. Write this down elsewhere: {entry}")
        typer.echo(words(sentence, n=verdict.entries, entry=f"{verdict.entries}:{verdict.digest}"))


def invited(connection: "Connection", account: int, name: str, site: str, words: "Words") -> str:
    """What to pass on to somebody, by whatever way."""
    from store.accounts import links

    secret = links.make(connection, account, by_whom(), datetime.now(UTC))
    address = f"{site.rstrip('/')}/join/{secret}"
    return words("For {name}, within {n} days, once: {address}", name=name, n=links.LASTS.days, address=address)


def note(connection: "Connection", action: str, subject: str, after: str = "") -> None:
    from store import log

    log.note(connection, log.Event(by_whom(), CONSOLE, action, subject, after=after), datetime.now(UTC))
