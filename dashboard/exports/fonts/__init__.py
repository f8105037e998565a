"""Our typeface for pictures and documents, on machines that do not have it."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FOLDER: Final = Path(__file__).parent
FAMILY: Final = "Be Vietnam Pro"
REGULAR, SEMIBOLD, BOLD = (FOLDER / f"BeVietnamPro-{weight}.ttf" for weight in ("Regular", "SemiBold", "Bold"))
NO_SIGN: Final = "\uffff"
MEASURE: Final = 100  # pixels; widths grow with the size


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a line of text takes at a size in pixels."""
    return face(BOLD if bold else REGULAR, MEASURE).getlength(text) * size / MEASURE


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines that fit the room, broken at spaces; a word that is wider has a line of its own."""
    # Where lines break hangs on the room in letters alone, so that a larger sheet of the same shape breaks them alike.
    return _broken(text, round(room / size, 6), bold=bold)


@lru_cache(maxsize=2000)
def _broken(text: str, room: float, *, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, 1, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@lru_cache(maxsize=2000)
def has(sign: str) -> bool:
    """Whether our typeface draws a sign, rather than the box for one that it lacks."""
    drawn = face(REGULAR, MEASURE)
    return bytes(drawn.getmask(sign)) != bytes(drawn.getmask(NO_SIGN)) or drawn.getlength(sign) != drawn.getlength(
        NO_SIGN
    )


@cache
def face(file: Path, size: int) -> ImageFont.FreeTypeFont:
    """A weight at a size in whole pixels."""
    return ImageFont.truetype(str(file), size)
