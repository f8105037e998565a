"""Results out, as JSON or as CSV that opens in a spreadsheet program."""

import io
from datetime import datetime
from typing import Annotated, Any, Final, Literal

import polars as pl
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from dashboard.api.callers import FORBIDDEN, NOT_YOURS, Caller, Desk, Refusal
from dashboard.api.reports import RoundId
from store import queries
from store.editions import editions, seals
from store.faults import N_, Fault
from store.results import edition_results
from store.rights import may

NOT_FOUND: Final = 404
NO_RESULTS: Final = N_("There are no results of {round} yet.")
BYTE_ORDER_MARK: Final = "\ufeff"
SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}


class Results(BaseModel):
    """One edition's results; `sealed` is the hash of a sealed edition, null for provisional ones."""

    round: str
    edition: str
    basis: str
    computed_at: datetime
    sealed: str | None
    demonstration: bool
    rows: list[dict[str, Any]]


def routes(desk: Desk) -> APIRouter:
    """What everybody who is signed in may read."""
    router = APIRouter(tags=["results"])

    @router.get("/rounds")
    def rounds(request: Request) -> list[dict[str, Any]]:
        """Every round, the oldest first."""
        _allowed(desk, request, "")
        with desk.reading() as connection:
            return queries.rounds(connection).to_dicts()

    @router.get("/results/{round_}")
    def results(request: Request, round_: RoundId) -> Results:
        """The sealed edition of the round, or its newest provisional one."""
        _allowed(desk, request, round_)
        return _results(desk, round_)

    @router.get("/results/{round_}/table.csv", response_class=Response)
    def table(
        request: Request, round_: RoundId, separator: Annotated[Literal["comma", "semicolon", "tab"], Query()] = "comma"
    ) -> Response:
        """The same rows as CSV in UTF-8 with a byte-order mark, so that Vietnamese is read as such."""
        caller = _allowed(desk, request, round_)
        found, out = _results(desk, round_), io.StringIO()
        stated = {
            "round": found.round,
            "edition": found.edition,
            "sealed": found.sealed,
            "demonstration": found.demonstration,
        }
        frame = pl.DataFrame(found.rows, infer_schema_length=None)
        frame.with_columns(**{name: pl.lit(value) for name, value in stated.items()}).write_csv(
            out, separator=SEPARATORS[separator]
        )
        content = BYTE_ORDER_MARK + out.getvalue()
        return desk.hand_out(request, caller, content, "text/csv; charset=utf-8", f"thidua-{round_}.csv")

    return router


def _allowed(desk: Desk, request: Request, round_: str) -> Caller:
    caller = desk.caller(request)
    if not may(caller.person, "read results"):
        raise Refusal(FORBIDDEN, Fault("", NOT_YOURS, {"unit": "", "round": round_}))
    return caller


def _results(desk: Desk, round_: str) -> Results:
    with desk.reading() as connection:
        kept = editions(connection).filter(pl.col("round") == round_)
        sealed = seals(connection).filter(pl.col("round") == round_)
        named = kept.filter(pl.col("key").is_in(sealed["edition"].head(1).to_list()))
        chosen = named if named.height else kept.filter(pl.col("basis") == "live")
        if not chosen.height:
            raise Refusal(NOT_FOUND, Fault("", NO_RESULTS, {"round": round_}))
        edition = chosen.row(0, named=True)
        rows = edition_results(connection, edition["key"])
        state = queries.state(connection)
    return Results(
        round=round_,
        edition=edition["key"],
        basis=edition["basis"],
        computed_at=edition["computed_at"],
        sealed=sealed["digest"][0] if named.height else None,
        demonstration=state.demonstration,
        rows=rows.to_dicts() if rows is not None else [],
    )
