"""The way from a figure on a wall back to where it comes from: its address, and a square that cameras read."""

from html import escape
from typing import Final

import segno

PATH: Final = "/f/"
QUIET: Final = 4  # modules of white around the square, without which cameras do not find it


def address(site: str, code: str) -> str:
    """Where a figure's code leads to, at the site of this address; empty where no site is known."""
    return f"{site.rstrip('/')}{PATH}{code}" if site else ""


def square(leads_to: str, label: str) -> str:
    """An address as SVG of whatever size it is given: dark on white in any theme, else cameras do not read it."""
    made = segno.make(leads_to, micro=False, error="m")
    drawn: str = made.svg_inline(border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return drawn.replace("<svg", f'<svg role="img" aria-label="{escape(label, quote=True)}"', 1)
