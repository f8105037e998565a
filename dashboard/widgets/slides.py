"""The figures chosen for slides, in their order, and the slides as files that are made at the click."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard.exports.deck import MEDIA_TYPE, deck, needs_picture
from dashboard.exports.figure import can_draw
from dashboard.exports.show import Occasion, legible, show
from dashboard.figures import Figure
from dashboard.views import gallery
from dashboard.views.gallery import Choice
from dashboard.views.reader import Reader
from dashboard.views.unit import directory
from dashboard.widgets.choose import NOBODY
from dashboard.widgets.pick import pick, present
from dashboard.widgets.saving import offer
from dashboard.widgets.site import site
from dashboard.widgets.text import plain, small
from dashboard.words import Words

USUAL = ("levels", "course", "moved", "map", "ranks", "shortfalls")
BY_HAND = "0"
PACES = (BY_HAND, "10", "20", "30", "60")


def choose_figures(*, of_unit: bool) -> list[str]:
    """Names of figures in the order in which they are picked; those about one unit where one is chosen."""
    reader = present()
    known = gallery.names(reader, of_unit=of_unit)
    usual = [name for name in ("unit", "unit-course", *USUAL) if name in known]
    return st.multiselect(
        reader.words("Figures, in the order of the slides"), list(known), usual, format_func=known.__getitem__
    )


def choose_subject(round_: str, institution_type: str) -> str:
    """A unit of the type that has slides of its own, or the empty string."""
    reader = present()
    rows = directory(reader, round_).filter(institution_type=institution_type)
    names = {NOBODY: reader.words("no unit"), **dict(rows.select("unit", "name").iter_rows())}
    chosen = pick(reader.words("Unit with slides of its own"), "unit", list(names), names.__getitem__)
    return "" if chosen == NOBODY else chosen


def choose_pace() -> int:
    """Seconds for each slide of a show that runs by itself, 0 for one that a hand leads."""
    words = present().words
    label = words("How the show runs")
    return int(pick(label, "pace", PACES, lambda pace: _pace(pace, words)))


def show_slides(reader: Reader, on: Choice, names: list[str], title: str) -> dict[str, Figure]:
    """The figures by name, listed after the title; what could not be drawn, or not be read in a hall, is said.

    `reader` speaks the language of the slides. The page stops with a sentence where there is none.
    """
    words = present().words
    figures: dict[str, Figure] = {}
    for name in names:
        figure = gallery.drawn_or_none(reader, name, on)
        if figure is None or (needs_picture(figure) and not can_draw()):
            st.warning(words("“{name}” is left out: there is nothing to draw.", name=gallery.names(present())[name]))
        else:
            figures[name] = figure
    if not figures:
        st.info(words("Choose at least one figure."))
        st.stop()
    titles = [title, *(figure.title for figure in figures.values())]
    st.markdown("\n".join(f"{n}. {plain(title)}" for n, title in enumerate(titles, start=1)))
    for number, figure in enumerate(figures.values(), start=2):
        if not legible(figure):
            small(words("Slide {n} has more rows than are read from the back of a hall.", n=number))
    return figures


def offer_deck(reader: Reader, on: Choice, figures: Mapping[str, Figure], title: str, subtitle: str) -> None:
    """The slides for PowerPoint; `reader` speaks their language."""
    slides = tuple(figures.values())
    offer(
        present().words.plural("Save the deck, {n} slide", "Save the deck, {n} slides", len(slides) + 1),
        partial(deck, slides, reader.words, title=title, subtitle=subtitle),
        f"thidua_{on.round}.pptx",
        MEDIA_TYPE,
        shows=slides,
        views=[gallery.view(name, figure, on) for name, figure in figures.items()],
        icon=":material/slideshow:",
        type="primary",
    )


def offer_show(reader: Reader, on: Choice, figures: Mapping[str, Figure], occasion: Occasion) -> None:
    """The slides as one web page for the hall's screen; a sentence where nobody here draws."""
    words = present().words
    if not can_draw():
        small(words("The show cannot be made on this machine: Chromium or the package plotly-mirage is missing."))
        return
    slides = tuple(figures.values())
    offer(
        words("Save the show (HTML)"),
        partial(show, slides, reader.words, occasion._replace(site=site())),
        f"thidua_{on.round}.html",
        "text/html",
        shows=slides,
        views=[gallery.view(name, figure, on) for name, figure in figures.items()],
        icon=":material/co_present:",
    )


def _pace(pace: str, words: Words) -> str:
    if pace == BY_HAND:
        return words("By hand")
    return words("By itself, {n} seconds a slide, over and over", n=int(pace))
