"""A sealed edition as one file: a zip whose list of files has a hash that stands for all of it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from store.faults import N_, Fault, ReportError

MANIFEST: Final = "manifest.json"
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell; no clock enters the file
UNIX: Final = 3
READABLE: Final = 0o644 << 16
LARGEST: Final = 512 * 1024 * 1024  # bytes, unpacked
MOMENTS: Final = "%Y-%m-%dT%H:%M:%S%.6fZ"

NO_BUNDLE: Final = N_("The file is not the bundle of a sealed edition, or it is damaged.")
ALTERED: Final = N_("{path} was altered after the edition was sealed.")
MISSING: Final = N_("{path} is missing from the bundle.")
ADDED: Final = N_("{path} was added after the edition was sealed.")


@dataclass(frozen=True, eq=False)
class Bundle:
    """What a bundle holds: its hash, what it says of itself, and its files by path."""

    digest: str
    about: Mapping[str, Any]
    files: Mapping[str, bytes]


def packed(files: Mapping[str, bytes], about: Mapping[str, Any]) -> tuple[str, bytes]:
    """The hash and the bytes of a bundle; the same content gives the same of both, on any day."""
    listed = {path: {"sha256": _digest(content), "bytes": len(content)} for path, content in files.items()}
    manifest = as_json({**about, "files": listed})
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in ((MANIFEST, manifest), *sorted(files.items())):
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system, entry.external_attr, entry.compress_type = UNIX, READABLE, zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return _digest(manifest), target.getvalue()


def unpacked(content: bytes) -> Bundle:
    """The bundle in a file, every byte of it checked; ReportError names each file that is not as it was sealed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise ReportError([Fault("", NO_BUNDLE)])
            files = {name: archive.read(name) for name in archive.namelist()}
        manifest = files.pop(MANIFEST)
        about = json.loads(manifest)
        listed = {str(path): str(entry["sha256"]) for path, entry in about.pop("files").items()}
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, NotImplementedError) as error:
        raise ReportError([Fault("", NO_BUNDLE)]) from error
    if faults := list(_faults(files, listed)):
        raise ReportError(faults)
    return Bundle(_digest(manifest), about, files)


def as_csv(rows: pl.DataFrame) -> bytes:
    """Rows as UTF-8 text: moments in UTC, numbers as short as they are exact, null as nothing, no text as quotes."""
    return rows.write_csv(datetime_format=MOMENTS, line_terminator="\n").encode()


def from_csv(content: bytes, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows that `as_csv` wrote, under the names and types of a schema."""
    moments = [name for name, kind in schema.items() if isinstance(kind, pl.Datetime)]
    read = pl.read_csv(content, schema_overrides={**dict(schema), **dict.fromkeys(moments, pl.String)})
    told = [pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us", time_zone="UTC") for name in moments]
    return read.with_columns(told).select(list(schema))


def as_json(content: Mapping[str, Any]) -> bytes:
    """JSON with its keys in order, so that the same content is the same bytes."""
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _faults(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[Fault]:
    for path, digest in listed.items():
        if path not in files:
            yield Fault("", MISSING, {"path": path})
        elif _digest(files[path]) != digest:
            yield Fault("", ALTERED, {"path": path})
    yield from (Fault("", ADDED, {"path": path}) for path in files.keys() - listed.keys())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
