"""The figures chosen for a deck, in their order, and the deck as a file that is made at the click."""

from functools import partial

import streamlit as st

from dashboard.exports.deck import deck, needs_picture
from dashboard.exports.figure import can_draw
from dashboard.figures import Figure
from dashboard.views import gallery
from dashboard.views.reader import Reader
from dashboard.views.unit import directory
from dashboard.widgets.choose import NOBODY
from dashboard.widgets.pick import pick, present
from dashboard.widgets.saving import offer

USUAL = ("levels", "course", "moved", "map", "ranks", "shortfalls")
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


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


def offer_deck(reader: Reader, on: gallery.Choice, names: list[str], title: str, subtitle: str) -> None:
    """What is on the slides, what could not be, and the button; `reader` speaks the language of the deck."""
    words = present().words
    figures: list[Figure] = []
    for name in names:
        figure = gallery.drawn_or_none(reader, name, on)
        if figure is None or (needs_picture(figure) and not can_draw()):
            st.warning(words("“{name}” is left out: there is nothing to draw.", name=gallery.names(present())[name]))
        else:
            figures.append(figure)
    if not figures:
        st.info(words("Choose at least one figure."))
        return
    st.markdown("\n".join(f"{number}. {figure.title}" for number, figure in enumerate(figures, start=2)))
    offer(
        words.plural("Save the deck, {n} slide", "Save the deck, {n} slides", len(figures) + 1),
        partial(deck, tuple(figures), reader.words, title=title, subtitle=subtitle),
        f"thidua_{on.round}.pptx",
        PRESENTATION,
        shows=figures,
        icon=":material/slideshow:",
        type="primary",
    )
