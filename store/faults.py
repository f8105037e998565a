"""What is wrong with a report, in sentences that say where and what to enter instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name, which extraction looks for
    """Mark an English sentence that is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Fault:
    """One thing wrong: its place ("Báo cáo!E12"), an English sentence with {placeholders}, and what goes into them.

    Values are numbers, strings, dates or catalogue entries; the reader's language decides how each is written.
    """

    place: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The fault in English, for a developer or a log."""
        shown = {name: _plain(value) for name, value in self.values.items()}
        sentence = self.sentence.format_map(shown)
        return f"{self.place}: {sentence}" if self.place else sentence


class ReportError(Exception):
    """A report that is refused; it names every fault at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults apart, for whoever shows them in another language."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, Mapping):
        return str(value["name_en"])
    return str(getattr(value, "name_en", value))
