"""A show is one file that needs nothing else: led by keys, a clicker or a clock, and followed in a second window."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.exports.figure import drawing, wording
from dashboard.exports.show import Occasion, legible, show
from dashboard.exports.show.columns import Columns
from dashboard.exports.show.plots import is_map, plots
from dashboard.words import Words
from tests.browsing import QUIET
from tests.figures.world import draw, full

VI = Words.of("vi")
OCCASION = Occasion("Hội nghị sơ kết", "Quý III/2026", "https://thidua.example", seconds=20)
CHARTS = ("levels", "province_map", "trend")
WINDOW = re.compile(r'viewBox="0 ([\d.]+) 340.0 ([\d.]+)"')
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def without_browser():
    """Drawn by QuickJS, which needs no time to start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "BACK_ENDS", {"quickjs": drawing.BACK_ENDS["quickjs"]})
        yield


@pytest.fixture(scope="module")
def figures():
    return [draw(chart, full(chart)) for chart in CHARTS]


@pytest.fixture(scope="module")
def page(figures):
    return show(figures, VI, OCCASION).decode()


def test_nothing_is_asked_of_anybody(page):
    outside = set(re.findall(r"https?://[^\"'<> )]+", page))
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

    # Names of a language, and the addresses to which the codes lead when somebody follows them.
    assert {each for each in outside if "w3.org" not in each and "thidua.example/f/" not in each} == set()
    assert f"default-src 'none'; script-src 'sha256-{own}';" in page
    assert len(re.findall("<script", page)) == 1


def test_each_slide_is_a_region_with_finding_alternative_text_source_and_code(page, figures):
    labels = re.findall(r'role="region"[^>]*aria-label="([^"]*)"', page)

    assert labels == [
        "1/4. Hội nghị sơ kết",
        *(f"{n}/4. {wording.finding(figure)}" for n, figure in enumerate(figures, start=2)),
    ]
    for figure in figures:
        assert f'aria-label="{wording.alternative(figure)}"' in page
        assert wording.origin(figure, VI) in page
        assert f"https://thidua.example/f/{figure.code}" in page


def test_without_a_site_no_square_is_drawn_but_the_code_stands(figures):
    page = show(figures[:1], VI, OCCASION._replace(site="")).decode()

    assert 'class="mark"' not in page
    assert figures[0].code in page


@pytest.mark.parametrize("missing", ["Hoàng Sa", "Trường Sa", "BIỂN ĐÔNG"])
def test_a_map_without_an_archipelago_or_the_sea_is_refused(figures, missing):
    whole = figures[1]
    notes = [note for note in whole.plot.to_dict()["layout"]["annotations"] if missing not in note["text"]]
    cut = replace(whole, plot=type(whole.plot)(whole.plot).update_layout(annotations=notes, overwrite=True))

    assert [is_map(figure) for figure in (*figures, draw("gap_heatmap", full("gap_heatmap")))] == [
        False,
        True,
        False,
        False,
    ]
    plots(whole, "s", VI)
    with pytest.raises(ValueError, match=f"no map without {missing}"):
        plots(cut, "s", VI)


@pytest.fixture(scope="module")
def opened(page, tmp_path_factory, chromium_path):
    """A function that opens the file in a fresh browser whose clock stands still: the tab, and what was asked for."""
    from playwright.sync_api import sync_playwright

    file = tmp_path_factory.mktemp("stick") / "show.html"
    file.write_text(page, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))

        def start(address=""):
            context = browser.new_context(
                viewport={"width": 1280, "height": 720}, reduced_motion="reduce", timezone_id="UTC"
            )
            asked = []
            context.on("request", lambda request: asked.append(request.url))
            context.clock.install(time=AT)
            tab = context.new_page()
            tab.goto(f"file://{file}{address}")
            return tab, asked

        yield start
        browser.close()


def seen(tab):
    """The numbers of the slides that are to be seen."""
    return tab.evaluate("[...document.querySelectorAll('#stage .slide:not([hidden])')].map(each => each.id)")


def test_keys_and_a_clicker_lead_through_it_and_nothing_is_fetched(opened):
    tab, asked = opened()
    went = []
    for key in (
        "PageDown",
        "ArrowRight",
        " ",
        "ArrowRight",
        "PageUp",
        "Home",
        "End",
        "ArrowLeft",
        "3",
        "Enter",
        "9",
        "Escape",
    ):
        tab.keyboard.press(key)
        went += seen(tab)

    # past the end it stays; a number waits for Enter, and Esc forgets it
    assert went == ["2", "3", "4", "4", "3", "1", "4", "3", "3", "3", "3", "3"]
    assert asked == [tab.url.split("#")[0]]
    assert tab.locator(".said").text_content().startswith("3/4. ")


def test_the_screen_goes_black_and_the_same_slide_comes_back(opened):
    tab, _ = opened("#2")

    tab.keyboard.press("b")
    dark = tab.locator(".black").is_visible()
    tab.keyboard.press("b")

    assert (dark, tab.locator(".black").is_visible(), seen(tab)) == (True, False, ["2"])


def test_a_slide_is_found_in_the_list_and_a_reload_stays_there(opened):
    tab, _ = opened()

    tab.keyboard.press("g")
    tab.get_by_role("button", name="3/4. ").click()
    tab.reload()

    assert seen(tab) == ["3"]


def test_it_runs_by_itself_over_and_over_until_it_is_stopped(opened):
    tab, _ = opened()
    went = []
    for _ in range(4):
        tab.clock.run_for(20_000)
        went += seen(tab)
    tab.keyboard.press("p")
    tab.clock.run_for(60_000)

    assert (went, seen(tab)) == (["2", "3", "4", "1"], ["1"])


def test_the_speakers_window_keeps_in_step_both_ways(opened):
    tab, asked = opened("#2")
    with tab.expect_popup() as opening:
        tab.keyboard.press("n")
    desk = opening.value
    desk.locator(".desk .now .slide").wait_for()
    first = (desk.locator(".now .slide").get_attribute("id"), desk.locator(".then .slide").get_attribute("id"))
    desk.keyboard.press("ArrowRight")
    tab.locator("#stage .slide[id='3']").wait_for()
    tab.keyboard.press("ArrowRight")
    desk.locator(".now .slide[id='4']").wait_for()

    assert first == ("2", "3")
    assert seen(tab) == ["4"]
    assert desk.locator(".position").text_content() == "4/4"
    assert desk.locator(".end").is_visible()
    assert desk.locator(".told p").first.text_content().strip() != ""
    assert desk.locator(".clock").text_content() == "08:00"
    assert {each.split("#")[0] for each in asked} == {tab.url.split("#")[0]}


def test_on_paper_each_slide_has_a_page(opened):
    tab, _ = opened()

    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))) == 4


def test_the_console_writes_the_same_show_and_keeps_where_its_codes_lead(thidua, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_SITE", "https://thidua.example")

    done = thidua("show", "levels", "--round", "2026-Q2", "--seconds", "15", "--language", "en")

    page = (tmp_path / "thidua_2026-Q2.html").read_text("utf-8")
    code = re.search(r"https://thidua.example/f/([0-9A-F-]+)", page)[1]
    assert done.output == "Written: thidua_2026-Q2.html\n"
    assert 'data-seconds="15"' in page
    assert thidua("figure", code, "--language", "en").output.startswith("The figure shows the round 2026-Q2.\n")


@given(rows=st.integers(8, 60), pitch=st.floats(10, 60), top=st.floats(0, 200), parts=st.integers(2, 4))
def test_columns_show_every_row_once_under_the_same_head(rows, pitch, top, parts):
    columns = Columns(340, top, pitch, 40, rows, parts)

    windows = [(float(begin), float(height)) for begin, height in WINDOW.findall(columns.cut("", "c"))]

    assert [begin for begin, _ in windows[::2]] == [0] * parts  # the heads
    edges = [top, *(begin + height for begin, height in windows[1::2])]
    assert [begin for begin, _ in windows[1::2]] == pytest.approx(edges[:-1], abs=0.2)
    assert edges[-1] == pytest.approx(top + rows * pitch + 40, abs=0.2)


def test_only_a_long_chart_of_rows_is_set_in_columns(figures):
    ranked = [
        {"unit": f"u{n}", "name": f"Sở {n}", "score": 90 - n, "rank": n, "rank_low": n, "rank_high": n}
        for n in range(1, 31)
    ]
    long = draw("ranking", ranked)

    assert 'href="#sc"' in plots(long, "s", VI).wide
    assert [legible(each) for each in (*figures, long)] == [True] * 4
    # not included: short charts, and maps, which no column could show
    assert ["<use" in plots(each, "s", VI).wide for each in figures] == [False] * 3
