"""What may be shown to everybody: the rule for figures that rest on few units."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from catalogue.entries import Sourced, Text
from catalogue.reading import build, read_toml

FILE = "publishing.toml"


class SmallCells(Sourced):
    """A figure summed from answers of fewer than so many units is hidden where everybody can read."""

    fewest_units: Annotated[int, Field(ge=2)]
    note_vi: Text
    note_en: Text

    def note(self, language: str) -> str:
        """The rule as readers are told it."""
        return self.note_vi if language == "vi" else self.note_en


def small_cells(folder: Path, faults: list[str]) -> SmallCells | None:
    """The rule of a folder; None where there is no file, as in the versions kept before anything was public."""
    if not (folder / FILE).exists():
        return None
    raw = read_toml(folder / FILE, faults)
    faults.extend(f"{FILE}: no table '{name}'; this file holds [small_cells]" for name in raw if name != "small_cells")
    return build(SmallCells, raw.get("small_cells", {}), f"{FILE}, small_cells", faults)
