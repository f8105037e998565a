"""The console command `thidua`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard import cli_accounts, cli_documents, cli_editions, cli_export, cli_tokens
from dashboard.terminal import Language, hand_out, judged_by, speaking, store

if TYPE_CHECKING:
    from dashboard.intake import Taken
    from dashboard.words import Words

app = typer.Typer(
    name="thidua",
    help=(
        "Theo dõi phong trào thi đua đổi mới sáng tạo và chuyển đổi số ngành Giáo dục · "
        "Tracks the education sector's emulation movement.\n\n"
        "Kho dữ liệu: biến THIDUA_DATABASE_URL (mặc định: tệp SQLite trong thư mục var/). "
        "Danh mục: biến THIDUA_CATALOGUE. Ngôn ngữ: --language hoặc THIDUA_LANGUAGE (vi, en). · "
        "The store is named by THIDUA_DATABASE_URL (default: a SQLite file under var/), the catalogue folder by "
        "THIDUA_CATALOGUE, the language by --language or THIDUA_LANGUAGE."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_editions.app, name="edition")
app.add_typer(cli_export.app)
app.add_typer(cli_documents.app)
app.add_typer(cli_accounts.user, name="user")
app.add_typer(cli_accounts.audit, name="audit")
app.add_typer(cli_tokens.token, name="token")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run(
    context: typer.Context,
    port: Annotated[int, typer.Option(envvar="PORT", help="Cổng · Port")] = 8501,
    language: Language = "vi",
) -> None:
    """Chạy trang web; tùy chọn khác được chuyển cho Streamlit · Serve the pages; other options go to Streamlit."""
    import os
    import sys

    from dashboard.door.settings import settled
    from dashboard.planting import is_demonstration, is_empty

    with speaking(language) as words:
        engine = store()
        if is_empty(engine):
            typer.echo(words("The store is empty. For a demonstration, run: thidua seed"))
        settings = settled(os.environ, demonstration=is_demonstration(engine))
    # A page that reckons lets those who save go first: at the usual five thousandths they wait at each statement.
    sys.setswitchinterval(0.001)
    os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = settings.seal("streamlit", "cookies")
    from streamlit.web.cli import main

    entry = Path(__file__).parent / "asgi.py"
    main(["run", str(entry), f"--server.port={port}", *context.args], prog_name="thidua")


@app.command()
def seed(
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Làm lại từ đầu dữ liệu minh họa · Start a demonstration over")
    ] = False,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Không làm gì nếu đã có dữ liệu · Do nothing where there are data")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Chỉ bấy nhiêu đơn vị mỗi loại · Only so many units of each type")
    ] = None,
    language: Language = "vi",
) -> None:
    """Nạp dữ liệu minh họa vào kho trống · Fill an empty store with the demonstration country."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    import catalogue
    from dashboard import planting

    with speaking(language) as words:
        engine = store()
        if if_empty and not planting.is_empty(engine):
            return
        planting.refuse_to_overwrite(engine, again=again)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns) as bar:
            task = bar.add_task(words("Demonstration data"), total=None)
            planting.seed(
                engine,
                catalogue.load(),
                lambda what, done, total: bar.update(task, description=what, completed=done, total=total),
                limit,
            )
        typer.echo(words("The demonstration country is in {store}.", store=planting.address(engine)))


@app.command()
def workbook(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị · Unit, as SGD-01")],
    round_: Annotated[str, typer.Argument(metavar="ROUND", help="Kỳ báo cáo · Round, as 2026-Q4")],
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Dạng CSV thay cho Excel · As CSV")] = False,
    out: Annotated[Path | None, typer.Option(help="Tệp ghi ra · File to write")] = None,
    language: Language = "vi",
) -> None:
    """Lập tệp báo cáo Excel cho một đơn vị · Write a unit's workbook for a round."""
    from dashboard import intake

    with speaking(language) as words:
        engine = store()
        made = intake.answers_text if csv else intake.workbook
        content = made(engine, judged_by(engine), unit, round_, words)
        file = out or Path(f"{unit}_{round_}.{'csv' if csv else 'xlsx'}")
        hand_out(engine, file, content, words)


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Tệp Excel, thư mục hoặc tệp .zip · Filled workbooks, folders or zips"),
    ],
    *,
    by: Annotated[str, typer.Option(help="Người nạp · Who imports", envvar="THIDUA_USER")] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Lưu nháp, cho phép chưa đủ · Keep as drafts, which may be incomplete")
    ] = False,
    unsealed: Annotated[
        bool, typer.Option("--unsealed", help="Nhận cả tệp chưa có dấu niêm phong · Take workbooks without a seal")
    ] = False,
    back: Annotated[
        Path | None, typer.Option(help="Thư mục ghi các tệp cần sửa, có ghi chú · Where refused files go, with notes")
    ] = None,
    language: Language = "vi",
) -> None:
    """Nạp báo cáo từ tệp Excel, tệp nào có lỗi thì không lưu · Import reports; a file with faults is not stored."""
    import getpass

    from rich.console import Console
    from rich.progress import Progress

    from dashboard import batch

    with speaking(language) as words:
        engine = store()
        found, who = batch.files_in(files), by or getpass.getuser()
        with Progress(console=Console(stderr=True), transient=True, disable=len(found) == 1) as bar:
            task = bar.add_task("", total=len(found))
            taken = batch.take_all(
                engine,
                judged_by(engine),
                found,
                by=who,
                submit=not draft,
                unsealed=unsealed,
                done=lambda n, _: bar.update(task, completed=n),
            )
        typer.echo("\n".join(line for each in taken for line in lines(each, words)))
        if len(taken) > 1:
            typer.echo(totals(taken, words))
        if back is not None:
            written = batch.send_back(back, found, taken, words)
            typer.echo(words.plural("{n} file with notes.", "{n} files with notes.", len(written)))
        if any(each.faults for each in taken):
            raise typer.Exit(1)


@app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="Thư mục danh mục · Catalogue folder")] = None,
    language: Language = "vi",
) -> None:
    """Kiểm tra danh mục chỉ số, nêu mọi lỗi cùng lúc · Check a catalogue; all faults are named at once."""
    import catalogue

    with speaking(language) as words:
        checked = catalogue.load(path)
        for notice in checked.notices:
            typer.echo(words("Known: {notice}", notice=notice))
        typer.echo(words("{folder}: no faults.", folder=str(checked.folder)))


@app.command()
def status(
    *,
    json: Annotated[bool, typer.Option("--json", help="Dạng JSON cho máy đọc · JSON for programs")] = False,
    language: Language = "vi",
) -> None:
    """Cho biết trong kho có những gì · Tell what the store holds."""
    from dashboard import standing

    with speaking(language) as words:
        engine = store()
        typer.echo(standing.as_json(engine) if json else "\n".join(standing.as_lines(engine, words)))


def totals(taken: "Sequence[Taken]", words: "Words") -> str:
    """How many files were stored, held nothing new, or were refused."""
    outcomes = [each.outcome for each in taken if each.outcome]
    same = sum(outcome.unchanged for outcome in outcomes)
    refused = len(taken) - len(outcomes)
    return words(
        "Files: {stored} stored, {same} with nothing new, {refused} refused.",
        stored=len(outcomes) - same,
        same=same,
        refused=refused,
    )


def lines(taken: "Taken", words: "Words") -> Iterator[str]:
    """A line for each fault, for each thing to look at again, and one for the file."""
    for fault in taken.faults:
        yield f"{taken.file}: {words.fault(fault)}"
    for doubt in taken.outcome.doubts if taken.outcome else ():
        yield f"{taken.file}: {words('to look at again')}: {words.fault(doubt.fault)}"
    if taken.outcome is None:
        yield words.plural(
            "{file}: not stored; {n} thing to mend.",
            "{file}: not stored; {n} things to mend.",
            len(taken.faults),
            file=taken.file,
        )
    elif taken.outcome.unchanged:
        yield words("{file}: nothing new.", file=taken.file)
    else:
        yield words(
            "{file}: stored; answers: {added} new, {changed} changed, {removed} removed; initiatives: {initiatives}.",
            file=taken.file,
            added=taken.outcome.added,
            changed=taken.outcome.changed,
            removed=taken.outcome.removed,
            initiatives=taken.outcome.initiatives_changed,
        )
