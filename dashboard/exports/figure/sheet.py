"""A figure laid out on a sheet of fixed shape: headline, what it says, choices, the plot, and where it comes from.

Sizes are pixels of the plot's own scale, in which its letters have 12. The sheet is the smallest of its shape that
holds everything, so that letters come out as large as they can: its width is not a choice but a result.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from dashboard.exports.figure import wording
from dashboard.exports.fonts import wrapped
from dashboard.figures import Figure
from dashboard.figures.canvas import FONT, NOTICES, SMALL_LINE, SOURCE, TELEPHONE, Part
from dashboard.figures.palette import BEHIND, CLEAR, MAIN, MUTED, PAGE, TEXT, Theme, painted
from dashboard.words import Words

NARROWEST: Final = 640
WIDEST: Final = 6000  # a figure that needs more has more rows than any sheet shows legibly
GROWTH: Final = 1.04
EDGE: Final = 0.035  # of the sheet's width
BESIDE: Final = 0.34  # of the sheet's width, for words that stand beside the plot
LEADING: Final = 1.32  # line to line, in letters
GAP: Final = 0.012  # of the sheet's width, between two texts
AIR: Final = 6  # pixels between a plot that stands alone and its edge


@dataclass(frozen=True)
class Style:
    """Letters of a text as a share of the sheet's width."""

    size: float
    ink: str
    bold: bool = False


KICKER: Final = Style(0.0165, MAIN, bold=True)
HEADLINE: Final = Style(0.0275, TEXT, bold=True)
LONG_HEADLINE: Final = Style(0.0215, TEXT, bold=True)
LONG: Final = 90  # letters
SAYS: Final = Style(0.0165, TEXT)
CHOICES: Final = Style(0.0135, MUTED)
NOTICE: Final = Style(0.0135, BEHIND, bold=True)
ORIGIN: Final = Style(0.0115, MUTED)


@dataclass(frozen=True)
class Text:
    """Wrapped lines at a distance from the top of a block."""

    lines: tuple[str, ...]
    style: Style
    top: float
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


class Told(NamedTuple):
    """What stands around a plot, each in its style: above or beside it, and at the foot."""

    above: tuple[tuple[str, Style], ...] = ()
    foot: tuple[tuple[str, Style], ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """A figure on a sheet of a width, with its words above the plot or beside it."""

    plain: Mapping[str, Any]  # the figure's plot in inks, as Plotly's JSON
    told: Told  # without words, the plot is for a page that says them itself
    made_for: Mapping[str, float]  # as `_made_for` reads it from the plot
    width: float
    shape: float  # width over height
    beside: bool

    @property
    def height(self) -> float:
        return self.width / self.shape

    @property
    def fits(self) -> bool:
        """Whether the plot has the height that it was made for, and the words have room."""
        words_fit = self._words_height <= self.height - 2 * self._edge - self._foot_height
        room = self.height - self._top - self._bottom
        return words_fit and room >= self.made_for["plot"]

    def plot(self, theme: Theme, *, transparent: bool = False) -> dict[str, Any]:
        """What Plotly draws, in a theme's colours."""
        made = self.plain["layout"]
        kept = [note for note in made.get("annotations", ()) if note.get("name") not in (NOTICES, SOURCE)]
        legend = made.get("legend", {})
        layout = {
            **made,
            "autosize": False,
            "width": self.width,
            "height": self.height,
            "margin": {"l": self._left, "r": self._right, "t": self._top, "b": self._bottom, "pad": 0},
            "paper_bgcolor": CLEAR if transparent else PAGE,
            # On a telephone a legend may begin in the left margin, where words may stand here.
            "legend": {**legend, "x": max(legend.get("x", 0), 0)},
            "annotations": [*kept, *self._annotations()],
        }
        result: dict[str, Any] = painted({"data": self.plain["data"], "layout": layout}, theme)
        return result

    @property
    def _edge(self) -> float:
        return EDGE * self.width if self.told.above else 0

    @property
    def _column(self) -> float:
        """The width of the words above the plot or beside it."""
        return BESIDE * self.width if self.beside else self.width - 2 * self._edge

    @property
    def _left(self) -> float:
        beside = self._column + self._edge if self.beside else 0
        return self._edge + beside + self.made_for["left"]

    @property
    def _right(self) -> float:
        return self._edge + self.made_for["right"]

    @property
    def _top(self) -> float:
        above = 0 if self.beside else self._words_height + GAP * self.width
        return self._edge + above + self.made_for["top"]

    @property
    def _bottom(self) -> float:
        return self._edge * 0.7 + self._foot_height + self.made_for["bottom"]

    @cached_property
    def _words(self) -> tuple[Text, ...]:
        return tuple(self._stacked(self.told.above, self._column))

    @cached_property
    def _foot(self) -> tuple[Text, ...]:
        return tuple(self._stacked(self.told.foot, self.width - 2 * self._edge))

    @property
    def _words_height(self) -> float:
        return max((text.top + text.height for text in self._words), default=0)

    @property
    def _foot_height(self) -> float:
        return max((text.top + text.height for text in self._foot), default=0)

    def _stacked(self, told: tuple[tuple[str, Style], ...], room: float) -> Iterator[Text]:
        top = 0.0
        for text, style in told:
            size = style.size * self.width
            if lines := wrapped(text, size, room, bold=style.bold):
                yield Text(lines, style, top, size)
                top += len(lines) * size * LEADING + GAP * self.width * 0.6

    def _annotations(self) -> Iterator[Part]:
        for text in self._words:
            yield self._annotation(text, self._edge + text.top)
        for text in self._foot:
            yield self._annotation(text, self.height - self._edge * 0.7 - self._foot_height + text.top)

    def _annotation(self, text: Text, down: float) -> Part:
        """One annotation a text; its place counts from the plot's corner, which the margins keep from the sheet's."""
        inner = "<br>".join(text.lines)
        return {
            "text": f"<b>{inner}</b>" if text.style.bold else inner,
            "showarrow": False,
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "top",
            "align": "left",
            "borderpad": 0,
            "xshift": self._edge - self._left,
            "yshift": self._top - down,
            "font": {"family": FONT, "size": text.size, "color": text.style.ink},
        }


def laid_out(figure: Figure, words: Words, shape: float) -> Sheet:
    """The figure on the smallest sheet of a shape that holds it; words stand beside a plot that is high, if wider."""
    plain, told = figure.plot.to_dict(), _told(figure, words)
    above = _smallest(plain, told, shape, beside=False)
    if shape <= 1:
        return above
    beside = _smallest(plain, told, shape, beside=True)
    return beside if beside.width < above.width else above


def plot_alone(figure: Figure, shape: float) -> Sheet:
    """The plot without words around it, for a slide or document that says them in letters of its own."""
    return _smallest(figure.plot.to_dict(), Told(), shape, beside=False)


def on_telephone(figure: Figure) -> Sheet:
    """The plot without words, as wide as a telephone and as high as it was made for."""
    plain = figure.plot.to_dict()
    made_for = _made_for(plain["layout"])
    height = sum(made_for[part] for part in ("plot", "top", "bottom")) + AIR
    return Sheet(plain, Told(), made_for, TELEPHONE, TELEPHONE / height, beside=False)


def _smallest(plain: Mapping[str, Any], told: Told, shape: float, *, beside: bool) -> Sheet:
    made_for, width = _made_for(plain["layout"]), float(NARROWEST)
    while not (sheet := Sheet(plain, told, made_for, width, shape, beside)).fits and width < WIDEST:
        width *= GROWTH
    return sheet


def _told(figure: Figure, words: Words) -> Told:
    headline = wording.finding(figure)
    return Told(
        (
            (figure.title, KICKER),
            (headline, HEADLINE if len(headline) <= LONG else LONG_HEADLINE),
            (wording.rest(figure), SAYS),
            (wording.choices(figure), CHOICES),
        ),
        ((" · ".join(figure.notices), NOTICE), (wording.origin(figure, words), ORIGIN)),
    )


def _made_for(layout: Mapping[str, Any]) -> Mapping[str, float]:
    """The plot's own height, and what its labels and legend need around it."""
    margin, lines = layout["margin"], {NOTICES: 0, SOURCE: 0}
    for note in layout.get("annotations", ()):
        if note.get("name") in lines:
            lines[note["name"]] += note["text"].count("<br>") + 1
    return {
        "plot": min(layout["height"] - margin["t"] - margin["b"], _at_most(layout)),
        "left": margin["l"],
        "right": margin["r"],
        "top": margin["t"] - SMALL_LINE * lines[NOTICES],
        "bottom": margin["b"] - SMALL_LINE * lines[SOURCE],
    }


def _at_most(layout: Mapping[str, Any]) -> float:
    """The height beyond which a plot of fixed proportions, as a map is, does not grow on a telephone."""
    across, down = layout.get("xaxis", {}), layout.get("yaxis", {})
    if not down.get("scaleanchor"):
        return float("inf")
    wide, high = (abs(float(axis["range"][1]) - float(axis["range"][0])) for axis in (across, down))
    return TELEPHONE * high * float(down.get("scaleratio", 1)) / wide
