"""Catalogue versions: kept file by file under their digest, so that an old report can be judged as it was."""

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, insert, select

from catalogue import Catalogue, load
from catalogue.loader import read_files
from store.schema import CatalogueVersion

_REBUILT: dict[str, Catalogue] = {}  # a digest names its files for ever, so one reading serves every store


def keep_catalogue(connection: Connection, catalogue: Catalogue) -> str:
    """The catalogue's digest, under which its files are kept from now on; keeping it again changes nothing."""
    digest = catalogue.digest
    known = select(CatalogueVersion.digest).where(CatalogueVersion.digest == digest)
    if connection.scalar(known) is None:
        files = json.dumps(read_files(catalogue.folder), ensure_ascii=False)
        connection.execute(insert(CatalogueVersion), {"digest": digest, "files": files, "kept_at": datetime.now(UTC)})
    return digest


def kept_catalogue(connection: Connection, digest: str) -> Catalogue:
    """The catalogue as it stood under this digest; KeyError if the store never kept it."""
    if digest not in _REBUILT:
        files = connection.scalar(select(CatalogueVersion.files).where(CatalogueVersion.digest == digest))
        if files is None:
            raise KeyError(digest)
        _REBUILT[digest] = _rebuilt(json.loads(files))
    return _REBUILT[digest]


def _rebuilt(files: dict[str, str]) -> Catalogue:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        catalogue = load(folder)
        catalogue.digest  # noqa: B018 - computed while its files are there
    return catalogue
