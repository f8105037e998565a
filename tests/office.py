"""A workbook filled in by a real spreadsheet program that is not ours: LibreOffice Calc, without a window."""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

SCRIPT = Path(__file__).with_name("office_script.py")
PATIENCE = 120  # seconds


def fill(
    soffice: str,
    python: str,
    book: Path,
    cells: Mapping[tuple[str, str], str | float],
    *,
    to: Path,
    look: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:
    """Types into (sheet, cell), saves as .xlsx, and returns what Calc then shows at the places to look at.

    `python` is an interpreter that has UNO. Each call has a profile of its own, so that several may run at once.
    """
    with tempfile.TemporaryDirectory(prefix="office-") as profile:
        task = {
            "soffice": soffice,
            "profile": profile,
            "book": str(book.resolve()),
            "out": str(to.resolve()),
            "cells": [[sheet, cell, value] for (sheet, cell), value in cells.items()],
            "look": list(look),
        }
        done = subprocess.run(
            [python, str(SCRIPT)],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    shown: dict[str, str] = json.loads(done.stdout)
    return shown
