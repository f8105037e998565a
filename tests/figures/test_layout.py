"""In a real browser, on a telephone and a wide screen, nothing is cut off, written over or fetched."""

import json
from pathlib import Path

import pytest

from tests import browsing
from tests.figures.world import FRAMES, LANGUAGES, draw, full

FONTS = Path(__file__).parents[2] / "dashboard" / "static" / "fonts"

# Every visible text of a plot with its frame, relative to the plot.
BOXES = """
plot => {
  const frame = plot.getBoundingClientRect();
  return [...plot.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect();
    const [left, top] = [frame.left, frame.top];
    return [text.textContent, box.left - left, box.top - top, box.right - left, box.bottom - top];
  }).filter(([text, left, top, right, bottom]) => text.trim() && right > left);
}
"""


@pytest.fixture(scope="module")
def page(chromium_path, tmp_path_factory):
    """An empty page that knows plotly.js and our font."""
    import plotly

    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    faces = "".join(
        f"@font-face {{font-family: 'Be Vietnam Pro'; font-weight: {weight}; "
        f"src: url({(FONTS / f'BeVietnamPro-{name}.woff2').as_uri()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    file = tmp_path_factory.mktemp("plot") / "plot.html"
    file.write_text(
        f"<meta charset=utf-8><style>{faces} body {{margin: 0; font-family: 'Be Vietnam Pro'}}</style>"
        f"<script src='{script.as_uri()}'></script><p>ữ <b>ữ</b></p><div id=plot></div>",
        "utf-8",
    )
    page = browsing.chromium(chromium_path).new_page()
    page.requests = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


def boxes(page, figure, width):
    drawn = figure.drawn("light")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(
        "([data, layout]) => Plotly.newPlot('plot', data, layout, {displayModeBar: false})",
        [json.loads(json.dumps(drawn["data"])), {**drawn["layout"], "width": width}],
    )
    height = page.evaluate("document.querySelector('#plot .main-svg').getBoundingClientRect().height")
    return height, page.query_selector("#plot").evaluate(BOXES)


def overlap(one, other):
    """Pixels that two frames share in the narrower direction; letters leave about two at each edge."""
    across = min(one[3], other[3]) - max(one[1], other[1])
    down = min(one[4], other[4]) - max(one[2], other[2])
    return min(across, down)


@pytest.mark.browser
@pytest.mark.parametrize("width", [358, 1100])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", FRAMES)
def test_nothing_is_cut_off_or_written_over(page, chart, language, width):
    height, written = boxes(page, draw(chart, full(chart, language), language), width)

    cut = [
        text
        for text, left, top, right, bottom in written
        if left < -1 or top < -1 or right > width + 1 or bottom > height + 1
    ]
    over = [
        (one[0], other[0])
        for number, one in enumerate(written)
        for other in written[number + 1 :]
        if overlap(one, other) > 4
    ]
    assert (cut, over) == ([], [])


@pytest.mark.browser
def test_charts_fetch_nothing(page):
    for chart in FRAMES:
        boxes(page, draw(chart, full(chart)), 358)

    assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []
