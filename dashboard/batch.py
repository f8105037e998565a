"""Many files at once: a folder or a zip becomes files, and what is refused goes back with its notes."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Engine

from catalogue import Catalogue
from dashboard.exports.workbook import returned_text
from dashboard.exports.workbook.returning import returned
from dashboard.intake import Taken, take
from dashboard.words import Words
from store.faults import N_, Fault, ReportError
from store.workbook.safety import LARGEST_FILE
from store.workbook.text import SUFFIXES

File = Path | tuple[str, bytes]
AT_ONCE: Final = 40  # files in one transaction: others who write wait no longer than for these
MOST_FILES: Final = 5000
KINDS: Final = (".xlsx", ".csv")
TEMPORARY: Final = "~$"  # what a spreadsheet program leaves beside a file that is open
NO_ZIP: Final = N_("The archive cannot be opened. Pack the files again, without a password.")
TOO_MANY: Final = N_("There are more than {n} files. Import them in parts.")


def files_in(paths: Iterable[Path]) -> list[File]:
    """Files as they are, folders and zips by the workbooks in them. ReportError where a zip is none."""
    found = [file for path in paths for file in _files_of(path)]
    if len(found) > MOST_FILES:
        raise ReportError([Fault("", TOO_MANY, {"n": MOST_FILES})])
    return found


def take_all(
    engine: Engine,
    catalogue: Catalogue,
    files: Sequence[File],
    *,
    by: str,
    submit: bool,
    done: Callable[[int, int], None],
    unsealed: bool = False,
) -> list[Taken]:
    """As `take`, some at a time; `done` hears how many of how many."""
    results: list[Taken] = []
    for start in range(0, len(files), AT_ONCE):
        results += take(engine, catalogue, files[start : start + AT_ONCE], by=by, submit=submit, unsealed=unsealed)
        done(len(results), len(files))
    return results


def send_back(folder: Path, files: Sequence[File], taken: Sequence[Taken], words: Words) -> list[Path]:
    """The refused files with their notes, under their own names; those that cannot carry notes are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file, result in zip(files, taken, strict=True):
        content = _noted(file, result, words)
        if content is not None:
            path = _free(folder / (file.name if isinstance(file, Path) else Path(file[0]).name))
            path.write_bytes(content)
            written.append(path)
    return written


def _files_of(path: Path) -> Iterator[File]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in KINDS and not p.name.startswith(TEMPORARY))
    elif path.suffix.lower() == ".zip":
        yield from unpacked(path)
    else:
        yield path


def unpacked(source: Path | IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each report of a zip, of a too large one only so much that it is refused as such."""
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                name = Path(entry.filename).name
                if name.lower().endswith(KINDS) and not name.startswith((TEMPORARY, "._")):
                    with archive.open(entry) as content:
                        yield name, content.read(LARGEST_FILE + 1)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise ReportError([Fault(str(source) if isinstance(source, Path) else "", NO_ZIP)]) from error


def _noted(file: File, result: Taken, words: Words) -> bytes | None:
    try:
        name, data = (file.name, file.read_bytes()) if isinstance(file, Path) else file
    except OSError:
        return None
    return noted(name, data, result.faults, words) if result.faults else None


def noted(name: str, data: bytes, faults: Sequence[Fault], words: Words) -> bytes | None:
    """The file with what is to be mended in it; None where it cannot carry that."""
    try:
        if name.lower().endswith(SUFFIXES):
            return returned_text(data, name, faults, words)
        return returned(data, faults, words)
    except ReportError:
        return None


def _free(path: Path) -> Path:
    """The path, or one like it with a number where it is taken: two folders may hold files of one name."""
    numbered = (path.with_stem(f"{path.stem} ({n})") for n in range(2, MOST_FILES))
    return path if not path.exists() else next(p for p in numbered if not p.exists())
