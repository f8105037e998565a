"""A long chart of rows in columns side by side, as a newspaper sets a list, so that a hall reads it.

Each column repeats what stands over the rows, its axis and its heads; what stands below them follows the last one.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any, Final, NamedTuple

MOST: Final = 4
GAP: Final = 26  # pixels between two columns
BEGIN: Final = -0.5  # where the first row begins on the axis of rows


class Columns(NamedTuple):
    """A chart of `rows` rows, cut into so many `parts`; sizes are pixels of the drawing."""

    width: float
    top: float
    pitch: float
    bottom: float
    rows: int
    parts: int

    @property
    def each(self) -> int:
        """Rows of a column; the last may have fewer."""
        return ceil(self.rows / self.parts)

    @property
    def size(self) -> tuple[float, float]:
        last = self.rows - self.each * (self.parts - 1)
        height = max(self.each * self.pitch, last * self.pitch + self.bottom)
        return self.parts * (self.width + GAP) - GAP, self.top + height

    def scale(self, across: float, down: float) -> float:
        """How large a pixel of the drawing is where this room is given."""
        width, height = self.size
        return min(across / width, down / height)

    def cut(self, drawing: str, name: str) -> str:
        """The drawing, an SVG's content, in columns; `name` is its own among all names of the page."""
        width, height = self.size
        whole = f'<defs><g id="{name}">{drawing}</g></defs>'
        columns = "".join(self._column(number, name) for number in range(self.parts))
        return f'<svg viewBox="0 0 {width:.1f} {height:.1f}" aria-hidden="true">{whole}{columns}</svg>'

    def _column(self, number: int, name: str) -> str:
        left = number * (self.width + GAP)
        begin = self.top + number * self.each * self.pitch
        rows = min(self.each, self.rows - number * self.each)
        below = self.bottom if number == self.parts - 1 else 0
        return self._window(name, left, 0, 0, self.top) + self._window(
            name, left, self.top, begin, rows * self.pitch + below
        )

    def _window(self, name: str, left: float, top: float, begin: float, height: float) -> str:
        """A piece of the drawing, from a height on, at a place."""
        return (
            f'<svg x="{left:.1f}" y="{top:.1f}" width="{self.width:.1f}" height="{height:.1f}" '
            f'viewBox="0 {begin:.1f} {self.width:.1f} {height:.1f}"><use href="#{name}"/></svg>'
        )


def in_columns(layout: Mapping[str, Any], room: tuple[float, float]) -> Columns | None:
    """The columns in which letters come out largest in a room; None for what is no chart of rows, or a short one."""
    axis, margin = layout.get("yaxis", {}), layout["margin"]
    end, begin = axis.get("range") or (0, 0)
    rows = round(end - begin)
    if begin != BEGIN or rows < 2 * MOST or axis.get("scaleanchor"):
        return None
    pitch = (layout["height"] - margin["t"] - margin["b"]) / rows
    made = [Columns(layout["width"], margin["t"], pitch, margin["b"], rows, parts) for parts in range(2, MOST + 1)]
    return max(made, key=lambda columns: columns.scale(*room))
