"""The files beside this module, read as they stand: they ship with the code and are checked by its tests."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

Table: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).parent


@cache
def read_toml(name: str) -> Table:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@cache
def province_sizes() -> dict[str, float]:
    """Invented, coarse magnitudes of the 63 old provinces, by code; only their proportions matter."""
    with (FOLDER / "province_sizes.csv").open(encoding="utf-8", newline="") as file:
        return {row["old_code"]: float(row["size"]) for row in csv.DictReader(file)}
