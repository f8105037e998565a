"""What all commands share: the store that they open, the language that they speak, and how they say what went wrong."""

import getpass
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from catalogue import Catalogue
    from dashboard.figures import Edition
    from dashboard.words import Words
    from store.views import View

Language = Annotated[
    str, typer.Option(envvar="THIDUA_LANGUAGE", metavar="vi|en", help="Ngôn ngữ · Language", show_default=True)
]


CONSOLE = "console"


def by_whom() -> str:
    """Who sits at the console."""
    return getpass.getuser()


def store() -> "Engine":
    """The store that the environment names, brought up to the present tables."""
    from store.engine import migrate, open_store
    from store.faults import N_, Fault, ReportError

    try:
        engine = open_store()
    except ModuleNotFoundError as missing:
        sentence = N_("A store at this address needs the package {package}. Install it, or name a SQLite file.")
        raise ReportError([Fault("", sentence, {"package": missing.name})]) from missing
    migrate(engine)
    return engine


def judged_by(engine: "Engine") -> "Catalogue":
    """The catalogue in force in a store."""
    from store.engine import reading
    from store.versions import in_force

    with reading(engine) as connection:
        return in_force(connection)


def hand_out(
    engine: "Engine",
    file: Path,
    content: bytes,
    words: "Words",
    editions: "Iterable[Edition]" = (),
    views: "Iterable[View]" = (),
) -> None:
    """Write a file that shows these editions, with its line in the log; neither stands without the other."""
    from dashboard.data.exports import noted
    from store.engine import writing

    with writing(engine) as connection:
        noted(connection, by_whom(), CONSOLE, file.name, datetime.now(UTC), editions, views)
        file.write_bytes(content)
    typer.echo(words("Written: {file}", file=str(file)))


@contextmanager
def speaking(language: str) -> Iterator["Words"]:
    """The words of a language; what went wrong within is said in them, a line each, and ends the command with 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from catalogue import CatalogueError
    from dashboard.words import Words
    from store.faults import ReportError

    words = Words.of(language)
    try:
        yield words
    except ReportError as error:
        said = [words.fault(fault) for fault in error.faults]
    except CatalogueError as error:
        said = [*error.faults, words.plural("{n} fault.", "{n} faults.", len(error.faults))]
    except OSError as error:
        said = [words("{file} cannot be read or written: {reason}", file=str(error.filename), reason=error.strerror)]
    except SQLAlchemyError as error:
        said = [words("The store cannot be opened: {reason}", reason=str(error).splitlines()[0])]
    else:
        return
    typer.echo("\n".join(said), err=True)
    sys.exit(1)
