"""A figure's plot for a screen: vectors that take the theme's colours, once for a wall and once for a telephone."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from dashboard.exports.figure.drawing import drawn
from dashboard.exports.figure.sheet import Sheet, on_telephone, plot_alone
from dashboard.exports.show.columns import Columns, in_columns
from dashboard.figures import Figure
from dashboard.figures.canvas import SIZE
from dashboard.figures.palette import THEMES, Theme
from dashboard.words import Words

# What a slide leaves to its plot, in hundredths of the slide's width.
ABOVE: Final = (93, 36)
BESIDE: Final = (58, 46)
SMALLEST: Final = 0.8  # letters of a plot; on a slide of 33.9 cm they are those of 8 points
SPACE: Final = re.compile(r">\s+<")
SPACES: Final = re.compile(r"\s+")
TAG: Final = re.compile(r"<[^>]*>")
ROOT: Final = re.compile(r"<svg\b[^>]*>")
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


def plots(figure: Figure, name: str, words: Words) -> Plots:
    """The plot of a slide, whose name tells its parts from those of other slides; ReportError where nobody draws.

    ValueError for a map from which an archipelago or the sea is missing.
    """
    above, beside, high = _laid_out(figure)
    high_inner = _inner(high, f"{name}h-", figure, words)
    view = _framed(high_inner, high)
    if columns := _needs_columns(figure, above, beside, high):
        # The drawing is that of the telephone, and stands in the page twice under different names.
        return Plots(columns.cut(_renamed(high_inner, f"{name}h-", f"{name}c-"), f"{name}c"), view, beside=False)
    is_beside = BESIDE[0] / beside.width > ABOVE[0] / above.width
    wide = beside if is_beside else above
    return Plots(_framed(_inner(wide, f"{name}w-", figure, words), wide), view, is_beside)


def legible(figure: Figure) -> bool:
    """Whether the letters of the plot are read from the back of a hall."""
    above, beside, high = _laid_out(figure)
    columns = _needs_columns(figure, above, beside, high)
    return (SIZE * columns.scale(*ABOVE) if columns else _letters(above, beside)) >= SMALLEST


def _laid_out(figure: Figure) -> tuple[Sheet, Sheet, Sheet]:
    """The plot under words, beside words, and on a telephone."""
    above, beside = (plot_alone(figure, across / down) for across, down in (ABOVE, BESIDE))
    return above, beside, on_telephone(figure)


def _letters(above: Sheet, beside: Sheet) -> float:
    """How high letters are on the slide, in hundredths of its width."""
    return SIZE * max(ABOVE[0] / above.width, BESIDE[0] / beside.width)


def _needs_columns(figure: Figure, above: Sheet, beside: Sheet, high: Sheet) -> Columns | None:
    """How a long chart of rows becomes legible; None for any other."""
    if is_map(figure) or _letters(above, beside) >= SMALLEST:
        return None
    return in_columns(high.plot("light")["layout"], ABOVE)


def colours() -> str:
    """Each ink as a CSS variable that follows the theme."""
    return "".join(
        f"{root}{{{';'.join(f'{_variable(ink)}:{colour}' for ink, colour in THEMES[theme].items())}}}"
        for root, theme in ROOTS.items()
    )


def is_map(figure: Figure) -> bool:
    """Whether the provinces are drawn as areas, in their places or as tiles."""
    is_of_provinces = {"province", "value"} <= set(figure.rows.columns)
    return is_of_provinces and any(trace.fill == "toself" for trace in figure.plot.select_traces())


def _refuse_without_islands(svg: str, words: Words) -> None:
    written = SPACES.sub("", TAG.sub("", svg))
    for name in ("Hoàng Sa", "Trường Sa", words("EAST SEA")):
        if SPACES.sub("", name) not in written:
            raise ValueError(f"no map without {name}")


def _inner(sheet: Sheet, prefix: str, figure: Figure, words: Words) -> str:
    """What is drawn, without the element around it: colours by name, and names that are its own."""
    svg = drawn(sheet.plot("light", transparent=True))
    if is_map(figure):
        _refuse_without_islands(svg, words)
    root = ROOT.search(svg)
    if root is None:
        raise ValueError("no svg element")
    inner = SPACE.sub("><", svg[root.end() :]).removesuffix("</svg>")
    return COLOUR.sub(_named, NAMES.sub(rf"\g<1>{prefix}", inner))


def _renamed(inner: str, before: str, after: str) -> str:
    """The same drawing once more on one page, under names of its own."""
    return re.sub(rf"({NAMES.pattern}){re.escape(before)}", rf"\g<1>{after}", inner)


def _framed(inner: str, sheet: Sheet) -> str:
    """As wide as its place."""
    return f'<svg viewBox="0 0 {sheet.width:.1f} {sheet.height:.1f}" aria-hidden="true">{inner}</svg>'


def _named(found: re.Match[str]) -> str:
    colour = "#" + bytes(map(int, found.groups())).hex() if found.group(1) else found.group().lower()
    return f"var({_variable(INKS[colour])})" if colour in INKS else found.group()


def _variable(ink: str) -> str:
    return f"--ink{int(ink[1:])}"
