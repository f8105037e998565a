"""The code on a figure leads back: to what the figure rests on, whether that has changed since, and where it stands."""

from dataclasses import dataclass, replace

from dashboard.data import results
from dashboard.data.codes import Shown, shown_under
from dashboard.data.exports import View
from dashboard.data.source import engine_at
from dashboard.figures.codes import read_code
from dashboard.run_words import shown_lines
from dashboard.views.reader import Reader
from store.engine import reading
from store.views import view_of


@dataclass(frozen=True)
class Found:
    """What is said of a code, and where its figure stands; `view` is None where that was not kept."""

    said: tuple[str, ...]
    changed: str
    view: View | None


def found(reader: Reader, typed: str) -> Found:
    """What a code stands for, however it is typed; ReportError says in words that it is none, or not of this store.

    Who took the file stands in the log, for those who may read that.
    """
    with reading(engine_at(reader.version.store)) as connection:
        shown = shown_under(connection, typed)
        view = view_of(connection, read_code(typed) or "")
    told = replace(shown, files=shown.files.clear())
    return Found(tuple(shown_lines(told, reader.words)), _changed(reader, shown), view)


def _changed(reader: Reader, shown: Shown) -> str:
    """Whether a page shows the same today."""
    now = results.edition(reader.version, shown.edition.round)
    if now.key == shown.edition.key:
        return reader.words("The results are the same today.")
    return reader.words(
        "The results have changed since, by other data, catalogue or method: the page shows those of today."
    )
