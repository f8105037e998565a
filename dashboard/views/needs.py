"""What a report says of a unit's need against a norm, in one sentence."""

from collections.abc import Mapping
from typing import Any

from catalogue import Norm
from dashboard.words import Words


def need_told(words: Words, norm: Norm, row: Mapping[str, Any]) -> str:
    """How much is needed, there and missing; nothing where the need cannot be told yet. `row` is of `metrics.gaps`."""
    if row["need"] is None or row["state"] == "not_applicable":
        return ""
    thing = norm.unit(words.language)
    told = {name: words.number(row[name]) for name in ("need", "have", "shortfall")}
    match row["state"]:
        case "short":
            return words("Needs {need} {thing}, has {have}: {shortfall} missing.", thing=thing, **told)
        case "met":
            return words("Needs {need} {thing}, has {have}: the norm is met.", thing=thing, **told)
    return words("Needs {need} {thing}.", thing=thing, need=told["need"])
