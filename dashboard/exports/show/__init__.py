"""A show: slides as one web page that fetches nothing, for a hall's screen or a speaker's stick.

Its charts are vectors and its data are frozen. The keyboard, a clicker, a finger or a clock leads through it; a second
window shows the speaker what the hall does not see.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from dashboard.exports.figure.svg import faces
from dashboard.exports.show.keys import CONTROLS, KEYS
from dashboard.exports.show.plots import Plots, colours, legible, plots
from dashboard.exports.show.slides import Place, cover, slide
from dashboard.figures import Figure
from dashboard.words import Words

__all__ = ["Occasion", "legible", "show"]

HERE: Final = Path(__file__).parent
SCRIPTS: Final = ("stage.js", "speaker.js", "keys.js")
AT_ONCE: Final = 2  # one is drawn while another is laid out


class Occasion(NamedTuple):
    """What a show is for; `seconds` a slide where it runs by itself, else 0; `site` may be empty."""

    title: str
    subtitle: str = ""
    site: str = ""
    seconds: int = 0


def show(figures: Sequence[Figure], words: Words, occasion: Occasion) -> bytes:
    """The page as UTF-8: a cover and one slide for each figure; ReportError where nobody draws."""
    with ThreadPoolExecutor(AT_ONCE) as makers:
        names = (f"s{number}" for number in range(2, len(figures) + 2))
        drawn = list(makers.map(partial(plots, words=words), figures, names))
    return "".join(_parts(figures, drawn, words, occasion)).encode()


def _parts(figures: Sequence[Figure], drawn: Sequence[Plots], words: Words, occasion: Occasion) -> Iterator[str]:
    script = _script()
    yield f'<!doctype html><html lang="{words.language}" data-theme="light"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'
    yield f'<title>{escape(occasion.title)}</title><link rel="icon" href="data:,">'
    yield f"<style>{faces()}{colours()}{(HERE / 'show.css').read_text('utf-8')}</style></head>"
    yield f'<body data-seconds="{occasion.seconds}" data-name="{_name(figures)}">'
    of = len(figures) + 1
    yield f'<main class="frame" id="stage">{cover(figures, words, occasion.title, occasion.subtitle, of)}'
    for number, (figure, picture) in enumerate(zip(figures, drawn, strict=True), start=2):
        yield slide(figure, picture, words, Place(number, of, occasion.site))
    yield f"</main>{_around(words)}<script>{script}</script></body></html>"


def _around(words: Words) -> str:
    """What stands around the slides: buttons, help, the list of slides, the speaker's desk."""
    buttons = "".join(
        f'<button type="button" data-act="{act}">{escape(words(label))}</button>' for act, label in CONTROLS.items()
    )
    keys = "".join(f"<tr><th scope=row>{escape(key)}</th><td>{escape(words(does))}</td></tr>" for key, does in KEYS)
    desk = (HERE / "desk.html").read_text("utf-8")
    told = {
        "next": words("Next slide"),
        "notes": words("Notes"),
        "clock": words("Time of day"),
        "spent": words("Since the beginning"),
        "end": words("End of the show"),
        "black": words("The screen is black."),
    }
    for name, text in told.items():
        desk = desk.replace(f"{{{name}}}", escape(text))
    return (
        f'<nav class="controls" aria-label="{escape(words("Show"), quote=True)}">{buttons}</nav>'
        '<div class="course" aria-hidden="true"></div><div class="black" hidden></div>'
        '<output class="typed" hidden></output><p class="said" aria-live="polite"></p>'
        f'<dialog class="help" aria-label="{escape(words("Keys"), quote=True)}"><h2>{escape(words("Keys"))}</h2>'
        f"<table>{keys}</table>{_closing(words)}</dialog>"
        f'<dialog class="list" aria-label="{escape(words("Slides"), quote=True)}"><h2>{escape(words("Slides"))}</h2>'
        f"<ol></ol>{_closing(words)}</dialog>{desk}"
    )


def _closing(words: Words) -> str:
    return f'<form method="dialog"><button>{escape(words("Close"))}</button></form>'


def _name(figures: Sequence[Figure]) -> str:
    """By which the windows of one show find each other, and those of another do not."""
    return hashlib.sha256("\0".join(figure.code for figure in figures).encode()).hexdigest()[:16]


def _policy(script: str) -> str:
    """Nothing is fetched and no script runs but this one; styles are inline in every drawing."""
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    parts = ("default-src 'none'", f"script-src 'sha256-{own}'", "style-src 'unsafe-inline'", "font-src data:")
    return "; ".join((*parts, "img-src data:", "base-uri 'none'", "form-action 'none'"))


@cache
def _script() -> str:
    return "".join(["{\n", *((HERE / name).read_text("utf-8") for name in SCRIPTS), "}"])
