"""Workbooks filled in by a real spreadsheet program that is not ours: LibreOffice Calc, without a window."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SCRIPT = Path(__file__).with_name("office_script.py")
PATIENCE = 120  # seconds
XLSX = {"FilterName": "Calc MS Excel 2007 XML"}

Settings = Mapping[str, str | bool]


@dataclass(frozen=True)
class Job:
    """One workbook: opened, typed into by (sheet, cell), and saved under each path by the settings of Calc's filter."""

    book: Path
    forms: Mapping[Path, Settings]
    cells: Mapping[tuple[str, str], str | float] = field(default_factory=dict)
    look: Iterable[tuple[str, str]] = ()
    opening: Settings = field(default_factory=dict)


def work(soffice: str, python: str, jobs: Sequence[Job]) -> list[dict[str, str]]:
    """All jobs in one start of the program, which takes seconds; what Calc then shows at the places of each to look at.

    `python` is an interpreter that has UNO. Each call has a profile of its own, so that several may run at once.
    """
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        task = {"soffice": soffice, "profile": profile, "jobs": [_told(job) for job in jobs]}
        done = subprocess.run(
            [python, str(SCRIPT)],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    shown: list[dict[str, str]] = json.loads(done.stdout)
    return shown


def fill(
    soffice: str,
    python: str,
    book: Path,
    cells: Mapping[tuple[str, str], str | float],
    *,
    to: Path,
    look: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:
    """Types into (sheet, cell), saves as .xlsx, and returns what Calc then shows at the places to look at."""
    (shown,) = work(soffice, python, [Job(book, {to: XLSX}, cells, look)])
    return shown


def _told(job: Job) -> dict[str, object]:
    return {
        "book": str(job.book.resolve()),
        "forms": {str(path.resolve()): dict(settings) for path, settings in job.forms.items()},
        "cells": [[sheet, cell, value] for (sheet, cell), value in job.cells.items()],
        "look": list(job.look),
        "opening": dict(job.opening),
    }
