"""Reports: read, saved answer by answer, sent whole, checked and submitted."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Header, Path, Request, Response
from sqlalchemy import Connection

from catalogue import Catalogue, Question
from dashboard.api import shapes
from dashboard.api.callers import Caller, Desk, Refusal, words
from dashboard.api.shapes import Answer, Doubtful, SavedAnswer, Wrong
from dashboard.words import Words
from store import queries
from store.cells import EMPTY, PLACE
from store.drafts import Draft, Saved, Saving, Who, checked, draft, save, submit
from store.faults import N_, Fault
from store.ingest import Outcome, file_reports
from store.initiatives import Typed, beneficiaries_of, cost_of, lines
from store.requests import answered, keep_reply
from store.stamps import stamp
from store.submission import Given, InitiativeGiven, Submission
from store.typed import read_answer

NOT_MODIFIED, OVERTAKEN, REFUSED, NEEDS_VERSION = 304, 412, 422, 428
NO_VERSION: Final = N_('Say which version you have seen: If-Match: "3", or "0" where nobody has answered.')
AHEAD: Final = N_("There is no version {seen} of this answer; the newest is {version}. Read it, then save again.")
OVERTAKEN_BY: Final = N_("{by} has changed this answer meanwhile. Look at it, then save again.")

UnitId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
RoundId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,16}$")]
QuestionId = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Once = Annotated[str | None, Header(pattern=r"^[\x21-\x7e]{1,80}$")]


def routes(desk: Desk) -> APIRouter:
    """Everything under /reports/{round}/{unit}."""
    router = APIRouter(prefix="/reports/{round_}/{unit}", tags=["reports"])
    _reading(router, desk)
    _saving(router, desk)
    _filing(router, desk)
    return router


def _reading(router: APIRouter, desk: Desk) -> None:
    @router.get("", responses={304: {"description": "Not modified"}})
    def report(request: Request, response: Response, round_: RoundId, unit: UnitId) -> shapes.Report:
        """The report as it stands, what is typed but not yet filed included."""
        caller = desk.caller(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            catalogue = desk.catalogue(connection)
            etag = f'"{stamp(connection, unit, round_)}.{catalogue.digest[:8]}"'
            if request.headers.get("if-none-match") == etag:
                raise Refusal(NOT_MODIFIED)
            response.headers["etag"] = etag
            return _report(connection, draft(connection, catalogue, who))

    @router.get("/check")
    def check(request: Request, round_: RoundId, unit: UnitId) -> shapes.Checked:
        """What keeps the report from being submitted as it stands, and what to look at again; nothing is changed."""
        caller, said = desk.caller(request), words(request)
        with desk.reading() as connection:
            who = desk.who(connection, caller, "read report", unit, round_)
            catalogue = desk.catalogue(connection)
            faults, doubts = checked(connection, catalogue, who, draft(connection, catalogue, who))
        return shapes.Checked(
            faults=[Wrong.of(fault, said) for fault in faults], doubts=[Doubtful.said(doubt, said) for doubt in doubts]
        )


def _saving(router: APIRouter, desk: Desk) -> None:
    @router.put("/answers/{question}", response_model=shapes.Saves)
    def answer(
        request: Request,
        round_: RoundId,
        unit: UnitId,
        question: QuestionId,
        given: shapes.AnswerGiven,
        if_match: Annotated[str | None, Header(pattern=r'^"?[0-9]{1,9}"?$')] = None,
    ) -> Response:
        """One answer, kept as it is, right or wrong; `faults` says what is wrong with the report so far."""
        if if_match is None:
            raise Refusal(NEEDS_VERSION, Fault("", NO_VERSION))
        seen = shapes.AnswerSeen(**given.model_dump(), version=int(if_match.strip('"')))
        saves = _save(desk, desk.caller(request), unit, round_, {question: seen}, words(request))
        kept = saves.answers[question]
        if kept.overtaken and kept.version < seen.version:
            ahead = {"seen": seen.version, "version": kept.version}
            raise Refusal(OVERTAKEN, Fault(PLACE.format(question=question), AHEAD, ahead))
        if kept.overtaken:
            raise Refusal(OVERTAKEN, Fault(PLACE.format(question=question), OVERTAKEN_BY, {"by": kept.by}))
        # Written here rather than by FastAPI, which would check it once more.
        return Response(saves.model_dump_json(), media_type="application/json", headers={"etag": f'"{kept.version}"'})

    @router.patch("/answers")
    def answers(request: Request, round_: RoundId, unit: UnitId, given: shapes.AnswersGiven) -> shapes.Saves:
        """Several answers at once, each kept or put aside by itself, as after a time without a connection."""
        return _save(desk, desk.caller(request), unit, round_, given.answers, words(request))


def _filing(router: APIRouter, desk: Desk) -> None:
    @router.post("/submission")
    def submission(request: Request, round_: RoundId, unit: UnitId, idempotency_key: Once = None) -> shapes.Filed:
        """The report as it stands is filed and counts from now on; refused, it stays a draft with its faults."""

        def act(connection: Connection, who: Who) -> shapes.Filed:
            return _filed(submit(connection, desk.catalogue(connection), who), words(request))

        return _once(desk, request, unit, round_, idempotency_key, "", act)

    @router.put("")
    def whole(
        request: Request, round_: RoundId, unit: UnitId, given: shapes.ReportGiven, idempotency_key: Once = None
    ) -> shapes.Filed:
        """A whole report at once, stored whole or not at all."""

        def act(connection: Connection, who: Who) -> shapes.Filed:
            catalogue = desk.catalogue(connection)
            sent = _submission(catalogue, draft(connection, catalogue, who), who, given)
            return _filed(file_reports(connection, catalogue, [sent])[0], words(request))

        return _once(desk, request, unit, round_, idempotency_key, given.model_dump_json(), act)


def _report(connection: Connection, standing: Draft) -> shapes.Report:
    listed = lines(connection, standing.report).lines if standing.report else ()
    asked = standing.instrument.questions
    because, mend = _returned(connection, standing) if standing.state == "returned" else (None, {})
    return shapes.Report(
        unit=standing.unit,
        round=standing.round,
        state=standing.state,
        instrument=standing.instrument.id,
        answers={id_: Answer.of(standing.cells.get(id_, EMPTY)) for id_ in asked},
        initiatives=[_readable(each.typed) for each in listed],
        returned_because=because,
        returned=mend,
    )


def _returned(connection: Connection, standing: Draft) -> tuple[str, dict[str, shapes.Returned]]:
    events = queries.events_of(connection, standing.unit, standing.round)
    rows = queries.to_mend(connection, standing.unit, standing.round).iter_rows(named=True)
    mend = {row["question"]: shapes.Returned(reason=row["reason"], by=row["by"], at=row["at"]) for row in rows}
    return events["reason"][-1], mend


def _readable(typed: Typed) -> shapes.Initiative:
    """What cannot be read as a number is null here, and a fault."""
    numbers = {"beneficiaries": beneficiaries_of(typed), "cost": cost_of(typed)}
    return shapes.Initiative.model_construct(**asdict(typed) | numbers)


def _save(
    desk: Desk, caller: Caller, unit: str, round_: str, given: dict[str, shapes.AnswerSeen], said: Words
) -> shapes.Saves:
    with desk.writing() as connection:
        who, catalogue = desk.who(connection, caller, "file report", unit, round_), desk.catalogue(connection)
        asked = catalogue.questions
        savings = [Saving(id_, _given(asked, id_, each), each.version) for id_, each in given.items() if id_ in asked]
        savings += [Saving(id_, Given(place=_pointer(id_)), 0) for id_ in given if id_ not in asked]
        saved, standing = save(connection, catalogue, who, savings)
        faults, doubts = checked(connection, catalogue, who, standing, submit=False)
    return shapes.Saves(
        answers={one.question: _kept(one) for one in saved},
        faults=[Wrong.of(fault, said) for fault in faults],
        doubts=[Doubtful.said(doubt, said) for doubt in doubts],
    )


def _kept(saved: Saved) -> SavedAnswer:
    return SavedAnswer(**Answer.of(saved.cell).model_dump(), overtaken=saved.overtaken)


def _given(questions: Mapping[str, Question], question: str, given: shapes.AnswerGiven) -> Given:
    """As the question wants it; what nobody asks keeps its text, for the validation to name."""
    asked = questions.get(question)
    place = _pointer(question)
    if asked is None:
        return Given(text=str(given.answer), place=place)
    reason, comment = given.reason, given.comment
    return read_answer(asked, given.answer, absence=given.absence, reason=reason, comment=comment, place=place)


def _submission(catalogue: Catalogue, standing: Draft, who: Who, given: shapes.ReportGiven) -> Submission:
    answers = {id_: Given(place=PLACE.format(question=id_)) for id_ in standing.instrument.questions}
    answers |= {id_: _given(catalogue.questions, id_, each) for id_, each in given.answers.items()}
    listed = given.initiatives
    initiatives = None if listed is None else tuple(_initiative(n, each) for n, each in enumerate(listed))
    return Submission(who.unit, who.round, answers, initiatives, who.by, who.at, who.door, submit=given.submit)


def _initiative(number: int, given: shapes.Initiative) -> InitiativeGiven:
    return InitiativeGiven(**given.model_dump(), place=f"/initiatives/{number}")


def _filed(outcome: Outcome, said: Words) -> shapes.Filed:
    """Refusal where nothing was stored."""
    doubts = [Doubtful.said(doubt, said) for doubt in outcome.doubts]
    if outcome.refused:
        raise Refusal(REFUSED, *outcome.faults)
    return shapes.Filed(
        receipt=outcome.receipt,
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        initiatives_changed=outcome.initiatives_changed,
        doubts=doubts,
    )


def _once(
    desk: Desk,
    request: Request,
    unit: str,
    round_: str,
    key: str | None,
    body: str,
    act: Callable[[Connection, Who], shapes.Filed],
) -> shapes.Filed:
    """What is sent again under the same key is not done again: the first reply is given once more."""
    caller = desk.caller(request)
    asked = hashlib.sha256(f"{request.method} {request.url.path}\n{body}".encode()).hexdigest()
    with desk.writing() as connection:
        who = desk.who(connection, caller, "file report", unit, round_)
        before = answered(connection, caller.id, key, asked) if key else None
        if before is not None:
            return shapes.Filed.model_validate_json(before)
        done = act(connection, who)
        if key:
            keep_reply(connection, caller.id, key, asked, done.model_dump_json(), who.at)
        return done


def _pointer(key: str) -> str:
    """A JSON pointer, in which ~ and / of a key are written otherwise."""
    return PLACE.format(question=key.replace("~", "~0").replace("/", "~1"))
