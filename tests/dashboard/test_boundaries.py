"""One round on the map of its day, on tiles and across the merger: the same units counted, the same names meant."""

from datetime import date

import polars as pl
import pytest

from dashboard.data import boundaries, facts, overview
from dashboard.data.rankings import items
from dashboard.data.source import judged_by, standing
from dashboard.views import boundaries as views
from dashboard.views.reader import Reader

BEFORE, AFTER = "2024", "2026-Q3"
TYPE, ITEM = "department", "overall"


@pytest.fixture
def reader(urls, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls("full"))
    return Reader(standing().version, "vi", date(2026, 11, 20), demonstration=True)


def drawn(reader, round_, view):
    return views.whereabouts(reader, round_, TYPE, ITEM, view)


def named(figure):
    return dict(figure.rows.select("province", "name").iter_rows())


def means(reader, round_):
    """Each province of the round's day by its code."""
    rows = overview.provinces(reader.version, round_, TYPE, ITEM).iter_rows(named=True)
    return {row["code"]: row for row in rows}


@pytest.mark.parametrize("round_", ["2023", BEFORE, "2025-Q3", AFTER])
def test_both_maps_of_a_round_count_the_same_units(reader, round_):
    counts = pl.sum("units", "scored", "weight")
    for instrument in facts.instruments():
        choice = (reader.version, round_, instrument.institution_type, items(instrument)[0])
        own, other = overview.provinces(*choice), boundaries.provinces(*choice)

        once = other.unique("whole")  # not each part of a whole: its figures stand on all of them
        assert once.select(counts).row(0) == own.select(counts).row(0)


@pytest.mark.parametrize("round_", [BEFORE, AFTER])
def test_every_view_of_a_round_says_on_how_many_units_it_rests(reader, round_):
    cover = facts.coverage(reader.version, round_, TYPE)

    told = f"{cover.counted}/{cover.expected} đơn vị có số liệu."
    assert [
        view for view in (views.MAP, views.TILES, views.OTHER) if told not in drawn(reader, round_, view).says
    ] == []


def test_an_old_round_has_63_provinces_on_its_map_and_the_34_of_today_on_tiles(reader):
    places = judged_by().geography
    old, tiles, new = (named(drawn(reader, BEFORE, view)) for view in (views.MAP, views.TILES, views.OTHER))

    assert old == {each.code: each.name_vi for each in places.provinces_on(date(2024, 12, 31))}
    assert tiles == new == {each.code: each.name_vi for each in places.provinces_on(reader.today)}
    assert (old["24"], tiles["24"]) == ("Bắc Giang", "Bắc Ninh")  # the code was given to another province
    assert views.round_of(reader, BEFORE, views.TILES) == views.round_of(reader, BEFORE, views.OTHER) == "2025-Q3"
    assert views.ways(reader, BEFORE)[views.TILES] == "Ô bằng nhau, 34 tỉnh hiện nay"


def test_a_merged_province_shows_both_means_and_its_parts_side_by_side(reader):
    own, number = means(reader, BEFORE), reader.words.number
    parts = [own["02"], own["08"]]  # Hà Giang, Tuyên Quang
    simple = sum(each["simple"] for each in parts) / 2
    weighted = sum(each["simple"] * each["weight"] for each in parts) / sum(each["weight"] for each in parts)

    figure = drawn(reader, BEFORE, views.OTHER)

    whole = figure.rows.row(by_predicate=pl.col("province") == "08", named=True)
    told = "; ".join(f"{each['name_vi']} {number(each['simple'], 1)}" for each in parts)
    assert whole["parts"] == told
    assert (whole["simple"], whole["weighted"], whole["value"]) == pytest.approx((simple, weighted, weighted))
    assert abs(simple - weighted) > 0.1  # else one might stand for the other
    assert {"simple", "weighted", "parts"} <= set(figure.columns)
    hovers = [trace["text"].split("<br>") for trace in figure.plot.to_dict()["data"] if trace.get("fill") == "toself"]
    means_told = f"Mỗi đơn vị như nhau {number(simple, 1)}; theo số người học {number(weighted, 1)}"
    assert [lines[2:4] for lines in hovers if "<b>Tuyên Quang</b>" in lines] == [[means_told, f"Các phần: {told}"]]
    assert [lines for lines in hovers if "<b>Điện Biên</b>" in lines and "Các phần" in str(lines)] == []  # not merged


def test_a_later_round_on_the_63_shows_the_whole_on_each_part_and_nothing_else(reader):
    own = means(reader, AFTER)

    shown = drawn(reader, AFTER, views.OTHER).rows.select("province", "whole", "value")

    rows = {code: (whole, value) for code, whole, value in shown.iter_rows()}
    assert len(rows) == 63
    assert rows["10"] == rows["15"] == ("Lào Cai", own["15"]["simple"])  # Lào Cai and Yên Bái
    assert rows["11"] == (None, own["11"]["simple"])  # Điện Biên merged with nobody
