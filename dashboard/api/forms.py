"""What the form of the pages asks for beside the answers themselves; programs may ask too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

import polars as pl
from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import Connection

from catalogue import Catalogue, Norm, Question
from dashboard.api import form_shapes as shapes
from dashboard.api.asking import Case, form, names
from dashboard.api.callers import Desk, Refusal, words
from dashboard.api.reports import NOT_MODIFIED, QuestionId, RoundId, UnitId
from dashboard.api.shapes import EvidenceShown
from dashboard.data.live import Earned, Judging, Ruler
from dashboard.data.source import Version
from dashboard.exports.receipt import receipt_pdf
from dashboard.views import rules
from dashboard.views.answers import worded
from dashboard.views.naming import level_name
from dashboard.views.needs import need_told
from dashboard.views.reader import Reader
from dashboard.words import Words
from store import queries
from store.accounts.directory import by_person, shown_as
from store.admission import admission_faults, register_of
from store.drafts import Draft, Who, checked, draft
from store.evidence import shown_for
from store.faults import N_, Fault
from store.initiatives import Listed, lines
from store.previous import previous
from store.receipts import last_receipt, receipt
from store.stamps import stamp
from store.submission import Given, Submission

NOT_FOUND: Final = 404
NO_RECEIPT: Final = N_("This report has no such receipt.")
Code = Annotated[str, Path(pattern=r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")]


def routes(desk: Desk) -> APIRouter:
    """Everything under /reports/{round}/{unit} that tells what the form shows."""
    router = APIRouter(prefix="/reports/{round_}/{unit}", tags=["form"])
    judging = Judging()

    @router.get("/form")
    def asked(request: Request, round_: RoundId, unit: UnitId) -> shapes.Form:
        """What is asked of the unit: sections, questions, limits, last answers, norms, and how points are given."""
        caller, said_in = desk.caller(request), words(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            catalogue = desk.catalogue(connection)
            standing = draft(connection, catalogue, who)
            reader = _reader(connection, desk, said_in)
            case = Case(reader, catalogue, standing.instrument, previous(connection, unit, round_))
            return form(connection, case, who, _closed(connection, desk, who, said_in))

    @router.get("/beside", responses={304: {"description": "Not modified"}})
    def beside(request: Request, response: Response, round_: RoundId, unit: UnitId) -> shapes.Beside:
        """Initiatives as they are typed, evidence, and the last receipt."""
        caller = desk.caller(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            etag = f'"{stamp(connection, unit, round_)}"'
            if request.headers.get("if-none-match") == etag:
                raise Refusal(NOT_MODIFIED)
            response.headers["etag"] = etag
            return _beside(connection, draft(connection, desk.catalogue(connection), who))

    @router.get("/points")
    def points(request: Request, round_: RoundId, unit: UnitId) -> shapes.Points:
        """What the report would earn before an appraisal, a faulty answer nothing; what the unit lacks by the norms."""
        caller, said_in = desk.caller(request), words(request)
        with desk.reading() as connection:
            who, catalogue = desk.who(connection, caller, "read report", unit, round_), desk.catalogue(connection)
            standing = draft(connection, catalogue, who)
            sound = _sound(connection, catalogue, who, standing)
            reader, ruler = _reader(connection, desk, said_in), _ruler(connection, desk, standing)
        return _points(reader, standing, judging.earned(ruler, sound), ruler.norms)

    @router.get("/receipts/{code}/pdf", response_class=Response)
    def receipt_page(
        request: Request, round_: RoundId, unit: UnitId, code: Code, lang: Literal["vi", "en"] = "vi"
    ) -> Response:
        """A receipt of this report as PDF."""
        caller, said_in = desk.caller(request), Words.of(lang)
        with desk.reading() as connection:
            desk.who(connection, caller, "read report", unit, round_)
            found = receipt(connection, code)
            if found is None or (found.unit, found.round) != (unit, round_):
                raise Refusal(NOT_FOUND, Fault("", NO_RECEIPT))
            demonstration = queries.state(connection).demonstration
            of, name = names(connection, unit, round_, said_in)
            found = replace(found, by=shown_as(connection, [found.by]).get(found.by, found.by))
        page = receipt_pdf(found, said_in, unit=name, round_=of, demonstration=demonstration)
        return desk.hand_out(request, caller, page, "application/pdf", f"{found.code}.pdf")

    @router.get("/answers/{question}/history")
    def history(request: Request, round_: RoundId, unit: UnitId, question: QuestionId) -> list[shapes.Written]:
        """Each time that the answer was written, the newest first: who, when, from, to, and by which door."""
        caller, said_in = desk.caller(request), words(request)
        with desk.reading() as connection:
            desk.who(connection, caller, "read report", unit, round_)
            rows = queries.written(connection, unit, round_).filter(pl.col("question") == question)
            rows = by_person(connection, rows)
            reader = _reader(connection, desk, said_in)
            asked = desk.catalogue(connection).questions.get(question)
        return _history(reader, asked, rows)

    return router


def _reader(connection: Connection, desk: Desk, said_in: Words) -> Reader:
    state = queries.state(connection)
    version = Version("", state.data_version, desk.catalogue(connection).digest)
    return Reader(version, said_in.language, queries.today(connection), state.demonstration)


def _ruler(connection: Connection, desk: Desk, standing: Draft) -> Ruler:
    catalogue, instrument = desk.catalogue(connection), standing.instrument
    return Ruler(instrument, catalogue.norms_for(instrument), catalogue.prices_on(queries.today(connection)))


def _closed(connection: Connection, desk: Desk, who: Who, said_in: Words) -> str | None:
    empty = Submission(who.unit, who.round, {}, None, who.by, who.at, who.door, submit=False)
    found = admission_faults(empty, register_of(connection, [empty]), desk.catalogue(connection))
    return " ".join(said_in.fault(fault) for fault in found) or None


def _beside(connection: Connection, standing: Draft) -> shapes.Beside:
    report = standing.report
    last = last_receipt(connection, report) if report else None
    listed = lines(connection, report).lines if report else ()
    writers = {cell.by for cell in standing.cells.values()} | {each.by for each in listed}
    writers |= {last.by} if last else set()
    return shapes.Beside(
        initiatives=[line_of(each) for each in listed],
        evidence=[EvidenceShown.of(id_, each) for id_, each in shown_for(connection, report)] if report else [],
        receipt=shapes.Receipted(code=last.code, at=last.at, by=last.by) if last else None,
        people=shown_as(connection, filter(None, writers)),
    )


def line_of(listed: Listed) -> shapes.InitiativeListed:
    """One line as it stands."""
    typed = {name: getattr(listed.typed, name) for name in listed.typed.__dataclass_fields__}
    return shapes.InitiativeListed(
        **typed, key=listed.key, version=listed.version, by=listed.by, at=listed.at, filed=listed.filed
    )


def _sound(connection: Connection, catalogue: Catalogue, who: Who, standing: Draft) -> dict[str, Given]:
    """The answers that could be filed as they stand."""
    wrong = {fault.place for fault in checked(connection, catalogue, who, standing, submit=False)[0]}
    return {id_: cell.given for id_, cell in standing.cells.items() if cell.given.place not in wrong}


def _points(reader: Reader, standing: Draft, earned: Earned, norms: Iterable[Norm]) -> shapes.Points:
    instrument, by = standing.instrument, reader.words
    rows: dict[str, dict[str, shapes.Score]] = {"overall": {}, "pillar": {}, "indicator": {}}
    for (kind, item), row in earned.items():
        if kind in rows:
            shown = row["points"] if kind == "indicator" else row["score"]
            full = instrument.indicator(item).points if kind == "indicator" else 100.0
            rows[kind][item] = shapes.Score(
                points=None if shown is None else by.number(shown, 1),
                full=by.number(full),
                level=level_name(reader, instrument, row["level"]) if row["level"] else None,
                told=_told(reader, standing, kind, item, row),
            )
    return shapes.Points(
        overall=rows["overall"].get("overall"),
        pillars=rows["pillar"],
        indicators=rows["indicator"],
        needs={norm.id: need_told(by, norm, earned["norm", norm.id]) for norm in norms},
    )


def _told(reader: Reader, standing: Draft, kind: str, item: str, row: Mapping[str, Any]) -> str:
    """What decided; for an indicator that is answered, its value."""
    if kind == "indicator" and row["value"] is not None:
        return rules.measured(reader, standing.instrument.indicator(item), row["value"])
    return "" if row["rule"] in ("scored", "appraised") else reader.words(rules.DECIDED[row["rule"]])


def _history(reader: Reader, asked: Question | None, rows: pl.DataFrame) -> list[shapes.Written]:
    found: list[shapes.Written] = []
    before = reader.words.written(None)
    for row in rows.iter_rows(named=True):
        after = _said(reader, asked, row["said"])
        if row["step"] == "filed" and after == before and found:
            found[-1] = found[-1].model_copy(update={"step": "filed"})  # one line tells what was typed and then filed
            continue
        told = shapes.Written(
            at=row["at"],
            time=reader.words.time(row["at"]),
            by=row["by"],
            before=before,
            after=after,
            door=reader.words(rules.DOORS[row["door"]]),
            step=row["step"],
        )
        found.append(told)
        before = before if row["step"] == "overtaken" else after
    return found[::-1]


def _said(reader: Reader, asked: Question | None, kept: str | None) -> str:
    """The answer with its reason or remark; what could not be read as it was typed."""
    if kept is None:
        return reader.words.written(None)
    given = json.loads(kept)
    answer = (
        f"“{given['typed']}”" if "typed" in given else worded(reader.words, asked, given) if _answers(given) else ""
    )
    beside = " · ".join(given[part] for part in ("reason", "comment") if given.get(part))
    return " · ".join(part for part in (answer, beside) if part) or reader.words.written(None)


def _answers(given: dict[str, Any]) -> bool:
    return any(name in given for name in ("value", "choice", "absence"))
