"""The pages on which figures stand that have left as files, by the codes on them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from store.schema import FigureView


@dataclass(frozen=True)
class View:
    """A figure by its code, under the title that it bears, and the page that shows it with these choices, by ids."""

    code: str
    title: str
    page: str
    choices: Mapping[str, str]


def keep_views(connection: Connection, views: Iterable[View], at: datetime) -> None:
    """Remember where figures stand; those known already stay as they are, since a code stands for its content."""
    rows = {each.code: {**vars(each), "choices": _written(each.choices), "at": at} for each in views}
    known = set(connection.scalars(select(FigureView.code).where(FigureView.code.in_(rows))))
    if new := [row for code, row in rows.items() if code not in known]:
        connection.execute(insert(FigureView), new)


def view_of(connection: Connection, code: str) -> View | None:
    """Where the figure of a code stands; None where no file with it has left."""
    columns = (FigureView.code, FigureView.title, FigureView.page, FigureView.choices)
    row = connection.execute(select(*columns).where(FigureView.code == code)).one_or_none()
    return None if row is None else View(row.code, row.title, row.page, json.loads(row.choices))


def _written(choices: Mapping[str, str]) -> str:
    return json.dumps(dict(choices), sort_keys=True, ensure_ascii=False)
