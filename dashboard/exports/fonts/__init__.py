"""Our typeface for pictures and documents, on machines that do not have it."""

from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FOLDER: Final = Path(__file__).parent
FAMILY: Final = "Be Vietnam Pro"
REGULAR, SEMIBOLD, BOLD = (FOLDER / f"BeVietnamPro-{weight}.ttf" for weight in ("Regular", "SemiBold", "Bold"))
MEASURE: Final = 100  # pixels; widths grow with the size


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a line of text takes at a size in pixels."""
    return face(BOLD if bold else REGULAR, MEASURE).getlength(text) * size / MEASURE


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines that fit the room, broken at spaces; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def face(file: Path, size: int) -> ImageFont.FreeTypeFont:
    """A weight at a size in whole pixels."""
    return ImageFont.truetype(str(file), size)
