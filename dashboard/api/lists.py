"""Lists out: what a unit has handed in as CSV, and the reports that wait for a reviewer."""

from datetime import datetime
from typing import Annotated, Final, Literal

import polars as pl
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from dashboard.api.callers import FORBIDDEN, NOT_YOURS, Desk, Refusal, words
from dashboard.api.reports import RoundId, UnitId
from dashboard.intake import answers_text
from store import queries
from store.faults import Fault
from store.rights import may_ever

CSV: Final = "text/csv; charset=utf-8"
State = Literal["draft", "submitted", "returned", "appraised", "recognised", "published"]


class Waiting(BaseModel):
    """One report; `changed` answers since the submission before the last, null where there was none before."""

    unit: str
    name_vi: str
    name_en: str
    institution_type: str
    province: str | None
    state: str
    waiting_since: datetime | None
    submissions: int
    changed: int | None
    returned: int
    reviewer: str | None


def routes(desk: Desk) -> APIRouter:
    """Each for those whose branch it is."""
    router = APIRouter(tags=["lists"])

    @router.get("/reports/{round_}/{unit}/answers.csv", response_class=Response)
    def answers(request: Request, round_: RoundId, unit: UnitId) -> Response:
        """Every question with what was handed in, as the CSV that is taken back: semicolons, in English commas."""
        caller, said = desk.caller(request), words(request)
        with desk.reading() as connection:
            desk.who(connection, caller, "read report", unit, round_)
            catalogue = desk.catalogue(connection)
        content = answers_text(desk.engine, catalogue, unit, round_, said)
        return desk.hand_out(request, caller, content, CSV, f"{unit}_{round_}.csv")

    @router.get("/reviews/{round_}")
    def reviews(
        request: Request, round_: RoundId, state: Annotated[list[State] | None, Query(max_length=6)] = None
    ) -> list[Waiting]:
        """The reports within reach in these states, submitted unless told otherwise, the longest waiting first."""
        person = desk.caller(request).person
        if not may_ever(person, "return report"):
            raise Refusal(FORBIDDEN, Fault("", NOT_YOURS, {"unit": "", "round": round_}))
        with desk.reading() as connection:
            rows = queries.queue(connection, round_, person.reach, state or ["submitted"])
            ends = queries.rounds(connection).filter(pl.col("round") == round_)["ends"]
            if ends.is_empty():
                return []
            units = queries.units(connection, ends.item(), person.reach)
        return [Waiting(**row) for row in rows.join(units, on="unit", maintain_order="left").iter_rows(named=True)]

    return router
