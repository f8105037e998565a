"""The process that answers for reports, behind a door of its own.

Started by `dashboard.apart.beside` as `python -m dashboard.apart.answering`, with the number of its socket.
"""

import gc
import os
import socket
import sys
import threading

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from dashboard.api.application import api_routes
from dashboard.door.entry import Entry
from dashboard.door.headers import SecurityHeaders
from dashboard.door.middleware import Door
from dashboard.door.settings import settled
from dashboard.planting import is_demonstration
from store.engine import open_store


def application() -> Starlette:
    """The interface over the store that the environment names, with the guards that the whole site has."""
    engine = open_store()
    settings = settled(os.environ, demonstration=is_demonstration(engine))
    return Starlette(
        routes=api_routes(engine),
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
            Middleware(SecurityHeaders, secure=settings.secure),
            Middleware(Door, entry=Entry(engine, settings.vault("second factor")), settings=settings),
        ],
    )


def main() -> None:
    """Answers until the process that started it has ended."""
    threading.Thread(target=_end_with_the_other, name="end", daemon=True).start()
    config = uvicorn.Config(
        application(),
        forwarded_allow_ips="*",  # nobody but the other process can reach the socket
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
    )
    gc.collect()
    gc.freeze()
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


def _end_with_the_other() -> None:
    """Its end closes the pipe; what is under way then could be told to nobody."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
