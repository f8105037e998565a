"""The commands `thidua export`, `deck`, `show` and `scorecard`: figures as files and as slides, units on paper."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.terminal import Language, hand_out, speaking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.figures import Edition, Figure

Wanted = Annotated[
    str,
    typer.Argument(
        metavar="FIGURE", help="Tên hình, hoặc databook; để trống: liệt kê · A figure, or databook; empty: list them"
    ),
]
Figures = Annotated[list[str], typer.Argument(metavar="FIGURE…", help="Các hình, theo thứ tự · Figures, in order")]
Round = Annotated[str, typer.Option("--round", help="Kỳ báo cáo · Round, as 2026-Q3")]
Type = Annotated[str, typer.Option("--type", help="Loại hình · Institution type")]
Item = Annotated[str, typer.Option(help="Điểm, nhóm hoặc tiêu chí · Overall, pillar or indicator")]
Unit = Annotated[str, typer.Option(help="Mã đơn vị · Unit, as SGD-01")]
Out = Annotated[Path | None, typer.Option(help="Tệp ghi ra · File to write")]
BOOK = "databook"

app = typer.Typer()


@app.command()
def export(
    name: Wanted = "",
    *,
    form: Annotated[
        str, typer.Option("--format", help="png, png-4k, png-a4, png-square, png-clear, svg, pdf, xlsx, csv, html")
    ] = "png",
    round_: Round = "",
    institution_type: Type = "",
    item: Item = "",
    unit: Unit = "",
    out: Out = None,
    language: Language = "vi",
) -> None:
    """Xuất một hình, hoặc tập số liệu, thành tệp · Write a figure, or the data book, as a file."""
    from dashboard.data.acts import present_store
    from dashboard.exports.figure import FORMS
    from dashboard.exports.figure import export as exported
    from dashboard.exports.figure.check import concerns
    from dashboard.views import databook, gallery
    from store.faults import Fault, ReportError
    from store.rights import EVERYWHERE

    with speaking(language) as words:
        reader = gallery.reader_now(words.language)
        if not name:
            known = {**gallery.names(reader), BOOK: words("Data book (Excel)")}
            typer.echo("\n".join(f"{id_}: {title}" for id_, title in known.items()))
            return
        if name == BOOK:
            book = databook.document(reader, gallery.chosen(reader, round_).round, EVERYWHERE)
            hand_out(present_store(), out or Path(book.name), book.content, words, [book.edition])
            return
        if form not in FORMS:
            raise ReportError([Fault("--format", gallery.UNKNOWN, {"name": form, "names": list(FORMS)})])
        on = gallery.chosen(reader, round_, institution_type, item, unit)
        figure = gallery.drawn(reader, name, on)
        for concern in concerns(figure, words) if FORMS[form].drawn else ():
            typer.echo(concern, err=True)
        made = exported(figure, words, form)
        views = [gallery.view(name, figure, on)]
        hand_out(present_store(), out or Path(made.name), made.content, words, _editions([figure]), views)


@app.command()
def deck(
    names: Figures,
    *,
    title: Annotated[str, typer.Option(help="Tên bài trình chiếu · Title of the deck")] = "",
    round_: Round = "",
    institution_type: Type = "",
    item: Item = "",
    unit: Unit = "",
    out: Out = None,
    language: Language = "vi",
) -> None:
    """Lập bài trình chiếu PowerPoint · Write slides whose charts PowerPoint edits."""
    from dashboard.data.acts import present_store
    from dashboard.exports.deck import deck as made
    from dashboard.views import gallery, naming

    with speaking(language) as words:
        reader = gallery.reader_now(words.language)
        on = gallery.chosen(reader, round_, institution_type, item, unit)
        figures = [gallery.drawn(reader, name, on) for name in names]
        title = title or words("Emulation for innovation and digital transformation in education")
        file = out or Path(f"thidua_{on.round}.pptx")
        content = made(figures, words, title=title, subtitle=naming.round_name(reader, on.round))
        views = [gallery.view(name, figure, on) for name, figure in zip(names, figures, strict=True)]
        hand_out(present_store(), file, content, words, _editions(figures), views)


@app.command()
def show(
    names: Figures,
    *,
    title: Annotated[str, typer.Option(help="Tên bài trình chiếu · Title of the show")] = "",
    seconds: Annotated[int, typer.Option(min=0, help="Tự chạy, số giây mỗi trang · Seconds a slide, by itself")] = 0,
    round_: Round = "",
    institution_type: Type = "",
    unit: Unit = "",
    out: Out = None,
    language: Language = "vi",
) -> None:
    """Lập bản trình chiếu toàn màn hình, một tệp HTML · Write slides as one page that runs full screen, offline."""
    from dashboard.data.acts import present_store
    from dashboard.exports.show import Occasion
    from dashboard.exports.show import show as made
    from dashboard.views import gallery, naming

    with speaking(language) as words:
        reader = gallery.reader_now(words.language)
        on = gallery.chosen(reader, round_, institution_type, unit_=unit)
        figures = [gallery.drawn(reader, name, on) for name in names]
        views = [gallery.view(name, figure, on) for name, figure in zip(names, figures, strict=True)]
        title = title or words("Emulation for innovation and digital transformation in education")
        occasion = Occasion(title, naming.round_name(reader, on.round), os.environ.get("THIDUA_SITE", ""), seconds)
        file = out or Path(f"thidua_{on.round}.html")
        hand_out(present_store(), file, made(figures, words, occasion), words, _editions(figures), views)


@app.command()
def scorecard(
    units: Annotated[list[str], typer.Argument(metavar="UNIT…", help="Mã đơn vị · Units, as SGD-01")],
    *,
    round_: Round = "",
    folder: Annotated[Path, typer.Option(help="Thư mục ghi ra · Folder to write to")] = Path(),
    language: Language = "vi",
) -> None:
    """Lập phiếu kết quả của đơn vị (PDF) · Write the scorecards of units (PDF)."""
    from dashboard.data.acts import present_store
    from dashboard.exports.scorecard import scorecard as made
    from dashboard.views import gallery, scorecards

    with speaking(language) as words:
        reader = gallery.reader_now(words.language)
        chosen = [gallery.chosen(reader, round_, unit_=unit) for unit in units]
        scorecards.refuse_silent(reader, chosen)
        folder.mkdir(parents=True, exist_ok=True)
        for on in chosen:
            file = folder / f"{on.unit}_{on.round}.pdf"
            card = scorecards.of_unit(reader, on.round, on.unit)
            hand_out(present_store(), file, made(card, words), words, _editions([card.figure]))


@app.command("figure")
def origin(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã in trên hình · The code on a figure")],
    language: Language = "vi",
) -> None:
    """Cho biết một hình lấy từ đâu, theo mã của nó · Say what a figure rests on, by its code."""
    from dashboard.data.acts import present_store
    from dashboard.data.codes import shown_under
    from dashboard.run_words import shown_lines
    from store.engine import reading

    with speaking(language) as words:
        with reading(present_store()) as connection:
            shown = shown_under(connection, code)
        typer.echo("\n".join(shown_lines(shown, words)))


def _editions(figures: "Iterable[Figure]") -> "list[Edition]":
    return [figure.edition for figure in figures if figure.edition]
