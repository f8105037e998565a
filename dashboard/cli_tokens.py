"""The console command `thidua token`."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

import typer

from dashboard.cli_accounts import note
from dashboard.terminal import Language, by_whom, speaking, store

token = typer.Typer(help="Mã truy cập cho phần mềm · Tokens for programs", no_args_is_help=True)

Unit = Annotated[str, typer.Argument(help="Mã đơn vị · Unit, as SGD-01")]
Label = Annotated[str, typer.Argument(help="Phần mềm sử dụng · Which program it is for")]


@token.command()
def add(
    unit: Unit,
    label: Label,
    *,
    scope: Annotated[Literal["read", "write"], typer.Option(help="Đọc hoặc ghi · What it allows")] = "read",
    days: Annotated[int, typer.Option(min=1, max=366, help="Số ngày có hiệu lực · Days until it ends")] = 180,
    language: Language = "vi",
) -> None:
    """Cấp mã truy cập cho một đơn vị, chỉ in ra một lần · Make a token of a unit; it is printed once."""
    from store.accounts import keys
    from store.engine import writing

    with speaking(language), writing(store()) as connection:
        at = datetime.now(UTC)
        made = keys.make(connection, unit, scope, label, by_whom(), at, lasts=timedelta(days=days))
        note(connection, "make token", unit, after=f"{label} {scope} {days} d")
        typer.echo(made)


@token.command()
def revoke(unit: Unit, label: Label, language: Language = "vi") -> None:
    """Thu hồi mã truy cập · Revoke the tokens of that name."""
    from store.accounts import keys
    from store.engine import writing

    with speaking(language) as words, writing(store()) as connection:
        revoked = keys.revoke(connection, unit, label, datetime.now(UTC))
        note(connection, "revoke token", unit, after=label)
        typer.echo(words.plural("{n} token revoked.", "{n} tokens revoked.", revoked))
