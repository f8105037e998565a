"""A catalogue version is made as a draft of changes, tested, and published; what was kept before stays as it is."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from catalogue import Catalogue, CatalogueError
from catalogue.loader import files_digest
from store.acting import Acting, note, still
from store.days import alive, holds
from store.faults import N_, Fault, ReportError
from store.queries import today
from store.register import keep_places
from store.schema import CatalogueDraft, CataloguePublication, Unit, UnitSpell
from store.versions import is_kept, keep_files, kept_files, of_files, published

MOST_LETTERS: Final = 2_000_000  # of one file; the largest that is shipped, an outline, has 105,000
PATH: Final = re.compile(r"(?:(?:instruments|places)/)?[a-z0-9_]{1,64}\.(?:toml|csv|geojson)")
EDITABLE: Final = (".toml", ".csv")
ENTRY: Final = re.compile(r"(?P<file>[a-z0-9_/]+\.toml), \w+ (?P<id>[a-z0-9_]+)[:,]")

NO_DRAFT: Final = N_("There is no such draft any more: it was published or dropped meanwhile.")
OVERTAKEN: Final = N_("{by} has changed the draft meanwhile. Look at it, then try again.")
ONE_ALREADY: Final = N_("There is a draft already, begun by {by}. Go on with it, or drop it first.")
NO_PATH: Final = N_(
    "“{path}” is no place of a catalogue file. Name it as the catalogue does, such as gaps.toml, "
    "instruments/departments.toml or places/provinces.csv."
)
TOO_LONG: Final = N_("The file has {letters} letters; up to {most} are taken.")
UNTESTED: Final = N_("Test the draft as it stands now; only what was tested without a fault is published.")
NO_NOTE: Final = N_("Say in a sentence what is changed and on what authority.")
NOTHING_NEW: Final = N_("The draft is the version in force, to the letter. Change something first.")
TYPE_GONE: Final = N_(
    "Units of the type “{type}” are in being, and institution_types.toml does not have it. Put it back."
)
PLACE_GONE: Final = N_(
    "Units are in province {province}, and places/provinces.csv does not have it on {day}. Put it back."
)
TOO_DEEP: Final = N_("A file holds tables within tables beyond all measure. Write it as the others are.")


@dataclass(frozen=True)
class Draft:
    """Changes to the version `base`: path -> text, None where the file is to go."""

    id: int
    base: str
    changes: Mapping[str, str | None] = field(hash=False)
    revision: int
    tested: str | None
    begun_by: str
    begun_at: datetime
    changed_by: str
    changed_at: datetime


def begin(connection: Connection, acting: Acting, base: str, files: Mapping[str, str], at: datetime) -> int:
    """A draft from a version, whose files are kept from now on; ReportError while there is another."""
    still(connection, acting, "administer")
    there = open_draft(connection)
    if there:
        raise ReportError([Fault("", ONE_ALREADY, {"by": there.begun_by})])
    if not is_kept(connection, base):
        keep_files(connection, base, files)
    row = {
        "base": base,
        "changes": "{}",
        "revision": 1,
        "begun_by": acting.person.name,
        "begun_at": at,
        "changed_by": acting.person.name,
        "changed_at": at,
    }
    draft: int = connection.scalars(insert(CatalogueDraft).returning(CatalogueDraft.id), [row]).one()
    note(connection, acting, at, "begin catalogue draft", str(draft), after=base)
    return draft


def open_draft(connection: Connection) -> Draft | None:
    """The draft that is worked on, if there is one."""
    of = CatalogueDraft
    columns = (of.id, of.base, of.changes, of.revision, of.tested, of.begun_by, of.begun_at, of.changed_by)
    row = connection.execute(select(*columns, of.changed_at).where(of.closed_at.is_(None))).one_or_none()
    return None if row is None else Draft(**{**row._mapping, "changes": json.loads(row.changes)})  # noqa: SLF001 - the row as a mapping, by SQLAlchemy's public name


def files_of(connection: Connection, draft: Draft) -> dict[str, str]:
    """Every file as it would be published."""
    whole: dict[str, str | None] = {**kept_files(connection, draft.base), **draft.changes}
    return {path: text for path, text in sorted(whole.items()) if text is not None}


def change(connection: Connection, acting: Acting, seen: Draft, files: Mapping[str, str | None], at: datetime) -> None:
    """These files take these texts, None removes one; ReportError where somebody changed the draft since `seen`."""
    still(connection, acting, "administer")
    draft = _as_seen(connection, seen)
    given = {path: text if text is None else _plain_lines(text) for path, text in files.items()}
    faults = list(_misplaced(given))
    if faults:
        raise ReportError(faults)
    base = kept_files(connection, draft.base)
    changes = {**draft.changes, **given}
    changes = {path: text for path, text in changes.items() if text != base.get(path)}
    if changes == draft.changes:
        return
    _set(connection, draft, acting, at, changes=json.dumps(changes, ensure_ascii=False), tested=None)
    before = {path: _digest_of(draft.changes.get(path, base.get(path))) for path in given}
    after = {path: _digest_of(text) for path, text in given.items()}
    note(connection, acting, at, "change catalogue draft", str(draft.id), _told(before), _told(after))


def drop(connection: Connection, acting: Acting, seen: Draft, at: datetime) -> None:
    """The draft is closed without becoming a version; what was typed stays in the store."""
    still(connection, acting, "administer")
    draft = _as_seen(connection, seen)
    _set(connection, draft, acting, at, closed_at=at)
    note(connection, acting, at, "drop catalogue draft", str(draft.id), before=draft.base)


def tried(connection: Connection, files: Mapping[str, str]) -> tuple[Catalogue | None, tuple[Fault, ...]]:
    """The catalogue that files make, or everything that is wrong with it; what the units of the store need counts."""
    try:
        catalogue = of_files(files)
    except CatalogueError as error:
        return None, tuple(_placed(sentence, files) for sentence in error.faults)
    except RecursionError:
        return None, (Fault("", TOO_DEEP),)
    faults = tuple(_missed(connection, catalogue))
    return (None if faults else catalogue), faults


def test(connection: Connection, acting: Acting, seen: Draft, at: datetime) -> tuple[Fault, ...]:
    """All faults of the draft at once; where there is none, it may be published as it stands."""
    still(connection, acting, "administer")
    draft = _as_seen(connection, seen)
    files = files_of(connection, draft)
    _, faults = tried(connection, files)
    digest = None if faults else files_digest(files)
    connection.execute(update(CatalogueDraft).where(CatalogueDraft.id == draft.id).values(tested=digest))
    note(connection, acting, at, "test catalogue draft", str(draft.id), after=digest or f"{len(faults)} faults")
    return faults


def publish(connection: Connection, acting: Acting, seen: Draft, because: str, at: datetime) -> str:
    """The digest of the new version, by which from now on new reports are checked and live pages judge."""
    still(connection, acting, "administer")
    draft = _as_seen(connection, seen)
    files = files_of(connection, draft)
    digest, before = files_digest(files), published(connection)
    refused = [
        Fault("", sentence)
        for sentence, wrong in (
            (NO_NOTE, not because.strip()),
            (UNTESTED, draft.tested != digest),
            (NOTHING_NEW, digest == before),
        )
        if wrong
    ]
    catalogue, faults = tried(connection, files)
    if refused or faults or catalogue is None:
        raise ReportError([*refused, *faults])
    if not is_kept(connection, digest):
        keep_files(connection, digest, files)
    keep_places(connection, catalogue.geography)
    number = connection.scalar(select(func.max(CataloguePublication.number))) or 0
    row = {"number": number + 1, "digest": digest, "note": because.strip()}
    row |= {"published_by": acting.person.name, "published_at": at}
    connection.execute(insert(CataloguePublication), [row])
    _set(connection, draft, acting, at, closed_at=at)
    note(connection, acting, at, "publish catalogue", digest, before=before or "", after=because.strip())
    return digest


def _as_seen(connection: Connection, seen: Draft) -> Draft:
    draft = open_draft(connection)
    if draft is None or draft.id != seen.id:
        raise ReportError([Fault("", NO_DRAFT)])
    if draft.revision != seen.revision:
        raise ReportError([Fault("", OVERTAKEN, {"by": draft.changed_by})])
    return draft


def _set(connection: Connection, draft: Draft, acting: Acting, at: datetime, **values: object) -> None:
    row = {"revision": draft.revision + 1, "changed_by": acting.person.name, "changed_at": at, **values}
    connection.execute(update(CatalogueDraft).where(CatalogueDraft.id == draft.id).values(row))


def _misplaced(files: Mapping[str, str | None]) -> Iterator[Fault]:
    for path, text in files.items():
        if not PATH.fullmatch(path):
            yield Fault("", NO_PATH, {"path": path})
        if text is not None and len(text) > MOST_LETTERS:
            yield Fault(path, TOO_LONG, {"letters": len(text), "most": MOST_LETTERS})


def _missed(connection: Connection, catalogue: Catalogue) -> Iterator[Fault]:
    """What units in being need and the catalogue no longer has."""
    day = today(connection)
    asked = select(UnitSpell.institution_type, UnitSpell.province).distinct()
    used = connection.execute(asked.join(Unit, Unit.id == UnitSpell.unit).where(*alive(day), *holds(UnitSpell, day)))
    rows = used.all()
    for type_ in sorted({row.institution_type for row in rows} - catalogue.institution_types.keys()):
        yield Fault("", TYPE_GONE, {"type": type_})
    places = {province.code for province in catalogue.geography.provinces_on(day)}
    for code in sorted({row.province for row in rows if row.province} - places):
        yield Fault("", PLACE_GONE, {"province": code, "day": day})


def _placed(sentence: str, files: Mapping[str, str]) -> Fault:
    """A fault of the loader, with the line where its entry begins as its place, if the file tells."""
    named = ENTRY.match(sentence)
    if named:
        for number, line in enumerate(files.get(named["file"], "").splitlines(), start=1):
            if re.fullmatch(rf"""id\s*=\s*["']{re.escape(named["id"])}["'].*""", line.strip()):
                return Fault(f"{named['file']}:{number}", "{sentence}", {"sentence": sentence[named.end("file") + 2 :]})
    return Fault("", "{sentence}", {"sentence": sentence})


def _plain_lines(text: str) -> str:
    """As a file is read: without a byte-order mark, each line ended in one way."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _digest_of(text: str | None) -> str:
    return "–" if text is None else files_digest({"": text})


def _told(files: Mapping[str, str]) -> str:
    return "\n".join(f"{path}: {digest}" for path, digest in sorted(files.items()))
