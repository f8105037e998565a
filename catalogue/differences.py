"""How two versions of the catalogue files differ, entry by entry and field by field."""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from catalogue.reading import Table

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
NAMES: Final = ("name_vi", "name_en")
HEAD: Final = ""  # what stands in a file above its entries
Key = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """One entry that is another: of which file and kind, and each field that differs, as (name, before, after).

    `name` has the entry's Vietnamese and English names, empty where it has none; a value that is not there is "".
    """

    file: str
    kind: str
    id: str
    change: str
    name: tuple[str, str] = ("", "")
    fields: tuple[tuple[str, str, str], ...] = ()


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    """Between the files of two catalogues that load, by their paths."""
    for file in sorted(before.keys() | after.keys()):
        was, now = before.get(file), after.get(file)
        if was == now:
            continue
        if file.endswith(".toml"):
            yield from _of_entries(file, _entries(was or ""), _entries(now or ""))
        elif file.endswith(".csv"):
            yield from _of_lines(file, was or "", now or "")
        else:
            yield Difference(file, "", "", _change(was, now))


def _of_entries(file: str, before: Mapping[Key, Table], after: Mapping[Key, Table]) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was != now:
            entry = now or was or {}
            name = (str(entry.get(NAMES[0], "")), str(entry.get(NAMES[1], "")))
            yield Difference(file, *key, _change(was, now), name, tuple(_fields(was or {}, now or {})))


def _of_lines(file: str, before: str, after: str) -> Iterator[Difference]:
    was, now = ([tuple(row) for row in csv.reader(io.StringIO(text))] for text in (before, after))
    kept, new = set(was), set(now)
    yield from (Difference(file, "line", ", ".join(row)[:80], REMOVED) for row in was if row not in new)
    yield from (Difference(file, "line", ", ".join(row)[:80], ADDED) for row in now if row not in kept)


def _entries(text: str) -> dict[Key, Table]:
    """Every `[[kind]]` of a file by kind and id; a price by its day too, since several share an id."""
    whole = tomllib.loads(text)
    lists = {kind: rows for kind, rows in whole.items() if isinstance(rows, list) and all(_is_entry(r) for r in rows)}
    head = {key: value for key, value in whole.items() if key not in lists}
    found = {(HEAD, ""): head} if head else {}
    for kind, rows in lists.items():
        for row in rows:
            day = f" {row['as_of']}" if kind == "price" else ""
            found[kind, f"{row['id']}{day}"] = row
    return found


def _is_entry(row: Any) -> bool:  # noqa: ANN401 - whatever TOML holds
    return isinstance(row, dict) and "id" in row


def _fields(before: Table, after: Table) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, _told(before, name), _told(after, name)


def _told(entry: Table, name: str) -> str:
    return str(entry[name]) if name in entry else ""


def _change(before: object, after: object) -> str:
    if before is None:
        return ADDED
    return REMOVED if after is None else CHANGED
