"""A figure's plot for a screen: vectors that take the theme's colours, once for a wall and once for a telephone."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from dashboard.exports.figure.drawing import drawn
from dashboard.exports.figure.sheet import on_telephone, plot_alone
from dashboard.figures import Figure
from dashboard.figures.canvas import SIZE
from dashboard.figures.palette import THEMES, Theme

# What a slide leaves to its plot, in hundredths of the slide's width.
ABOVE: Final = (93, 36)
BESIDE: Final = (58, 46)
SMALLEST: Final = 0.8  # letters of a plot; on a slide of 33.9 cm they are those of 8 points
SPACE: Final = re.compile(r">\s+<")
ROOT: Final = re.compile(r"<svg\b[^>]*>")
VIEW: Final = re.compile(r'viewBox="([^"]+)"')
COLOUR: Final = re.compile(r"rgb\((\d+), (\d+), (\d+)\)|#[0-9a-fA-F]{6}\b")
NAMES: Final = re.compile(r"""(\bid=["']|url\((?:["']|&quot;)?#|\bhref=["']#)""")
ROOTS: Final[Mapping[str, Theme]] = {":root": "light", ":root[data-theme=dark]": "dark"}
# Two inks may be one colour in the light theme; they are nearly one in the dark theme too.
INKS: Final = {colour: ink for ink, colour in reversed(list(THEMES["light"].items()))}


class Plots(NamedTuple):
    """A plot twice: as SVG for a wide screen and for a high one; `beside`: whether the words stand beside the first."""

    wide: str
    high: str
    beside: bool


def plots(figure: Figure, name: str) -> Plots:
    """The plot of a slide, whose name tells its parts from those of other slides; ReportError where nobody draws."""
    above, beside = (plot_alone(figure, across / down) for across, down in (ABOVE, BESIDE))
    is_beside = BESIDE[0] / beside.width > ABOVE[0] / above.width
    wide = beside if is_beside else above
    return Plots(
        _inline(drawn(wide.plot("light", transparent=True)), f"{name}w-"),
        _inline(drawn(on_telephone(figure).plot("light", transparent=True)), f"{name}h-"),
        is_beside,
    )


def legible(figure: Figure) -> bool:
    """Whether the letters of the plot are read from the back of a hall."""
    letters = (SIZE * across / plot_alone(figure, across / down).width for across, down in (ABOVE, BESIDE))
    return max(letters) >= SMALLEST


def colours() -> str:
    """Each ink as a CSS variable that follows the theme."""
    return "".join(
        f"{root}{{{';'.join(f'{_variable(ink)}:{colour}' for ink, colour in THEMES[theme].items())}}}"
        for root, theme in ROOTS.items()
    )


def _inline(svg: str, prefix: str) -> str:
    """The drawing as a part of a page: as wide as its place, its colours by name, its names its own."""
    root = ROOT.search(svg)
    view = VIEW.search(root.group()) if root else None
    if root is None or view is None:
        raise ValueError("no svg element with a view box")
    inner = SPACE.sub("><", svg[root.end() :])
    inner = COLOUR.sub(_named, NAMES.sub(rf"\g<1>{prefix}", inner))
    return f'<svg viewBox="{view.group(1)}" aria-hidden="true">{inner}'


def _named(found: re.Match[str]) -> str:
    colour = "#" + bytes(map(int, found.groups())).hex() if found.group(1) else found.group().lower()
    return f"var({_variable(INKS[colour])})" if colour in INKS else found.group()


def _variable(ink: str) -> str:
    return f"--ink{int(ink[1:])}"
