import json
from pathlib import Path

import dashboard
from dashboard.drawing import files
from dashboard.figures import CONFIG
from dashboard.figures.palette import THEMES
from tests.figures.world import draw, full


def test_what_a_browser_takes_of_a_figure_is_its_words_and_its_plot_in_inks():
    figure = draw("trend", full("trend"))

    sent = json.loads(figure.written)

    assert sent == {"alt": f"{figure.title}. {figure.says}", "plot": json.loads(figure.plot.to_json())}
    assert figure.written is figure.written  # made once, however many read it


def test_the_script_that_draws_is_given_the_colours_of_both_themes():
    given = files().contents["given.js"].decode().splitlines()

    assert given == [f"export const CONFIG = {json.dumps(CONFIG)};", f"export const INKS = {json.dumps(THEMES)};"]


def test_no_page_fetches_a_second_plotly():
    pages = Path(dashboard.__file__).parent.rglob("*.py")

    assert [path.name for path in pages if "st.plotly_chart" in path.read_text("utf-8")] == []
