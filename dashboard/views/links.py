"""Addresses of other views, as they stand in the rows of a table."""

from urllib.parse import urlencode

from dashboard.views.reader import Reader

FIRST = "vi"  # the language that an address leaves out


def address_of(reader: Reader, page: str, **choices: str) -> str:
    """The address of a page with these choices, in the reader's language, seen from any other page."""
    spoken = {} if reader.language == FIRST else {"lang": reader.language}
    return f"{page}?{urlencode({**choices, **spoken})}"
