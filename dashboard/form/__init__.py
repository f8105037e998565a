"""The form's own scripts and styles."""

from functools import cache
from pathlib import Path
from typing import Final

from dashboard.served import Served

HERE: Final = Path(__file__).parent
KINDS: Final = (".js", ".css")


@cache
def files() -> Served:
    """All of them, as they lie beside this module."""
    return Served("/form", {path.name: path.read_bytes() for path in HERE.iterdir() if path.suffix in KINDS})
