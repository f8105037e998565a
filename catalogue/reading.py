"""Catalogue files become entries; what does not fit becomes a sentence that names file, entry, key and choices."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue import entries, findings, instrument, questions, rules

Table: TypeAlias = dict[str, Any]
INHERITED = ("source", "mark", "review")
M = TypeVar("M", bound=BaseModel)
E = TypeVar("E", bound=entries.Entry)

# The class behind each [[name]] of a file, so that a fault can list the fields that an entry may have.
SHAPES: Mapping[str, type[BaseModel]] = {
    "choice": questions.Choice,
    "finding": findings.Finding,
    "gate": instrument.Gate,
    "indicator": instrument.Indicator,
    "institution_type": entries.InstitutionType,
    "level": instrument.Level,
    "norm": entries.Norm,
    "overall": instrument.Overall,
    "pillar": instrument.Pillar,
    "price": entries.Price,
    "question": questions.Question,
    "section": instrument.Section,
    "steps": instrument.Step,
    "target": entries.Target,
    "topic": entries.Topic,
}


def read_toml(path: Path, faults: list[str]) -> Table:
    """The tables of one file; empty, with a fault, where the file is absent or is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        faults.append(f"{path.name}: the file is missing")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: not readable as TOML: {error}")
    return {}


def build(model: type[M], raw: Table, where: str, faults: list[str]) -> M | None:
    """The entry, or None after a fault for each thing wrong with it."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults.extend(f"{where}{_sentence(model, raw, fault)}" for fault in error.errors())
        return None


def build_all(model: type[E], raw: Table, key: str, where: str, faults: list[str]) -> dict[str, E]:
    """Every `[[key]]` of a file by id; a second entry of the same id and a strange table are faults."""
    ids = (row.get("id") for row in tables(raw, key))
    faults.extend(f"{where}: {key} '{twin}' stands there twice" for twin in twins(ids))
    return {entry.id: entry for entry in _built(model, raw, key, where, faults)}


def build_prices(raw: Table, where: str, faults: list[str]) -> dict[str, tuple[entries.Price, ...]]:
    """Every `[[price]]` by id, the oldest first; a second entry of the same id and day is a fault."""
    dated = (f"'{row['id']}' of {row.get('as_of')}" for row in tables(raw, "price") if "id" in row)
    faults.extend(f"{where}: price {twin} stands there twice" for twin in twins(dated))
    found: dict[str, list[entries.Price]] = {}
    for price in _built(entries.Price, raw, "price", where, faults):
        found.setdefault(price.id, []).append(price)
    return {id_: tuple(sorted(versions, key=lambda price: price.as_of)) for id_, versions in found.items()}


def build_rules(raw: Table, where: str, faults: list[str]) -> dict[str, rules.Rule]:
    """Every `[[rule]]` by id, each of the class of its kind; a kind that there is not is a fault."""
    rows = list(tables(raw, "rule"))
    faults.extend(_strange(raw, "rule", where))
    faults.extend(f"{where}: rule '{twin}' stands there twice" for twin in twins(row.get("id") for row in rows))
    found: dict[str, rules.Rule] = {}
    for row in rows:
        place, kind = f"{where}, rule {row.get('id', '?')}", row.get("kind")
        if kind not in rules.KINDS:
            faults.append(f"{place}: no kind '{kind}'; there are {', '.join(sorted(rules.KINDS))}")
        elif rule := build(rules.KINDS[kind], row, place, faults):
            found[rule.id] = rule
    return found


def tables(raw: Table, key: str) -> Iterator[Table]:
    """The `[[key]]` tables of a raw file, whatever else stands there."""
    rows = raw.get(key, [])
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else iter(())


def twins(ids: Iterable[Any]) -> list[str]:
    """The ids that come more than once."""
    return [str(id_) for id_, times in Counter(i for i in ids if i is not None).items() if times > 1]


def _built(model: type[E], raw: Table, key: str, where: str, faults: list[str]) -> list[E]:
    """The entries of a file that could be built, in its order; a strange table is a fault."""
    faults.extend(_strange(raw, key, where))
    rows = tables(raw, key)
    built = [build(model, row, f"{where}, {key} {row.get('id', '?')}", faults) for row in rows]
    return [entry for entry in built if entry is not None]


def _strange(raw: Table, key: str, where: str) -> Iterator[str]:
    """A sentence for each table that the file should not hold."""
    yield from (
        f"{where}: no table '{name}'; this file holds [[{key}]]" for name in raw if name not in (key, *INHERITED)
    )


def _sentence(model: type[BaseModel], raw: Table, fault: ErrorDetails) -> str:
    """One fault of a validation, beginning with the path from the entry to the culprit."""
    path, shape = _path(model, raw, fault["loc"])
    key = fault["loc"][-1] if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        return f"{path}: no field '{key}'; the fields are {', '.join(_fields(shape))}"
    if fault["type"] == "missing":
        return f"{path}: the field '{key}' is missing"
    reason = fault["msg"].removeprefix("Value error, ")
    given = "" if isinstance(fault["input"], dict) else f" (given: {fault['input']!r})"
    return f"{path}: {f'{key}: ' if isinstance(key, str) and key else ''}{reason}{given}"


def _path(model: type[BaseModel], raw: Table, loc: tuple[str | int, ...]) -> tuple[str, type[BaseModel]]:
    """`, indicator staff_per_computer` for ('indicator', 3, 'wieght'), and the class of that entry."""
    path, shape, kind = "", model, ""
    here: Any = raw
    for step in loc:
        if isinstance(step, int):
            element = here[step] if isinstance(here, list) and step < len(here) else {}
            name = element.get("id", step + 1) if isinstance(element, dict) else step + 1
            path, here = f"{path}, {kind} {name}", element
            shape = SHAPES.get(kind, shape)
        else:
            kind, here = step, here.get(step, {}) if isinstance(here, dict) else {}
            if kind in SHAPES and isinstance(here, dict) and here:
                path, shape = f"{path}, {kind}", SHAPES[kind]
    return path, shape


def _fields(shape: type[BaseModel]) -> list[str]:
    """The keys that an entry may have, as written in a file."""
    return sorted(field.alias or name for name, field in shape.model_fields.items())
