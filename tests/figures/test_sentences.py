"""What figures say: fixed rules over the rows, in both languages."""

from functools import partial

import pytest

from dashboard.figures import sentences
from dashboard.figures.naming import shortened, together
from dashboard.words import Words
from tests.figures.rows import LONG
from tests.figures.world import HEADLINE, draw, full

VI = Words.of("vi")
EN = Words.of("en")
WRITE = partial(VI.number, decimals=0)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], ""),
        ([("A", 5)], "Chỉ A có số liệu: 5."),
        ([("A", 5), ("B", 5)], "Cả 2 bằng nhau, cùng 5."),
        ([("A", 7), ("B", 5), ("C", 4)], "Từ cao đến thấp: A (7), B (5), C (4)."),
        (
            [("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 5), ("F", 4)],
            "Cao nhất: A (9), B (8), C (7). Thấp nhất: F (4), E (5), D (6).",
        ),
        # Equals are never cut through: the third and the fourth stand alike, so neither is named.
        (
            [("A", 9), ("B", 8), ("C", 7), ("D", 7), ("E", 5), ("F", 4)],
            "Cao nhất: A (9), B (8). Thấp nhất: F (4), E (5).",
        ),
        # All of the first are equal: they are counted, not listed.
        ([*((name, 9) for name in "ABCDE"), ("F", 1)], "Cao nhất: 5 đơn vị cùng đạt 9. Thấp nhất: F (1)."),
    ],
)
def test_extremes_are_named_and_ties_are_told_whole(pairs, said):
    assert sentences.extremes(VI, pairs, WRITE) == said


SAID = {
    "ranking": "All 2 are equal at 80.0. The first 2 cannot be told apart with certainty. 1 has no data yet.",
    "trend": "2026: 60.0. Up by 10.0 since 2024. Among the same units the change is +7.5. 1 round has no data.",
    "gap_heatmap": (
        "Widest gaps: Phòng máy in Hà Nội (60%); {long} in Huế (12%). 1 of 3 known norms are met. 1 cell has no data."
    ),
    "gap_bars": (
        "30 of 33 units with data fall short on “{long}”. In all, 123,456 máy are missing. "
        "Least is known about “Phòng máy”: 34 units have no data."
    ),
    "closing": (
        "Closed everywhere: Phòng máy. "
        "Most of the money goes to: Nhân lực CNTT chuyên trách 1, 1,296.3 billion đồng. Nothing goes to: Máy tính."
    ),
    # not included: the pillar in which only one unit has a score
    "comparison": (
        "Furthest apart in “teach”: {long} 58.0 points ahead of Trường Đại học Minh họa số 4. "
        "Closest in “{long}”: 2.0 points."
    ),
    "change": (
        "1 of 2 rose, 1 fell. The mean moved by +2.0, among the same 2 units by +2.5. "
        "Greatest rises: {long} (+5.5). Greatest falls: Trường Đại học Minh họa số 2 (−4.0). "
        "Not compared: 1 new, 0 gone."
    ),
    "drivers": (
        "{long} moves the ranks most: 50% of their variance. "
        "Its lead over Phép tổng hợp lies within the error of the estimate."
    ),
}


@pytest.mark.parametrize("chart", SAID)
def test_each_chart_says_what_its_rows_show(chart):
    assert draw(chart, full(chart), "en").says == SAID[chart].format(long=LONG)


def test_a_change_is_that_of_the_headline():
    assert HEADLINE["mean"] - HEADLINE["previous_mean"] == 2  # what the sentence above says


def test_a_ranking_tells_the_highlighted_unit_first_with_its_range():
    says = draw("ranking", full("ranking"), highlight="u1").says

    assert says.startswith(
        "Trường Đại học Minh họa số 2 đứng thứ 1 với 80,0 điểm; mọi thứ hạng từ 1 đến 3 đều có thể xảy ra. "
    )


def test_a_ranking_of_many_draws_forty_and_the_highlighted_one_and_says_so():
    rows = [{"unit": f"u{n}", "name": f"U{n}", "score": 100.0 - n, "rank": n + 1} for n in range(60)]

    figure = draw("ranking", rows, highlight="u55")

    drawn = next(trace for trace in figure.plot.data if trace.customdata is not None)
    assert list(drawn.customdata) == [*(f"u{n}" for n in range(39)), "u55"]
    assert figure.says.endswith("Biểu đồ thể hiện 40 trong tổng số 60; bảng số liệu có đầy đủ.")
    assert figure.rows.height == 60


@pytest.mark.parametrize(
    ("target", "said"),
    [(60.0, "Đã đạt mục tiêu 60."), (65.5, "Còn thiếu 5,5 để đạt mục tiêu 65,5.")],
)
def test_a_trend_is_measured_against_its_target(target, said):
    assert said in draw("trend", full("trend"), target=target).says


def test_a_trend_breaks_where_a_round_has_no_data():
    line = draw("trend", full("trend")).plot.data[0]

    assert (list(line.y), line.connectgaps) == ([50.0, None, 60.0], False)


def test_zero_is_told_apart_from_nothing_known():
    cells = draw("gap_heatmap", full("gap_heatmap")).plot.data
    values = next(trace for trace in cells if trace.mode == "text")

    assert list(values.text) == ["0", "60", "12", ""]
    assert [trace.fillpattern.shape for trace in cells if trace.type == "scatter" and trace.fillpattern.shape] == ["/"]


@pytest.mark.parametrize(
    ("name", "most", "short"),
    [
        ("Sở GDĐT Huế", 27, "Sở GDĐT Huế"),
        ("Sở Giáo dục và Đào tạo Huế", 20, "Sở GDĐT Huế"),
        ("Trường Đại học Minh họa số 12", 24, "ĐH Minh họa số 12"),
        ("Nhân viên công nghệ thông tin chuyên trách", 30, "Nhân viên công nghệ…trách"),
    ],
)
def test_long_names_are_shortened_where_they_differ_least(name, most, short):
    assert shortened(name, most) == short
    assert len(short) <= most


def test_names_below_each_other_are_abbreviated_together_or_not_at_all():
    hue, tuyen_quang = "Sở Giáo dục và Đào tạo Huế", "Sở Giáo dục và Đào tạo Tuyên Quang"

    assert together([hue, tuyen_quang], [34, 34]) == [hue, tuyen_quang]
    assert together([hue, tuyen_quang], [34, 33]) == ["Sở GDĐT Huế", "Sở GDĐT Tuyên Quang"]
