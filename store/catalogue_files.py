"""Catalogue files as they are uploaded, one by one or packed, looked at before they are taken into a draft."""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import Final

from store.faults import N_, Fault, ReportError

SUFFIXES: Final = (".toml", ".csv", ".geojson")
LARGEST: Final = 5_000_000  # bytes, as uploaded
LARGEST_CONTENT: Final = 20_000_000
MOST_FILES: Final = 200
LEFT_ASIDE: Final = ("__MACOSX", ".")  # what systems add to an archive on their own

TOO_LARGE: Final = N_("The file has {size} MB; up to {most} MB are taken.")
NO_ARCHIVE: Final = N_("The archive cannot be opened. Pack the files again, without a password.")
TOO_MUCH: Final = N_("The archive unpacks to {n} files of {size} MB, far more than a catalogue has.")
NOT_UTF8: Final = N_("The letters of the file cannot be read. Save it in UTF-8.")
NOTHING: Final = N_("There is no catalogue file in it: .toml, .csv or .geojson.")


def read_upload(name: str, data: bytes, known: Collection[str]) -> dict[str, str]:
    """The text of each file, by its path in the catalogue; `known` are the paths that there are.

    A file is put where one of its name is, else where its kind belongs. ReportError names all that cannot be taken.
    """
    if len(data) > LARGEST:
        raise ReportError([Fault(name, TOO_LARGE, {"size": round(len(data) / 1e6, 1), "most": LARGEST / 1e6})])
    packed = name.lower().endswith(".zip")
    found = _unpacked(name, data) if packed else {name: data}
    files, faults = {}, []
    for each, content in found.items():
        try:
            files[_place(each, known)] = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            faults.append(Fault(each, NOT_UTF8))
    if not files and not faults:
        faults.append(Fault(name, NOTHING))
    if faults:
        raise ReportError(faults)
    return files


def _unpacked(name: str, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if _counts(part.filename)]
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_FILES or size > LARGEST_CONTENT:
                raise ReportError([Fault(name, TOO_MUCH, {"n": len(parts), "size": round(size / 1e6, 1)})])
            return dict(_contents(archive, parts))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise ReportError([Fault(name, NO_ARCHIVE)]) from error


def _contents(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """The sizes that the archive states bind it: nothing unpacks to more."""
    for part in parts:
        yield part.filename, archive.read(part)


def _counts(path: str) -> bool:
    return path.lower().endswith(SUFFIXES) and not any(each.startswith(LEFT_ASIDE) for each in path.split("/"))


def _place(path: str, known: Collection[str]) -> str:
    """A file of an archive may lie some folders deep; a single one comes without any."""
    steps = PurePosixPath(path.replace("\\", "/")).parts
    tails = ["/".join(steps[start:]) for start in range(len(steps))]
    same_name = [each for each in known if each.rpartition("/")[2] == steps[-1]]
    for tail in tails:
        if tail in known:
            return tail
    if len(same_name) == 1 and len(steps) == 1:
        return same_name[0]
    if len(steps) > 1:
        return "/".join(steps[-2:]) if steps[-2] in ("instruments", "places") else steps[-1]
    return f"instruments/{steps[0]}" if path.endswith(".toml") else f"places/{steps[0]}"
