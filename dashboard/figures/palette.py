"""Colours by what they mean, as inks that each theme mixes for itself.

A figure is drawn once for both themes: every colour in it is one of Streamlit's colour tokens, which the browser
replaces by the theme's own colour. For images and files `painted` does the same here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

Theme = Literal["light", "dark"]

CATEGORICAL: Final = tuple(f"#{number:06d}" for number in range(1, 9))
SEQUENTIAL: Final = tuple(f"#{number:06d}" for number in range(11, 21))
DIVERGING: Final = tuple(f"#{number:06d}" for number in range(21, 31))
GRID: Final = "#000035"
TEXT: Final = "#000037"
PAGE: Final = "#000038"

MAIN: Final = CATEGORICAL[0]
ACCENT: Final = CATEGORICAL[1]
# The last places of the categories hold greys for which Streamlit has no token; no chart needs more than six hues.
MUTED: Final = CATEGORICAL[6]  # secondary text, 4.5:1
OUTLINE: Final = CATEGORICAL[7]  # what must be seen but says nothing by its colour, 3:1
EMPTY: Final = GRID  # the ground of "no data", always hatched
SHADE: Final = SEQUENTIAL[0]  # every other band

BEHIND: Final = DIVERGING[1]
AHEAD: Final = DIVERGING[8]
CLEAR: Final = "rgba(0,0,0,0)"


def _mixed(
    categorical: Sequence[str], sequential: Sequence[str], diverging: Sequence[str], **others: str
) -> Mapping[str, str]:
    scales = ((CATEGORICAL, categorical), (SEQUENTIAL, sequential), (DIVERGING, diverging))
    mixed = {ink: colour for inks, colours in scales for ink, colour in zip(inks, colours, strict=True)}
    return {**mixed, GRID: others["grid"], TEXT: others["text"], PAGE: others["page"]}


# The same values stand in .streamlit/config.toml; grid and text are Streamlit's own greys.
THEMES: Final[Mapping[Theme, Mapping[str, str]]] = {
    "light": _mixed(
        ["#0b4f8a", "#e05c01", "#1eaa5f", "#ab446d", "#3d2c1e", "#6c81ff", "#52606d", "#7b8794"],
        ["#e3eef8", "#c9dff1", "#abcde9", "#8ab9df", "#69a3d4", "#4a8cc5", "#2f75b2", "#1b5f9c", "#0b4a82", "#063460"],
        ["#8a3b00", "#b35309", "#d5742a", "#eba26a", "#f7d3b5", "#c9dff1", "#8ab9df", "#4a8cc5", "#1b5f9c", "#063460"],
        grid="#e6eaf1",
        text="#262730",
        page="#ffffff",
    ),
    "dark": _mixed(
        ["#5aa9ee", "#e1681a", "#0de978", "#c6a69e", "#fcf443", "#8763f3", "#a9b4c0", "#6b7885"],
        ["#12304d", "#163f66", "#1b507f", "#226298", "#2f76b0", "#468bc4", "#64a2d5", "#87bae3", "#aed2ef", "#d6e9f9"],
        ["#ffc493", "#f39a52", "#d5742a", "#a55a22", "#6d4630", "#2c4a66", "#2f6a9c", "#468bc4", "#7cb6e6", "#c0dff7"],
        grid="#31333f",
        text="#fafafa",
        page="#0b1219",
    ),
}

# Places on the sequential scale that any eye tells apart, and on which TEXT or PAGE is read at 4.5:1.
CLASS_PLACES: Final = {1: (4,), 2: (2, 6), 3: (0, 4, 8), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 4, 6, 8, 9)}


def class_inks(classes: int) -> tuple[str, ...]:
    """One ink per class, low to high, for 1 to 6 classes; low is near the page's colour in either theme."""
    return tuple(SEQUENTIAL[place] for place in CLASS_PLACES[classes])


def text_on(ink: str) -> str:
    """The ink in which text is legible on another."""
    return PAGE if ink in (*SEQUENTIAL[6:], MAIN, AHEAD, BEHIND) else TEXT


def painted(part: Any, theme: Theme) -> Any:  # noqa: ANN401 - a figure's JSON is nested as deep as it likes
    """A figure's dictionary with a theme's colours in place of the inks, for wherever Streamlit does not draw it."""
    match part:
        case str():
            return THEMES[theme].get(part, part)
        case dict():
            return {key: painted(value, theme) for key, value in part.items()}
        case list() | tuple():
            return [painted(value, theme) for value in part]
        case _:
            return part
