"""Headline figures side by side, as many to a row as the screen has room for."""

from collections.abc import Sequence

import streamlit as st

from dashboard.figures import CONFIG
from dashboard.views.overview import Card
from dashboard.widgets.text import small

NARROWEST = 160  # pixels
ARROWS = {1: ":material/trending_up:", 0: ":material/trending_flat:", -1: ":material/trending_down:"}


def show_cards(cards: Sequence[Card], key: str, *, most: int) -> None:
    """The figure, its change in words, what it rests on, and its course where there is one; two a row on a phone."""
    with st.grid(most, min_column_width=NARROWEST):
        for number, card in enumerate(cards):
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{card.title}**")
                st.markdown(f"## {card.value}")
                if card.change:
                    st.markdown(f"{ARROWS[card.direction]} {card.change}")
                if card.course is not None:
                    name = f"{key} {number}"
                    st.plotly_chart(card.course.plot, key=name, config=dict(CONFIG), alt=card.course.says)
                for line in card.lines:
                    small(line)
