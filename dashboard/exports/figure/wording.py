"""The words of an exported figure: its finding, what follows from it, and the lines that say where it comes from."""

import re
from typing import Final

from catalogue.folding import fold
from dashboard.figures import Figure
from dashboard.figures.canvas import SOURCE
from dashboard.words import Words

# A full stop after these ends no sentence.
SHORT_FORMS: Final = ("TP", "TX", "Q", "P", "GS", "PGS", "TS", "ThS", "Dr", "No", "Mr", "Mrs")
SENTENCE_END: Final = re.compile("".join(rf"(?<!\b{short}\.)" for short in SHORT_FORMS) + r"(?<=[.!?])\s+(?=\S)")
LONGEST_NAME: Final = 60  # letters
ENOUGH: Final = 30  # letters; a shorter sentence says too little to stand alone


def finding(figure: Figure) -> str:
    """The first thing that the figure says, as a headline without its full stop."""
    return _parts(figure)[0]


def rest(figure: Figure) -> str:
    """What it says beyond the finding."""
    return _parts(figure)[1]


def alternative(figure: Figure) -> str:
    """The figure for those who do not see it."""
    return f"{figure.title}. {figure.says}"


def choices(figure: Figure) -> str:
    """The filters in one line."""
    return " · ".join(f"{label}: {value}" for label, value in figure.filters)


def origin(figure: Figure, words: Words) -> str:
    """Source, day, who drew the ground, and the code by which the figure is found again."""
    source = words("Source: {source}. Data as of {day}.", source=figure.source, day=figure.as_of)
    drawn_below = next((note.text for note in figure.plot.layout.annotations if note.name == SOURCE), "")
    credit = drawn_below.replace("<br>", " ").removeprefix(source).strip()
    return " ".join(part for part in (source, credit, words("Figure {code}.", code=figure.code)) if part)


def file_name(figure: Figure, suffix: str) -> str:
    """A name that any system takes: the title without diacritics, and the code."""
    return f"{fold(figure.title).replace(' ', '-')[:LONGEST_NAME]}_{figure.code}.{suffix}"


def _parts(figure: Figure) -> tuple[str, str]:
    sentences = SENTENCE_END.split(figure.says.strip())
    taken = next((n for n in range(1, len(sentences)) if len(" ".join(sentences[:n])) >= ENOUGH), len(sentences))
    return " ".join(sentences[:taken]).removesuffix("."), " ".join(sentences[taken:])
