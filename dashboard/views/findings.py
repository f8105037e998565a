"""The findings of the first screen in the reader's words, each with the place where it can be looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.data import findings
from dashboard.data.findings import Evidence
from dashboard.data.source import remembered
from dashboard.views.naming import province_name, type_name, within
from dashboard.views.reader import Reader


@dataclass(frozen=True)
class Finding:
    """`lead` names it in a few words, `says` tells it, `evidence` is where it comes from."""

    lead: str
    says: str
    evidence: Evidence


@remembered
def told(reader: Reader, round_: str) -> tuple[Finding, ...]:
    """The findings of a round; none where nothing of what they measure is known."""
    return tuple(_told(reader, round_, each) for each in findings.findings(reader.version, round_, reader.today))


def _told(reader: Reader, round_: str, each: findings.Told) -> Finding:
    kinds = each.finding.figures
    figures = {name: WRITTEN[kinds[name]](reader, round_, value) for name, value in each.measured.figures.items()}
    says = each.finding.sentence(reader.language).format_map(figures)
    return Finding(each.finding.name(reader.language), says, each.measured.evidence)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _signed(reader: Reader, change: float | None) -> str:
    text = reader.words.number(change, 1)
    return f"+{text}" if change is not None and text.strip("0,.") and change > 0 else text


def _provinces(reader: Reader, round_: str, codes: object) -> str:
    names = [province_name(reader, round_, str(code)) for code in codes] if isinstance(codes, tuple) else []
    return reader.words.written(names or None)


# How each kind of figure that a sentence of the catalogue names is written.
WRITTEN: Mapping[str, Callable[[Reader, str, object], str]] = {
    "percent": lambda reader, _, value: reader.words.percent(_number(value)),
    "whole percent": lambda reader, _, value: reader.words.percent(_number(value), 0),
    "percentage points": lambda reader, _, value: reader.words(
        "{change} percentage points", change=reader.words.number(_number(value), 1)
    ),
    "points": lambda reader, _, value: reader.words.number(_number(value), 1),
    "change": lambda reader, _, value: _signed(reader, _number(value)),
    "count": lambda reader, _, value: reader.words.number(_number(value), 0),
    "day": lambda reader, _, value: reader.words.written(value),
    "topic": lambda reader, _, value: reader.words.written(value),
    "thing": lambda reader, _, value: str(getattr(value, "unit")(reader.language)),  # noqa: B009 - a norm's own name
    "type": lambda reader, _, value: type_name(reader, str(value)),
    "type within": lambda reader, _, value: within(type_name(reader, str(value))),
    "provinces": _provinces,
}
