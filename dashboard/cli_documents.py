"""The commands `thidua document` and `template`: documents as files, and their templates to be changed in Word."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.terminal import Language, hand_out, speaking

app = typer.Typer()


@app.command()
def document(
    name: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="Tên văn bản; để trống: liệt kê · A document; empty: list them")
    ] = "",
    subjects: Annotated[
        list[str] | None, typer.Argument(metavar="CODE…", help="Mã đơn vị hoặc tỉnh · Codes of units or provinces")
    ] = None,
    *,
    round_: Annotated[str, typer.Option("--round", help="Kỳ báo cáo · Round, as 2026-Q3")] = "",
    folder: Annotated[Path, typer.Option(help="Thư mục ghi ra · Folder to write to")] = Path(),
    language: Language = "vi",
) -> None:
    """Lập báo cáo, bản tóm tắt, niên giám · Write reports, the brief, the yearbook."""
    from dashboard.data.acts import present_store
    from dashboard.views import documents, gallery

    with speaking(language) as words:
        reader = gallery.reader_now(words.language)
        if not name:
            typer.echo("\n".join(f"{id_}: {words(kind.title)}" for id_, kind in documents.KINDS.items()))
            return
        folder.mkdir(parents=True, exist_ok=True)
        for subject in subjects or [""]:
            made = documents.document(reader, name, round_, subject)
            hand_out(present_store(), folder / made.name, made.content, words, [made.edition])


@app.command()
def template(
    names: Annotated[list[str] | None, typer.Argument(metavar="TEMPLATE…", help="Tên mẫu · Templates")] = None,
    *,
    folder: Annotated[Path, typer.Option(help="Thư mục ghi ra · Folder to write to")] = Path(),
    language: Language = "vi",
) -> None:
    """Chép mẫu văn bản ra để sửa bằng Word · Write the templates, to be changed in Word."""
    from dashboard.exports.word import templates
    from dashboard.views import gallery

    with speaking(language) as words:
        known = templates.names()
        chosen = [gallery.known(name, known) for name in names or known]
        folder.mkdir(parents=True, exist_ok=True)
        for name in chosen:
            file = folder / f"{name}.docx"
            file.write_bytes(templates.content(name))
            typer.echo(words("Written: {file}", file=str(file)))
