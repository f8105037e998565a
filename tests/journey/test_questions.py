"""Four questions of a leader, walked from the overview in at most four clicks and checked against the store."""

import re
from datetime import date

import polars as pl
import pytest

import catalogue as catalogues
from dashboard.data import investment, movement
from dashboard.data.source import Version
from dashboard.words import Words
from metrics.judge import judge
from seed_data.seed import plant
from store import queries
from store.engine import migrate, open_store, reading
from tests import browsing, serving

ROUND, BEFORE_MERGERS, AFTER_MERGERS = "2026-Q3", "2024", "2025-Q3"
COLLEGE = "NN-006"
TODAY = date(2026, 11, 20)  # of the demonstration
WORDS = Words.of("vi")
CLICKS = 4
# Where the marker of a province stands on the screen; null until the map is drawn.
PLACE = """(province) => {
    const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(({ data }) => data);
    const takes = ({ customdata }) => customdata?.includes(province);
    const map = charts.find(({ data, _fullLayout }) => _fullLayout?.xaxis && data.some(takes));
    if (!map) return null;
    map.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top } = map.getBoundingClientRect();
    const { x, y, customdata } = map.data.find(takes);
    const { xaxis, yaxis } = map._fullLayout;
    const at = customdata.indexOf(province);
    return { x: left + xaxis._offset + xaxis.l2p(x[at]), y: top + yaxis._offset + yaxis.l2p(y[at]) };
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A demonstration country that is small, and yet lacks lines for more than 50 billion đồng."""
    url = f"sqlite:///{tmp_path_factory.mktemp('questions')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=20)
    return url


@pytest.fixture(scope="module")
def reader(address, chromium_path):
    with serving.serving(THIDUA_DATABASE_URL=address) as base, browsing.reading(chromium_path, base) as someone:
        yield someone


@pytest.fixture
def leader(reader):
    """At the overview, with no click spent."""
    reader.open("/?lang=vi")
    return Leader(reader)


class Leader:
    """Counts the clicks; what is typed costs none."""

    def __init__(self, reader):
        self.reader, self.page, self.clicks = reader, reader.page, 0

    def click(self, role, name, *, seen):
        """Click what has this role and name, and wait until these words stand on a page that has come to rest."""
        self.clicks += 1
        assert self.clicks <= CLICKS, name
        self.page.get_by_role(role, name=name).first.click()
        self.page.get_by_text(seen).first.wait_for()
        self.reader.settle()

    def choose(self, picker, option, *, seen):
        """Two clicks: one opens the list, one takes what typing has left of it."""
        self.clicks += 2
        assert self.clicks <= CLICKS, option
        self.page.get_by_role("combobox", name=picker).first.click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option).first.click()
        self.page.get_by_text(seen).first.wait_for()
        self.reader.settle()

    def slide(self, slider, step, *, seen):
        """One click on a slider's step, which is not its first."""
        self.clicks += 1
        assert self.clicks <= CLICKS, slider
        handle = self.page.get_by_role("slider", name=slider)
        handle.fill(str(step - 1))
        handle.press("ArrowRight")  # a value is taken when its key is let go
        self.page.get_by_text(seen).first.wait_for()
        self.reader.settle()

    def point_at(self, province, *, seen):
        """One click on a province of the map, where the map takes it."""
        self.clicks += 1
        self.page.get_by_text("theo tỉnh, thành phố").first.scroll_into_view_if_needed()
        self.page.wait_for_function(PLACE, arg=province)
        spot = self.page.evaluate(PLACE, province)
        self.page.mouse.move(spot["x"] - 2, spot["y"])
        self.page.mouse.click(spot["x"], spot["y"])
        self.page.get_by_role("heading", name=seen).wait_for()
        self.reader.settle()

    def text(self):
        return " ".join(self.reader.text().split())


def version(address):
    with reading(open_store(address)) as connection:
        return Version(address, queries.state(connection).data_version, catalogues.load().digest)


def answered(address, *questions):
    """One row per unit of the round that answered all of these: its province, and its answers under their own names."""
    with reading(open_store(address)) as connection:
        answers = queries.answers(connection, [ROUND])
        units = queries.units(connection, queries.rounds(connection).filter(pl.col("round") == ROUND)["ends"][0])
    given = answers.filter(pl.col("question").is_in(questions), pl.col("value").is_not_null())
    wide = given.pivot("question", index="unit", values="value", on_columns=list(questions)).drop_nulls()
    return wide.join(units.select("unit", "name_vi", "province"), on="unit")


def most(rows, amount):
    """The three provinces with the greatest sum of an amount: name and sum."""
    names = {place.code: place.name_vi for place in catalogues.load().geography.provinces_on(TODAY)}
    sums = rows.filter(pl.col("province").is_not_null()).group_by("province").agg(pl.sum(amount))
    three = sums.sort(amount, "province", descending=[True, False]).head(3)
    return [(names[code], total) for code, total in three.iter_rows()]


def results(address, round_, institution_type):
    """The results of a type in a round, judged here from the store's answers."""
    instrument = catalogues.load().instrument_for(institution_type)
    with reading(open_store(address)) as connection:
        ends = queries.rounds(connection).filter(pl.col("round") == round_)["ends"][0]
        units = queries.units(connection, ends).filter(pl.col("institution_type") == institution_type)
        answers, appraisals = queries.answers(connection, [round_]), queries.appraisals(connection, round_)
    counted = answers.filter(pl.col("unit").is_in(units["unit"].implode()))["unit"].unique().sort()
    return judge(answers, appraisals, counted, instrument)


def test_which_three_provinces_most_lack_lines_and_what_would_50_billion_close(leader, address):
    catalogue = catalogues.load()
    norm = catalogue.norms["lines"]
    with reading(open_store(address)) as connection:
        price = catalogue.prices_on(queries.today(connection))[norm.price].million_dong
    rows = answered(address, norm.have, norm.per)
    missing = (pl.col(norm.per) * norm.rate - pl.col(norm.have)).clip(lower_bound=0).ceil()
    rows = rows.with_columns(lines=missing)
    plan = investment.plan(version(address), ROUND, "", "learners", 50, "lines").rows
    whole = plan.filter(pl.col("bought") == pl.col("pieces")).height

    leader.click("link", "Thiếu đường truyền Internet", seen="Nơi thiếu nhiều nhất")
    told = [
        f"{name} {WORDS.number(lines, 0)} đường truyền ({WORDS.number(lines * price / 1000, 1)} tỷ đồng)"
        for name, lines in most(rows, "lines")
    ]
    assert f"Nơi thiếu nhiều nhất: {'; '.join(told)}." in leader.text()

    leader.click("link", "Một khoản kinh phí bù đắp được gì", seen=re.compile("^Với .* tỷ đồng, có thể"))
    sums = investment.budgets(version(address), ROUND, "", "lines")
    leader.slide("Kinh phí", sums.index(50), seen="Với 50 tỷ đồng")
    gaps = rows.filter(pl.col("lines") > 0)
    left = WORDS.number(gaps["lines"].sum() * price / 1000 - plan["spent"].sum() / 1000, 1)
    assert f"Với 50 tỷ đồng, có thể bù đắp đủ {whole}/{gaps.height} khoản thiếu hụt đã biết" in leader.text()
    assert f"Còn lại {gaps.height - whole} khoản thiếu hụt, cần thêm {left} tỷ đồng." in leader.text()
    assert plan["spent"].sum() <= 50_000
    assert leader.clicks == 3


def test_why_did_the_rank_of_a_merged_province_change(leader, address):
    def standing(round_):
        rows = results(address, round_, "department").filter(pl.col("item") == "overall")
        return {row["unit"]: (row["score"], row["rank"]) for row in rows.iter_rows(named=True)}

    (yen_bai, was), (lao_cai, now) = standing(BEFORE_MERGERS)["SGD63-15"], standing(AFTER_MERGERS)["SGD-15"]
    causes = movement.why(version(address), AFTER_MERGERS, "department", "overall")
    merger = causes.filter(pl.col("origin") == "SGD63-15", pl.col("unit") == "SGD-15")["merger"][0]

    leader.choose("Xem một tỉnh, thành phố", "Lào Cai", seen="Các tỉnh trước khi sáp nhập")
    assert "Thành lập ngày 01/07/2025 từ Lào Cai, Yên Bái." in leader.text()
    leader.click("link", "Vì sao thứ hạng thay đổi khi sáp nhập", seen=re.compile("tỉnh Yên Bái → .* tỉnh Lào Cai"))

    assert merger < 0  # the better of the two parts lost by it
    assert (
        f"Từ {WORDS.number(yen_bai, 1)} thành {WORDS.number(lao_cai, 1)}: −{WORDS.number(yen_bai - lao_cai, 1)} điểm. "
        f"Chủ yếu do: Sáp nhập đơn vị (−{WORDS.number(-merger, 1)})"
    ) in leader.text()
    assert f"Thứ hạng thay đổi −{now - was} bậc, trong đó:" in leader.text()
    assert leader.clicks == 3


def test_a_province_on_the_map_opens_its_page_and_the_way_back_leads_to_the_map(leader):
    leader.point_at("11", seen="Điện Biên")
    assert leader.page.url.endswith("/province?province=11")
    assert "Điện Biên có " in leader.text()

    leader.page.go_back()
    leader.page.get_by_role("heading", name="Tổng quan").wait_for()
    leader.reader.settle()
    leader.page.wait_for_function("() => location.search === ''")
    assert leader.clicks == 1


def test_is_universal_digital_skills_in_2026_reachable_and_who_needs_support(leader, address):
    target = catalogues.load().targets["bdhvs_5"]
    rows = answered(address, target.of, target.out_of)
    share = 100 * rows[target.of].sum() / rows[target.out_of].sum()
    rows = rows.with_columns(without=(pl.col(target.out_of) - pl.col(target.of)).clip(lower_bound=0))
    worst = rows.sort("without", "unit", descending=[True, False]).row(0, named=True)

    leader.click("link", "Phổ cập kỹ năng số trong năm 2026", seen="Thiếu nhiều nhất ở")

    assert f"Hiện đạt {WORDS.percent(share)}; mục tiêu 100% đến ngày 31/12/2026. Khó đạt đúng hạn" in leader.text()
    listed = ", ".join(f"{name} ({WORDS.number(people, 0)})" for name, people in most(rows, "without"))
    assert f"còn thiếu {WORDS.number(rows['without'].sum(), 0)} (“Số người học" in leader.text()
    assert f"Thiếu nhiều nhất ở: {listed}." in leader.text()
    assert f"Đơn vị thiếu nhiều nhất: {worst['name_vi']} (" in leader.text()
    assert leader.clicks == 1


def test_what_must_this_college_do_to_reach_level_3(leader, address):
    instrument = catalogues.load().instrument_for("vocational")
    own = results(address, ROUND, "vocational").filter(pl.col("unit") == COLLEGE, pl.col("kind") == "pillar")
    pillars = {row["item"]: row for row in own.iter_rows(named=True)}

    leader.click("link", "Đơn vị", seen="Hãy chọn một đơn vị")
    leader.page.get_by_label("Tìm đơn vị").fill(COLLEGE)
    leader.page.keyboard.press("Enter")
    leader.choose("để chọn", "006", seen="Mức độ cần đạt")
    leader.click("radio", "Mức độ 3", seen="lên trên 75")

    for pillar in instrument.pillars:
        score, possible = pillars[pillar.id]["score"], pillars[pillar.id]["possible"]
        assert score <= 75  # else it is there already, and nothing is asked of it
        more = (75 - score) * possible / 100  # of the points of the indicators that apply to it
        assert (
            f"{pillar.name_vi}: cần thêm hơn {WORDS.number(more, 1)} trong {WORDS.number(possible, 0)} điểm của nhóm, "
            f"để điểm quy về thang 100 tăng từ {WORDS.number(score, 1)} lên trên 75"
        ) in leader.text()
    assert leader.clicks == CLICKS
