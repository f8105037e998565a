"""The commands of `thidua edition`: compute, list, seal, verify, export."""

from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.terminal import Language, hand_out, judged_by, speaking, store

app = typer.Typer(
    help="Ấn bản kết quả: tính, liệt kê, chốt, kiểm tra, xuất · Editions: compute, list, seal, verify, export",
    no_args_is_help=True,
)


@app.command()
def compute(
    rounds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ROUND…", help="Kỳ báo cáo; để trống: mọi kỳ đã đến hạn · Rounds; none: all that were due"
        ),
    ] = None,
    language: Language = "vi",
) -> None:
    """Tính và lưu kết quả nếu chưa có · Compute and keep the results that are not kept yet."""
    from dashboard.data import computing
    from dashboard.run_words import lines

    with speaking(language) as words:
        engine = store()
        catalogue = judged_by(engine)
        runs = (
            [computing.compute(engine, catalogue, round_) for round_ in rounds]
            if rounds
            else computing.compute_settled(engine, catalogue)
        )
        typer.echo("\n".join(line for run in runs for line in lines(run, words)) or words("No round was due yet."))
        if any(run.failed for run in runs):
            raise typer.Exit(1)


@app.command("list")
def list_(
    *,
    json: Annotated[bool, typer.Option("--json", help="Dạng JSON cho máy đọc · JSON for programs")] = False,
    language: Language = "vi",
) -> None:
    """Liệt kê các ấn bản đã lưu · List the editions that are kept."""
    from dashboard.data import editions
    from dashboard.run_words import edition_line
    from store.engine import reading

    with speaking(language) as words:
        with reading(store()) as connection:
            rows = editions.listing(connection)
        if json:
            typer.echo(as_json(rows.to_dicts()))
        else:
            told = [edition_line(row, words) for row in rows.iter_rows(named=True)]
            typer.echo("\n".join(told) or words("No edition is kept yet."))


@app.command()
def seal(
    round_: Annotated[str, typer.Argument(metavar="ROUND", help="Kỳ báo cáo · Round, as 2026-Q3")],
    *,
    draft: Annotated[
        bool, typer.Option("--draft", help="Chốt dưới dạng dự thảo của dự án · Seal as a draft of the project")
    ] = False,
    by: Annotated[str, typer.Option(help="Người chốt · Who seals", envvar="THIDUA_USER")] = "",
    language: Language = "vi",
) -> None:
    """Chốt kết quả của các báo cáo đã công nhận · Seal the results of the recognised reports."""
    import getpass
    from datetime import UTC, datetime

    from dashboard.data import sealing
    from dashboard.run_words import seal_line

    with speaking(language) as words:
        engine, who = store(), by or getpass.getuser()
        done = sealing.seal(engine, judged_by(engine), round_, official=not draft, by=who, at=datetime.now(UTC))
        typer.echo(seal_line(done, words))


@app.command()
def verify(
    name: Annotated[str, typer.Argument(metavar="FILE|KEY", help="Tệp, hoặc mã ấn bản · A file, or an edition")],
    language: Language = "vi",
) -> None:
    """Kiểm tra ấn bản đã chốt có còn nguyên vẹn · Check that a sealed edition is as it was sealed."""
    from dashboard.data import editions
    from dashboard.run_words import seal_line

    with speaking(language) as words:
        engine = store()
        is_file = Path(name).is_file()
        found = editions.verified_file(engine, Path(name).read_bytes()) if is_file else editions.verified(engine, name)
        typer.echo(seal_line(found.seal, words))
        typer.echo(
            words.plural("{n} file, every byte as sealed.", "{n} files, every byte as sealed.", len(found.bundle.files))
        )


@app.command()
def export(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Mã ấn bản · An edition")],
    out: Annotated[Path | None, typer.Option(help="Tệp ghi ra · File to write")] = None,
    language: Language = "vi",
) -> None:
    """Xuất tệp của ấn bản đã chốt · Write the file of a sealed edition."""
    from dashboard.data import editions

    with speaking(language) as words:
        engine = store()
        found = editions.verified(engine, key)
        hand_out(engine, out or Path(found.file_name), found.content, words)


def as_json(rows: list[dict[str, Any]]) -> str:
    """Rows for programs; moments as ISO 8601."""
    import json

    return json.dumps(rows, ensure_ascii=False, indent=1, default=lambda moment: moment.isoformat())
