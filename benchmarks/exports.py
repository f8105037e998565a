"""Files out: a figure, a deck of 20 slides, the scorecards of a country, each beside a floor and a peer in one run.

Run it over a store with the demonstration: THIDUA_DATABASE_URL=… python -m benchmarks.exports [--cards N]
"""

import argparse
import io
import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from statistics import median

import plotly.io
import typst
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from dashboard.background.kinds import KINDS as WORK
from dashboard.background.kinds import finished
from dashboard.data.people import EVERYWHERE
from dashboard.exports import figure as files
from dashboard.exports.deck import deck
from dashboard.exports.figure import drawing, paper
from dashboard.figures import Figure
from dashboard.views import gallery
from dashboard.views.reader import Reader

SLIDES, TIMES, PEER_TIMES = 20, 5, 2
BARS = {"figure": 0.5, "deck": 2.0, "card": 180 / 600}  # seconds
DRAWN = ("png", "pdf", "svg")
MEBI = 2**20
PAGE = b'#set document(title: "x")\n#table(columns: 6, ..json(bytes(sys.inputs.told)).flatten())'


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def anew(figure: Figure, times: int) -> Iterator[Figure]:
    """The same figure under other titles, so that nothing kept answers."""
    return (replace(figure, title=f"{figure.title} {number}") for number in range(times))


def one_figure(reader: Reader, figure: Figure) -> None:
    """Each form of a figure that was not drawn before, by each back end; the usual way starts a browser each time."""
    plot = figure.plot
    for name, back_end in drawing.BACK_ENDS.items():
        if not back_end[0]():
            continue
        for form in DRAWN:
            files.export(replace(figure, title=f"warm {name} {form}"), reader.words, form)
            taken = median(seconds(partial(_by, name, each, reader, form)) for each in anew(figure, TIMES))
            told(f"one figure, {form}, {name}", taken, BARS["figure"])
    floor = median(seconds(partial(files.plot_svg, each, 16 / 9)) for each in anew(figure, TIMES))
    print(f"  floor, the plot alone as SVG: {floor:.3f} s")
    peer = median(seconds(lambda: plotly.io.to_image(plot, "png", width=1920, height=1080)) for _ in range(PEER_TIMES))
    print(f"  peer, plotly.io.to_image: {peer:.3f} s")


def _by(name: str, figure: Figure, reader: Reader, form: str) -> None:
    kept, drawing.BACK_ENDS = drawing.BACK_ENDS, {name: drawing.BACK_ENDS[name]}  # type: ignore[misc]
    try:
        files.export(figure, reader.words, form)
    finally:
        drawing.BACK_ENDS = kept  # type: ignore[misc]


def a_deck(reader: Reader, figures: list[Figure]) -> None:
    """Twenty slides of all figures in turn, pictures among them, none of them drawn before."""
    slides = [replace(figure, title=f"{figure.title} {n}") for n, figure in enumerate(islice(cycle(figures), SLIDES))]
    deck(figures[:1], reader.words, title="warm")
    taken = seconds(lambda: deck(slides, reader.words, title="20"))
    told(f"deck of {SLIDES} slides, nothing drawn before", taken, BARS["deck"])
    told(f"deck of {SLIDES} slides, again", seconds(lambda: deck(slides, reader.words, title="20")), BARS["deck"])
    print(f"  floor, python-pptx with {SLIDES} plain charts: {seconds(_plain_deck):.3f} s")
    pasted = median(seconds(lambda: plotly.io.to_image(figures[0].plot, "png", scale=2)) for _ in range(PEER_TIMES))
    print(f"  peer, {SLIDES} pictures by plotly.io.to_image, in proportion: {SLIDES * pasted:.1f} s")


def _plain_deck() -> bytes:
    made, target = Presentation(), io.BytesIO()
    for number in range(SLIDES):
        data = CategoryChartData()
        data.categories = [f"{row}" for row in range(10)]
        data.add_series("x", [float(number + row) for row in range(10)])
        slide = made.slides.add_slide(made.slide_layouts[5])
        place = (Inches(1), Inches(1), Inches(8), Inches(5))
        slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
    made.save(target)
    return target.getvalue()


def scorecards(reader: Reader, round_: str, most: int) -> None:
    """All units' cards as the worker makes them; the floor sets as many pages of that weight and does nothing else."""
    pieces = WORK["scorecards"].pieces(reader, round_, EVERYWHERE)[:most]
    sizes: list[int] = []
    taken = seconds(lambda: sizes.extend(len(content) for _, content in finished(pieces)))
    told(f"{len(pieces)} scorecards", taken, BARS["card"] * len(pieces))
    print(f"  {taken / len(pieces):.3f} s each; {sum(sizes) / MEBI:.0f} MB in all")
    floor = median(seconds(_a_page) for _ in range(TIMES))
    print(f"  floor, Typst alone with a table of 40 rows: {floor * len(pieces) / 2:.0f} s on two cores")


def _a_page() -> None:
    told_ = json.dumps([[f"{row}-{column}" for column in range(6)] for row in range(40)])
    inputs = {"told": told_, "other": str(time.perf_counter())}
    typst.compile(PAGE, format="pdf", sys_inputs=inputs, font_paths=paper.fonts(), pdf_standards=["ua-1"])


def told(what: str, taken: float, bar: float) -> None:
    print(f"{what}: {taken:.3f} s (bar {bar:g} s: {'met' if taken < bar else 'not met'})", flush=True)


def main() -> None:
    """Prints a line each."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cards", type=int, default=10_000, help="at most so many scorecards")
    most: int = asked.parse_args().cards
    reader = gallery.reader_now("vi")
    on = gallery.chosen(reader)
    drawn = (gallery.drawn_or_none(reader, name, on) for name in gallery.names(reader, of_unit=False))
    figures = [figure for figure in drawn if figure is not None]
    one_figure(reader, gallery.drawn(reader, "levels", on))
    a_deck(reader, figures)
    scorecards(reader, on.round, most)
    own, others = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory at most: {own:.0f} MB, of the largest child {others:.0f} MB")


if __name__ == "__main__":
    main()
