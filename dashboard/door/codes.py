"""The short address of a figure's code, as squares on slides hold it: it leads to the page that answers for codes."""

from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from dashboard.door.desk import SEE_OTHER
from dashboard.exports.marks import PATH

PAGE: Final = "/figure"


def routes() -> list[Route]:
    """Who has not come in meets the sign-in page before this, whether there is such a code or not."""
    return [Route(f"{PATH}{{code}}", _leads_on)]


async def _leads_on(request: Request) -> RedirectResponse:
    asked = {name: value for name, value in request.query_params.items() if name == "lang"}
    return RedirectResponse(f"{PAGE}?{urlencode({'code': request.path_params['code'], **asked})}", SEE_OTHER)
