"""Every sentence, number, date and name in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from catalogue import Entry
from catalogue.folding import SortKey, vietnamese_key
from store.faults import N_, Fault

__all__ = ["LANGUAGES", "N_", "Words"]

LANGUAGES: Final = {"vi": "Tiếng Việt", "en": "English"}  # the first is spoken where nobody chose
NOTHING: Final = "–"
HERE: Final = timezone(timedelta(hours=7))  # Vietnam keeps one time all year
LOCALES: Final = Path(__file__).parent / "locales"
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEPARATORS: Final = {"vi": str.maketrans(",.-", ".,−"), "en": str.maketrans("-", "−")}


@dataclass(frozen=True)
class Words:
    """One language; equal where the language is equal, so that it can stand in a cache's key."""

    language: str

    @staticmethod
    @cache
    def of(language: str | None) -> "Words":
        """The words of a language; Vietnamese where it is none of ours."""
        return Words(language if language in LANGUAGES else next(iter(LANGUAGES)))

    def __call__(self, message: str, /, **values: object) -> str:
        """An English sentence in the reader's language; each `{placeholder}` takes its value as `written` shows it."""
        translated = _translations(self.language).get(message, message)
        return translated.format_map(self._all_written(values))

    def plural(self, one: str, many: str, n: float, /, **values: object) -> str:
        """The sentence for one or for many, with `{n}` as the number."""
        translated = _translations(self.language).get(one, one if n == 1 else many)
        return translated.format_map(self._all_written({"n": n, **values}))

    def written(self, value: object) -> str:
        """A value as a reader expects it: numbers, dates, times and catalogue entries; text as it is, null as a dash.

        A year is not a number to be grouped: hand it over as text.
        """
        match value:
            case str():
                text = value
            case None:
                text = NOTHING
            case int() | float():
                text = self.number(value)
            case datetime():
                text = self.time(value)
            case date():
                text = self.date(value)
            case Entry() | Mapping():
                text = self.name(value)
            case Iterable():
                text = ", ".join(self.written(each) for each in value)
            case _:
                text = str(value)
        return text

    def number(self, value: float | None, decimals: int | None = None) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English; without `decimals` up to two places, none where whole."""
        if value is None or value != value:  # noqa: PLR0124 - only "not a number" differs from itself
            return NOTHING
        plain = f"{value:,.{2 if decimals is None else decimals}f}"
        if decimals is None:
            plain = plain.rstrip("0").rstrip(".")
        if not plain.strip("-0.,"):
            plain = plain.lstrip("-")
        return plain.translate(SEPARATORS[self.language])

    def percent(self, value: float | None, decimals: int = 1) -> str:
        """A percentage, 0 to 100: 12,5% in Vietnamese, 12.5% in English."""
        number = self.number(value, decimals)
        return number if number == NOTHING else f"{number}%"

    def deadline(self, day: date, hour: time | None = None) -> str:
        """The last moment that still counts, and by whose clocks; the same words wherever a deadline stands."""
        if hour is None:
            return self(N_("the end of {day} (Vietnamese time)"), day=day)
        return self(N_("{moment} (Vietnamese time)"), moment=datetime.combine(day, hour, HERE))

    def date(self, day: date | None) -> str:
        """23/11/2026 in Vietnamese, 23 Nov 2026 in English."""
        if day is None:
            return NOTHING
        if self.language == "vi":
            return f"{day:%d/%m/%Y}"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def time(self, moment: datetime | None) -> str:
        """The minute on Vietnam's clocks, then the day: 14:05 23/11/2026."""
        if moment is None or moment != moment:  # noqa: PLR0124 - only "not a time", as grids have it, differs from itself
            return NOTHING
        here = moment.astimezone(HERE)
        return f"{here:%H:%M} {self.date(here)}"

    def name(self, entry: Entry | Mapping[str, object]) -> str:
        """The name of a catalogue entry, or of a row that has `name_vi` and `name_en`."""
        if isinstance(entry, Entry):
            return entry.name(self.language)
        return str(entry[f"name_{self.language}"])

    def sort_key(self, text: str) -> SortKey:
        """For `sorted`: the Vietnamese alphabet, in either language, since the names are Vietnamese."""
        return vietnamese_key(text)

    def fault(self, fault: Fault) -> str:
        """What is wrong with a report, and where: "Báo cáo!F12: …"."""
        sentence = self(fault.sentence, **fault.values)
        return f"{fault.place}: {sentence}" if fault.place else sentence

    def _all_written(self, values: Mapping[str, object]) -> dict[str, str]:
        return {name: self.written(value) for name, value in values.items()}


@cache
def _translations(language: str) -> Mapping[str, str]:
    """English sentence -> sentence; of a pair of singular and plural, the singular stands for both."""
    path = LOCALES / language / "LC_MESSAGES" / "thidua.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return dict(_pairs(read_po(file, locale=language)))


def _pairs(entries: Catalog) -> Iterable[tuple[str, str]]:
    """Vietnamese does not inflect for number, so one form is enough."""
    for entry in entries:
        source, target = _first(entry.id), _first(entry.string)
        if source and target and not entry.fuzzy:
            yield source, target


def _first(text: str | Sequence[str] | None) -> str:
    return text if isinstance(text, str) else next(iter(text or ()), "")
