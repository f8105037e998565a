"""A folder of catalogue files becomes one checked Catalogue, or one error that names every fault."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from catalogue import checks
from catalogue.csv_lines import read_lines
from catalogue.entries import Entry, InstitutionType, Membership, Norm, Price, Record, Target, Topic
from catalogue.findings import ABOUT, Finding
from catalogue.geography import Geography, load_geography
from catalogue.instrument import Instrument
from catalogue.publishing import SmallCells, small_cells
from catalogue.questions import Question
from catalogue.reading import INHERITED, Table, build, build_all, build_prices, build_rules, read_toml, tables
from catalogue.rules import Jump, Rule

SHIPPED = Path(__file__).parent
FOLDER_VARIABLE = "THIDUA_CATALOGUE"
E = TypeVar("E", bound=Entry)


class CatalogueError(Exception):
    """Everything that is wrong with a catalogue, one sentence a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the sentences apart for who wants to list them."""
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What is asked and how it is judged, by id; `notices` are known, stated imperfections.

    Of a price there may be several entries, each from its day on; they stand in the order of their days.
    """

    folder: Path
    geography: Geography
    institution_types: Mapping[str, InstitutionType]
    instruments: Mapping[str, Instrument]
    norms: Mapping[str, Norm]
    prices: Mapping[str, tuple[Price, ...]]
    targets: Mapping[str, Target]
    topics: Mapping[str, Topic]
    rules: Mapping[str, Rule]
    findings: Mapping[str, Finding]
    small_cells: SmallCells | None
    clusters: tuple[Membership, ...]
    notices: tuple[str, ...]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question that any instrument asks, by id."""
        return {id_: q for instrument in self.instruments.values() for id_, q in instrument.questions.items()}

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The text of every file, as it stood when it was first asked for."""
        return read_files(self.folder)

    @cached_property
    def digest(self) -> str:
        """The name of this version: a hash of every file, so that one changed letter is another version."""
        return files_digest(self.files)

    def instrument_for(self, institution_type: str) -> Instrument | None:
        """The instrument by which a unit of that type is judged; None for types that do not report."""
        judged = self.institution_types.get(institution_type)
        wanted = (i for i in self.instruments.values() if judged and judged.reports)
        return next((i for i in wanted if i.institution_type == institution_type), None)

    def norms_for(self, instrument: Instrument) -> tuple[Norm, ...]:
        """The norms whose questions an instrument asks."""
        asked = instrument.questions
        return tuple(n for n in self.norms.values() if n.have in asked and (n.per is None or n.per in asked))

    def rules_for(self, instrument: Instrument) -> tuple[Rule, ...]:
        """The rules that hold for its reports: those that speak of no question which it does not ask."""
        return tuple(rule for rule in self.rules.values() if instrument.questions.keys() >= {*rule.names})

    def prices_on(self, day: date) -> Mapping[str, Price]:
        """The price of each thing on a day: its latest entry until then, or its first where all are later."""
        return {
            id_: next((price for price in reversed(versions) if price.as_of <= day), versions[0])
            for id_, versions in self.prices.items()
        }


def chosen_folder() -> Path:
    """The folder that the environment names, else the shipped one."""
    return Path(os.environ.get(FOLDER_VARIABLE) or SHIPPED)


def read_files(folder: Path) -> dict[str, str]:
    """The text of every catalogue file, by its path in the folder; what a store keeps as a version."""
    wanted = sorted(p for p in folder.rglob("*") if p.suffix in (".toml", ".csv", ".geojson"))
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in wanted}


def files_digest(files: Mapping[str, str]) -> str:
    """Sixteen hexadecimal digits that name a set of files."""
    whole = "".join(f"{name}\0{text}\0" for name, text in sorted(files.items()))
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def load(folder: Path | None = None) -> Catalogue:
    """Read a catalogue folder whole; CatalogueError names every fault in it at once."""
    folder = folder or chosen_folder()
    faults: list[str] = []
    notices: list[str] = []

    def read(model: type[E], file: str) -> dict[str, E]:
        key = _key(model)
        return build_all(model, _inherited(read_toml(folder / file, faults), key), key, file, faults)

    types = read(InstitutionType, "institution_types.toml")
    shared = read(Question, "questions.toml")
    catalogue = Catalogue(
        folder=folder,
        geography=load_geography(folder / "places", faults),
        institution_types=types,
        instruments=_instruments(folder, shared, types, faults, notices),
        norms=read(Norm, "gaps.toml"),
        prices=build_prices(_inherited(read_toml(folder / "prices.toml", faults), "price"), "prices.toml", faults),
        targets=read(Target, "targets.toml"),
        topics=read(Topic, "movement.toml"),
        rules=_rules(folder, faults),
        findings=read(Finding, "findings.toml") if (folder / "findings.toml").exists() else {},  # kept versions lack it
        small_cells=small_cells(folder, faults),
        clusters=_clusters(folder, types, faults),
        notices=tuple(notices),
    )
    faults.extend(_dangling(catalogue, _asked_somewhere(folder, shared)))
    if faults:
        raise CatalogueError(faults)
    return catalogue


def _instruments(
    folder: Path, shared: Mapping[str, Question], types: Mapping[str, Any], faults: list[str], notices: list[str]
) -> dict[str, Instrument]:
    found: dict[str, Instrument] = {}
    for path in sorted((folder / "instruments").glob("*.toml")):
        raw = read_toml(path, faults)
        raw["indicator"] = [_inherit(raw, row) for row in tables(raw, "indicator")]
        raw["gate"] = [_inherit(raw, row, ("source", "mark")) for row in tables(raw, "gate")]
        where = f"instruments/{path.name}"
        faults.extend(where + fault for fault in checks.instrument_faults(raw, shared, types))
        instrument = build(Instrument, raw, where, faults)
        if instrument is None:
            continue
        if instrument.id != path.stem:
            faults.append(f"{where}: the id is '{instrument.id}'; a file is named by the id of its instrument")
        if instrument.incomplete:
            notices.extend(f"{instrument.id}: {sentence}" for sentence in checks.incomplete_pillars(raw))
        found[instrument.id] = instrument.knowing(shared)
    if not found:
        faults.append("instruments: there is no instrument file")
    return found


def _rules(folder: Path, faults: list[str]) -> dict[str, Rule]:
    """None where there is no file, as in the versions that a store kept before there were rules."""
    path = folder / "rules.toml"
    return build_rules(_inherited(read_toml(path, faults), "rule"), path.name, faults) if path.exists() else {}


def _clusters(folder: Path, types: Mapping[str, Any], faults: list[str]) -> tuple[Membership, ...]:
    members: list[Membership] = []
    for line in read_lines(folder / "clusters.csv", Membership.model_fields, faults):
        given = {column: cell for column, cell in line.cells.items() if cell}
        member = build(Membership, given, line.place, faults)
        if member is None:
            continue
        strange = checks.unknown_reference("institution type", member.institution_type, types)
        faults.extend(line.place + sentence for sentence in strange)
        if any(m.unit == member.unit and _overlap(m, member) for m in members):
            line.blame(f"{member.unit} is in a cluster at that time already")
        members.append(member)
    return tuple(members)


def _dangling(catalogue: Catalogue, asked: Mapping[str, Any]) -> Iterable[str]:
    """References from norms, targets and indicators to questions, prices and topics that are not there."""
    unknown = checks.unknown_reference
    for norm in catalogue.norms.values():
        where = f"gaps.toml, norm {norm.id}"
        yield from (where + s for q in (norm.have, norm.per) for s in unknown("question", q, asked))
        yield from (where + s for s in unknown("price", norm.price, catalogue.prices))
        yield from (where + s for s in unknown("topic", norm.difficulty, catalogue.topics))
    for target in catalogue.targets.values():
        where = f"targets.toml, target {target.id}"
        yield from (where + s for q in (target.of, target.out_of) for s in unknown("question", q, asked))
        yield from (where + s for t in target.covers for s in unknown("topic", t, catalogue.topics))
    for rule in catalogue.rules.values():
        named = (*rule.names, *(rule.of if isinstance(rule, Jump) else ()))
        where = f"rules.toml, rule {rule.id}"
        yield from (where + s for q in named for s in unknown("question", q, asked))
    files = {"target": "targets.toml", "norm": "gaps.toml"}
    known = {key: _written(catalogue.folder / file, key) for key, file in files.items()}
    for finding in catalogue.findings.values():
        about = ABOUT.get(finding.measure, "target")
        where = f"findings.toml, finding {finding.id}"
        yield from (where + s for s in unknown(about, finding.of, known[about]))
        aim = catalogue.targets.get(finding.of or "") if about == "target" else None
        if aim is not None and not (aim.of and aim.out_of):
            yield f"{where}: reports do not tell the share of target '{aim.id}'; name one that has 'of' and 'out_of'"
    for instrument in catalogue.instruments.values():
        where = f"instruments/{instrument.id}.toml"
        covers = [(i.id, t) for i in instrument.indicators for t in i.covers]
        covers += [(q.id, t) for q in instrument.questions.values() for t in q.covers]
        yield from (f"{where}, {id_}{s}" for id_, t in covers for s in unknown("topic", t, catalogue.topics))


def _asked_somewhere(folder: Path, shared: Mapping[str, Question]) -> dict[str, Any]:
    """All questions there are, those of an instrument that could not be built included."""
    ignored: list[str] = []
    own = [checks.own_questions(read_toml(p, ignored)) for p in (folder / "instruments").glob("*.toml")]
    return {**shared, **{id_: question for questions in own for id_, question in questions.items()}}


def _written(path: Path, key: str) -> dict[str, Table]:
    """The entries of a file by id, those that could not be built included, so that no fault begets another."""
    return {str(row.get("id")): row for row in tables(read_toml(path, []), key)}


def _inherit(raw: Table, row: Table, keys: Iterable[str] = INHERITED) -> Table:
    """An entry takes source, mark and review date from the head of its file where it states none."""
    return {**{key: raw[key] for key in keys if key in raw}, **row}


def _inherited(raw: Table, key: str) -> Table:
    """The same file, each `[[key]]` with what it takes from the head."""
    return {**raw, key: [_inherit(raw, row) for row in tables(raw, key)]} if key in raw else raw


def _key(model: type[Record]) -> str:
    return "institution_type" if model is InstitutionType else model.__name__.lower()


def _overlap(one: Membership, other: Membership) -> bool:
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)
