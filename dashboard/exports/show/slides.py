"""One slide as HTML: a labelled region with finding, plot, source, the way to its origin, and notes for the speaker."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from dashboard.exports import marks
from dashboard.exports.figure import wording
from dashboard.exports.show.plots import Plots
from dashboard.figures import Figure
from dashboard.words import Words

LONG: Final = 80  # letters of a finding, beyond which they are smaller


class Place(NamedTuple):
    """The number of a slide among so many, and the site whose addresses it names, if any."""

    number: int
    of: int
    site: str


def cover(figures: Sequence[Figure], words: Words, title: str, subtitle: str, of: int) -> str:
    """What the show is, and of which state of the data."""
    notices = dict.fromkeys(notice for figure in figures for notice in figure.notices)
    notes = [f"{number}. {figure.title}" for number, figure in enumerate(figures, start=2)]
    return (
        f'<section class="slide cover" id="1" role="region" aria-label="{_label(1, of, title)}">'
        f"<header><h1>{escape(title)}</h1><p class=says>{escape(subtitle)}</p></header>"
        f'<footer><div><p class="notices">{escape(" · ".join(notices))}</p>'
        f'<p class="origin">{escape(" ".join(_frozen(figures, words)))}</p></div></footer>{_notes(notes)}</section>'
    )


def slide(figure: Figure, picture: Plots, words: Words, place: Place) -> str:
    """The slide of a figure, hidden until it is its turn."""
    finding, rest = wording.finding(figure), wording.rest(figure)
    says = f"<p class=says>{escape(rest)}</p>" if picture.beside else ""
    look = " ".join(["slide", *["beside"] * picture.beside, *["long"] * (len(finding) > LONG)])
    return (
        f'<section class="{look}" id="{place.number}" role="region" hidden '
        f'aria-label="{_label(place.number, place.of, finding)}">'
        f'<header><p class="kicker">{escape(figure.title)}</p><h2>{escape(finding)}</h2>{says}</header>'
        f"{_mark(figure, words, place.site)}"
        f'<div class="plot" role="img" aria-label="{escape(wording.alternative(figure), quote=True)}">'
        f'<div class="wide">{picture.wide}</div><div class="high">{picture.high}</div></div>'
        f'<footer><div><p class="notices">{escape(" · ".join(figure.notices))}</p>'
        f'<p class="origin">{escape(wording.origin(figure, words))}</p></div>'
        f'<span class="number">{place.number}</span></footer>{_notes(_told(figure))}</section>'
    )


def _label(number: int, of: int, text: str) -> str:
    return escape(f"{number}/{of}. {text}", quote=True)


def _mark(figure: Figure, words: Words, site: str) -> str:
    """The square and the code beside it, for those whose camera does not read."""
    leads_to = marks.address(site, figure.code)
    if not leads_to:
        return ""
    label = words("Code that leads to the figure’s origin: {address}", address=leads_to)
    shown = leads_to.partition("//")[2].removesuffix(figure.code)
    return (
        f'<div class="mark">{marks.square(leads_to, label)}<a href="{escape(leads_to, quote=True)}" target="_blank" '
        f'rel="noreferrer">{escape(shown)}<b>{escape(figure.code)}</b></a></div>'
    )


def _frozen(figures: Sequence[Figure], words: Words) -> Iterator[str]:
    """One sentence for each state of the data that is shown; mostly there is one."""
    states = dict.fromkeys((figure.edition, figure.as_of) for figure in figures if figure.edition)
    for edition, day in states:
        yield words(
            "Frozen: data version {n} of {day}, edition {key}.", n=edition.data_version, day=day, key=edition.key[:12]
        )


def _told(figure: Figure) -> Iterator[str]:
    """What the speaker sees and the hall does not."""
    yield figure.says
    if figure.filters:
        yield wording.choices(figure)
    yield from figure.notices


def _notes(told: Iterator[str] | Sequence[str]) -> str:
    return f'<aside class="notes" hidden>{"".join(f"<p>{escape(text)}</p>" for text in told)}</aside>'
