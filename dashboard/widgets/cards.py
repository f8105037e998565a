"""Headline figures side by side, as many to a row as the screen has room for."""

from collections.abc import Sequence

import streamlit as st

from dashboard.views.overview import Card
from dashboard.widgets.drawn import draw
from dashboard.widgets.pick import present
from dashboard.widgets.text import small, small_print
from dashboard.widgets.ways import link_to

NARROWEST = 160  # pixels
ARROWS = {1: ":material/trending_up:", 0: ":material/trending_flat:", -1: ":material/trending_down:"}


def show_cards(cards: Sequence[Card], key: str, *, most: int) -> None:
    """The figure, its change in words, what it rests on, and its course where there is one; two a row on a phone."""
    with st.grid(most, min_column_width=NARROWEST):
        for number, card in enumerate(cards):
            with st.container(border=True, height="stretch", gap="xsmall"):
                if card.course is None:
                    st.markdown(f"{_headline(card)}\n\n{small_print(card.lines)}")
                    continue
                st.markdown(_headline(card))
                draw(card.course, f"{key} {number}")
                small(*card.lines)
                if card.evidence is not None:
                    why = present().words("Why this number")
                    link_to(card.evidence.page, f":primary[{why}]", icon=None, **card.evidence.choices)


def _headline(card: Card) -> str:
    """In one piece: each piece that a page sends costs as much as many lines of it."""
    change = f"{ARROWS[card.direction]} {card.change}" if card.change else ""
    return f"**{card.title}**\n## {card.value}\n{change}"
