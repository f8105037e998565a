"""Catalogue versions: kept file by file under their digest, so that an old report can be judged as it was."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl
from sqlalchemy import Connection, func, insert, select

from catalogue import Catalogue, load
from store.queries.frames import MOMENT, frame
from store.schema import CataloguePublication, CatalogueVersion, Report

VERSIONS = {"digest": pl.String, "kept_at": MOMENT, "reports": pl.Int64}
PUBLICATIONS = {"number": pl.Int64, "digest": pl.String, "note": pl.String, "by": pl.String, "at": MOMENT}

# Asked with every answer that is saved, so it is put together once and not each time.
_PUBLISHED: Final = select(CataloguePublication.digest).order_by(CataloguePublication.number.desc()).limit(1)
_REBUILT: dict[str, Catalogue] = {}  # a digest names its files for ever, so one reading serves every store


def keep_catalogue(connection: Connection, catalogue: Catalogue) -> str:
    """The catalogue's digest, under which its files are kept from now on; keeping it again changes nothing."""
    if not is_kept(connection, catalogue.digest):
        keep_files(connection, catalogue.digest, catalogue.files)
    return catalogue.digest


def keep_files(connection: Connection, digest: str, files: Mapping[str, str]) -> None:
    """The files of a version that is not kept yet."""
    row = {"digest": digest, "files": json.dumps(files, ensure_ascii=False), "kept_at": datetime.now(UTC)}
    connection.execute(insert(CatalogueVersion), row)


def is_kept(connection: Connection, digest: str) -> bool:
    return connection.scalar(select(CatalogueVersion.digest).where(CatalogueVersion.digest == digest)) is not None


def kept_files(connection: Connection, digest: str) -> dict[str, str]:
    """The text of every file of a version, by its path; KeyError if the store never kept it."""
    files = connection.scalar(select(CatalogueVersion.files).where(CatalogueVersion.digest == digest))
    if files is None:
        raise KeyError(digest)
    found: dict[str, str] = json.loads(files)
    return found


def kept_catalogue(connection: Connection, digest: str) -> Catalogue:
    """The catalogue as it stood under this digest; KeyError if the store never kept it."""
    if digest not in _REBUILT:
        _REBUILT[digest] = of_files(kept_files(connection, digest))
    return _REBUILT[digest]


def published(connection: Connection) -> str | None:
    """The digest of the version in force; None where nobody has published one, and the shipped catalogue judges."""
    return connection.scalar(_PUBLISHED)


def in_force(connection: Connection, shipped: Callable[[], Catalogue] = load) -> Catalogue:
    """The catalogue by which new reports are checked and live pages judge."""
    digest = published(connection)
    return shipped() if digest is None else kept_catalogue(connection, digest)


def versions(connection: Connection) -> pl.DataFrame:
    """One row per kept version, the newest first: digest, kept_at, reports that answered it."""
    answered = select(Report.catalogue, func.count().label("reports")).group_by(Report.catalogue).subquery()
    asked = (
        select(CatalogueVersion.digest, CatalogueVersion.kept_at, func.coalesce(answered.c.reports, 0))
        .outerjoin(answered, answered.c.catalogue == CatalogueVersion.digest)
        .order_by(CatalogueVersion.kept_at.desc(), CatalogueVersion.digest)
    )
    return frame(connection, asked, VERSIONS)


def publications(connection: Connection) -> pl.DataFrame:
    """One row per version put into force, the newest first: number, digest, note, by, at."""
    of = CataloguePublication
    asked = select(of.number, of.digest, of.note, of.published_by, of.published_at).order_by(of.number.desc())
    return frame(connection, asked, PUBLICATIONS)


def of_files(files: Mapping[str, str]) -> Catalogue:
    """Files become a catalogue; CatalogueError names every fault in them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        catalogue = load(folder)
        catalogue.digest  # noqa: B018 - computed while its files are there
    return catalogue
