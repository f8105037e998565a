"""A figure as a part of a page: drawn once by the browser from what was written of it once."""

from typing import Final

import streamlit as st

from dashboard.drawing import files
from dashboard.figures import Figure

# A component of Streamlit's second kind lives in the page itself; its own code only fetches what draws.
START: Final = """
const drawing = import(new URL("{address}/chart.js", location.origin).href);
export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".chart");
  drawing.then(({ draw }) => draw(place, data, (id) => setTriggerValue("clicked", id)));
  return () => drawing.then(({ leave }) => leave(place));
}
"""
_chart = st.components.v2.component(
    "thidua_chart",
    html='<div class="chart" role="figure"></div>',
    css="@media print { .chart, .chart * { max-width: 100% !important } }\n.chart { width: 100% }",
    js=START.replace("{address}", files().address),
    isolate_styles=False,  # fonts, print and tests look into the page itself
)


def draw(figure: Figure, key: str) -> str | None:
    """The id that the point carries which was just clicked, if one was."""
    height = int(figure.plot.layout.height)
    shown = _chart(key=key, data=figure.written, height=height, on_clicked_change=_heard)
    clicked: str | None = shown.clicked
    return clicked


def _heard() -> None:
    """Streamlit hands out what was clicked only where somebody listens."""
