"""Drawing without a browser: Plotly's own code in QuickJS."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from PIL import ImageFont

from dashboard.exports import fonts

NEEDED: Final = ("mirage", "quickjs")
BOLD_FROM: Final = 600
# The stand-in for a browser's page measures the bold part alone where a line is partly bold.
WHOLE_LINES: Final = """
(function () {
    const measured = Element.prototype.getBBox;
    Element.prototype.getBBox = function () {
        const parts = this.tagName.toLowerCase() === "text" ? this.childNodes : [];
        const loose = parts.some((part) => part.nodeType === 3 && part.textContent.trim());
        if (!loose || !parts.some((part) => part.nodeType === 1)) return measured.call(this);
        const plain = document.createElementNS("http://www.w3.org/2000/svg", "text");
        for (const name of ["x", "y", "style", "text-anchor"])
            if (this.hasAttribute(name)) plain.setAttribute(name, this.getAttribute(name));
        plain.textContent = this.textContent;
        return measured.call(plain);
    };
})();
"""


@cache
def found() -> bool:
    """Whether the packages are there; QuickJS is not made for every machine and every Python."""
    return all(find_spec(name) for name in NEEDED)


def draw(plot: Mapping[str, Any]) -> str:
    """A plot as SVG, as large as its layout says."""
    return _worker().submit(_drawn, plot).result()


def _drawn(plot: Mapping[str, Any]) -> str:
    svg: str = _engine().render_svg(plot["data"], plot["layout"])
    return svg


@cache
def _worker() -> ThreadPoolExecutor:
    """One thread, to which the engine belongs."""
    return ThreadPoolExecutor(1, thread_name_prefix="quickjs")


@cache
def _engine() -> Any:  # noqa: ANN401 - mirage has no types
    from mirage import engine  # noqa: PLC0415 - not on every machine

    # It would measure with whatever font it finds, and letters would not fit where they are drawn.
    engine.get_default_font_manager().get_font = _font
    made = engine.MirageEngine()
    made.context.eval(WHOLE_LINES)
    return made


def _font(_family: str, size: float, weight: str = "") -> ImageFont.FreeTypeFont:
    bold = weight == "bold" or (weight.isdecimal() and int(weight) >= BOLD_FROM)
    return fonts.face(fonts.BOLD if bold else fonts.REGULAR, max(round(size), 1))
