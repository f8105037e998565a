"""The map and the tiles: every province, both archipelagos by name, the credit, a click that gives the code."""

from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import figures
from dashboard.figures.places import APART, BOTTOM, TAKEN, TOP, label_places
from dashboard.words import Words
from tests.figures.world import DAY, context, draw, geography, outline, provinces, texts

MAPS = ("province_map", "province_tiles")
ARCHIPELAGOS = {
    "vi": ["QĐ. Hoàng Sa (Đà Nẵng)", "QĐ. Trường Sa (Khánh Hòa)", "BIỂN ĐÔNG"],
    "en": ["Hoàng Sa Archipelago (Da Nang)", "Trường Sa Archipelago (Khanh Hoa)", "EAST SEA"],
}


def written(figure):
    return [text.replace("<br>", " ") for text in texts(figure)]


@pytest.mark.parametrize("language", ARCHIPELAGOS)
@pytest.mark.parametrize("chart", MAPS)
@pytest.mark.parametrize("without", [(), ("48", "56"), tuple(each["id"] for each in outline()["features"])])
def test_both_archipelagos_and_the_sea_are_named_whatever_the_data(chart, language, without):
    figure = draw(chart, provinces(language, without=without), language)

    assert [name for name in ARCHIPELAGOS[language] if name not in written(figure)] == []


@pytest.mark.parametrize("language", ARCHIPELAGOS)
@pytest.mark.parametrize("on", [date(2024, 6, 30), DAY])
def test_the_map_of_every_time_names_them(language, on):
    figure = draw("province_map", [], language, outline=outline(on))
    names = [name.split(" (")[0] for name in ARCHIPELAGOS[language]]

    assert [name for name in names if not any(text.startswith(name) for text in written(figure))] == []


def polygons(figure):
    """The rings of each trace that is a surface, as lists of points."""
    for trace in figure.plot.to_dict()["data"]:
        if trace.get("fill") == "toself":
            ring = []
            for point in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
                if point[0] is None:
                    yield ring
                    ring = []
                else:
                    ring.append(point)


@pytest.mark.parametrize("chart", MAPS)
def test_every_ring_is_closed(chart):
    rings = list(polygons(draw(chart, provinces())))

    assert len(rings) >= 34
    assert [ring for ring in rings if len(ring) < 4 or ring[0] != ring[-1]] == []


@pytest.mark.parametrize("chart", MAPS)
def test_a_click_anywhere_gives_the_code_of_a_province(chart):
    figure = draw(chart, provinces())
    codes = [trace["customdata"] for trace in figure.plot.to_dict()["data"] if "customdata" in trace]

    assert [sorted(set(each)) for each in codes] == [[each.code for each in geography().provinces_on(DAY)]]
    assert codes[0].count("48") == codes[0].count("56") == 2  # the mainland and the archipelago


def test_islands_are_dashed_and_have_the_colour_of_their_province():
    squares = [trace for trace in draw("province_tiles", provinces()).plot.to_dict()["data"] if "fill" in trace]
    drawn = {
        (tile.code, tile.kind): (trace["line"]["dash"], trace.get("fillcolor"))
        for tile, trace in zip(geography().tiles, squares, strict=True)
    }

    assert {key: look for key, look in drawn.items() if key[0] in ("48", "56")} == {
        ("48", "province"): ("solid", "#000015"),
        ("48", "archipelago"): ("dash", "#000015"),
        ("56", "province"): ("solid", "#000015"),
        ("56", "archipelago"): ("dash", "#000015"),
    }


@pytest.mark.parametrize("chart", MAPS)
def test_no_data_are_hatched_and_counted(chart):
    figure = draw(chart, provinces(without=("01", "11")))
    hatched = [trace for trace in figure.plot.to_dict()["data"] if trace.get("fillpattern")]

    assert len(hatched) == 2
    assert "chưa có số liệu (2)" in texts(figure)


def test_a_province_without_a_row_is_drawn_as_one_without_data():
    hatched = [
        trace["text"]
        for trace in draw("province_map", provinces()[1:]).plot.to_dict()["data"]
        if "fillpattern" in trace
    ]

    assert hatched == [
        "<b>Hà Nội</b><br>Điểm chung: chưa có số liệu",
        "<b>Điện Biên</b><br>Điểm chung: chưa có số liệu<br>4/9 đơn vị có số liệu",
    ]


def test_the_map_names_the_extremes_alone():
    figure = draw("province_map", provinces())
    named = [text for text in texts(figure) if "<b>" in text]

    assert sorted(named) == [
        "An Giang <b>75,5</b>",
        "Cao Bằng <b>32,0</b>",
        "Cà Mau <b>78,0</b>",
        "Cần Thơ <b>76,0</b>",
        "Hà Nội <b>30,5</b>",
        "Tuyên Quang <b>34,0</b>",
    ]


def test_the_map_names_nobody_where_many_are_equal():
    equal = [{**row, "value": 10.0 if row["province"] < "30" else 20.0} for row in provinces()]
    one = [{**row, "value": 30.0 if row["province"] == "46" else row["value"]} for row in equal]

    assert [text for text in texts(draw("province_map", equal)) if "<b>" in text] == []
    assert [text for text in texts(draw("province_map", one)) if "<b>" in text] == ["Huế <b>30</b>"]


def test_the_map_says_who_leads_and_who_lags():
    assert draw("province_map", provinces()).says == (
        "Cao nhất: Cà Mau (78,0), Cần Thơ (76,0), An Giang (75,5). "
        "Thấp nhất: Hà Nội (30,5), Cao Bằng (32,0), Tuyên Quang (34,0). "
        "Trung vị của 33 giá trị: 51,0. 1 trường hợp chưa có số liệu. 136/306 đơn vị có số liệu."
    )
    assert draw("province_map", provinces("en"), "en").says == (
        "Highest: Ca Mau (78.0), Can Tho (76.0), An Giang (75.5). "
        "Lowest: Hanoi (30.5), Cao Bang (32.0), Tuyen Quang (34.0). "
        "Median of 33: 51.0. 1 has no data yet. 136 of 306 units have data."
    )


def test_the_credit_goes_with_every_map():
    assert "© OpenStreetMap contributors (ODbL)" in " ".join(written(draw("province_map", provinces())))


@given(st.lists(st.floats(8.6, 23.3), min_size=1, max_size=6))
def test_names_beside_the_land_keep_their_distance_and_their_order(latitudes):
    spots = {str(number): (106.0, latitude) for number, latitude in enumerate(latitudes)}
    places = label_places(spots)
    from_north = [places[code][1] for code in sorted(spots, key=lambda code: -spots[code][1])]

    assert all(above - below >= APART - 1e-9 for above, below in pairwise(from_north))
    assert all(BOTTOM <= latitude <= TOP for latitude in from_north)
    assert not any(low < latitude < high for latitude in from_north for low, high in TAKEN)


def on_the_63(language="vi"):
    """Later figures on the former provinces: a merged province's value stands on each of its parts."""
    on = date(2024, 6, 30)
    name = f"name_{language}"
    new = {each.code: getattr(each, name) for each in geography().provinces_on(DAY)}
    rows = []
    for each in geography().provinces_on(on):
        code = geography().successor(each.code)
        merged = len(geography().parts(code)) > 1
        whole = new[code] if merged else None
        rows.append({"province": each.code, "name": getattr(each, name), "value": 30 + int(code) / 2, "whole": whole})
    return pl.DataFrame(rows, schema_overrides={"whole": pl.String}), outline(on)


@pytest.mark.parametrize(
    ("language", "sentence", "swatch", "hover"),
    [
        (
            "vi",
            "Nơi các tỉnh đã sáp nhập, mỗi phần mang giá trị của cả tỉnh mới; giá trị không được chia cho từng phần.",
            "giá trị của tỉnh sau sáp nhập",
            "<b>Hà Giang</b><br>Điểm: 34<br>giá trị của Tuyên Quang, tỉnh mới gồm phần này",
        ),
        (
            "en",
            "Where provinces have merged, each part shows the value of the whole; it is not divided among them.",
            "value of the merged province",
            "<b>Ha Giang</b><br>Điểm: 34<br>value of Tuyen Quang, of which this is a part",
        ),
    ],
)
def test_a_merged_value_is_striped_over_its_parts_and_labelled(language, sentence, swatch, hover):
    rows, before = on_the_63(language)

    figure = figures.province_map(rows, before, Words.of(language), context(language), measure="Điểm")

    assert figure.says.endswith(sentence)
    traces = figure.plot.to_dict()["data"]
    surfaces = [trace for trace in traces if trace.get("fill") == "toself"]
    striped = {
        trace["text"].split("</b>")[0][3:] for trace in surfaces if trace.get("fillpattern", {}).get("shape") == "\\"
    }
    assert striped == set(rows.filter(pl.col("whole").is_not_null())["name"])  # not Hà Nội, which merged with nobody
    assert len(striped) == 52
    assert hover in [trace["text"] for trace in surfaces]
    assert swatch in texts(figure)
    # each merged province counts once, in the legend and among the highest and lowest
    counts = [int(name.rpartition("(")[2].rstrip(")")) for name in texts(figure) if name.endswith(")") and "–" in name]
    assert sum(counts) == 34


def test_the_parts_of_a_province_are_told_where_it_is_pointed_at():
    rows = [
        {**row, "parts": "Hà Giang 40,0; Tuyên Quang 60,0" if row["province"] == "08" else None} for row in provinces()
    ]

    figure = figures.province_map(pl.DataFrame(rows), outline(), Words.of("vi"), context(), measure="Điểm")

    hovers = [trace["text"] for trace in figure.plot.to_dict()["data"] if trace.get("fill") == "toself"]
    assert [text.split("<br>")[2] for text in hovers if "Các phần" in text] == [
        "Các phần: Hà Giang 40,0; Tuyên Quang 60,0"
    ]
