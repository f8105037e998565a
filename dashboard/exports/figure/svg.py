"""An SVG that stands alone: it names itself, says what it shows, and carries its letters."""

import base64
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parents[2] / "static" / "fonts"
FAMILY: Final = "Be Vietnam Pro"
WEIGHTS: Final = {400: "Regular", 700: "Bold"}
ROOT: Final = re.compile(r"<svg\b[^>]*>")


def standing_alone(svg: str, *, title: str, says: str, language: str) -> str:
    """The same picture with title, alternative text and language, and with its typeface inside."""
    root = ROOT.search(svg)
    if root is None:
        raise ValueError("no svg element")
    names = f'<title id="title">{escape(title)}</title><desc id="desc">{escape(says)}</desc>'
    told = f' role="img" lang="{language}" xml:lang="{language}" aria-labelledby="title desc">'
    return f"{root.group()[:-1]}{told}{names}<style>{faces()}</style>{svg[root.end() :]}"


@cache
def faces() -> str:
    """The typeface as CSS that asks nobody for anything."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{_base64(name)})}}"
        for weight, name in WEIGHTS.items()
    )


def _base64(name: str) -> str:
    return base64.b64encode((FONTS / f"BeVietnamPro-{name}.woff2").read_bytes()).decode()
