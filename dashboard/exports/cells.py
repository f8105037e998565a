"""Cells of files that spreadsheet programs open: nothing that somebody wrote becomes a formula."""

from typing import Final

# A cell that begins so is a formula to a spreadsheet.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
# Excel splits a file by the list separator of its machine, which follows the decimal sign.
SEPARATORS: Final = {"vi": ";", "en": ","}


def harmless(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
