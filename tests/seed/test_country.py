from collections import Counter
from datetime import date

import pytest

from seed_data.chance import Chance
from seed_data.country import imagine, memberships, spread
from seed_data.reading import province_sizes

TODAY = date(2026, 11, 20)


def test_more_than_604_units_are_open_today_and_the_63_old_departments_are_not(whole):
    alive = Counter(unit.institution_type for unit in whole.units if unit.lives_on(TODAY))

    assert alive == {"department": 34, "ministry_unit": 6, "higher_education": 257, "vocational": 324}
    assert len(whole.old_departments) == 63
    assert {unit.closed for unit in whole.old_departments} == {date(2025, 6, 30)}
    # not open: the two schools that were merged, and the one that was closed
    gone = [unit.id for unit in whole.of_type("vocational") if not unit.lives_on(TODAY)]
    assert gone == ["NN-040", "NN-050", "NN-053"]


def test_institutions_say_that_they_are_invented_and_departments_have_their_official_names(whole):
    names = {unit.id: unit.name_vi for unit in whole.units}

    assert all("minh họa" in name.lower() for id_, name in names.items() if not id_.startswith("SGD"))
    today = [unit.name_vi for unit in whole.units if unit.lives_on(TODAY)]
    assert len(set(today)) == len(today)
    assert names["SGD-15"] == "Sở Giáo dục và Đào tạo tỉnh Lào Cai"
    assert names["SGD63-15"] == "Sở Giáo dục và Đào tạo tỉnh Yên Bái"
    assert names["SGD-79"] == "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"


@pytest.mark.parametrize(("region", "share"), [("R2_2023", 44.2), ("R5_2023", 22.9), ("R6_2023", 6.9)])
def test_universities_are_spread_over_the_old_regions_as_published(catalogue, whole, region, share):
    old = {p.code for p in catalogue.geography.provinces_on(date(2025, 1, 1)) if p.region == region}
    # Lâm Đồng, Đắk Lắk, Gia Lai and Tây Ninh join land of two old regions, so that a home may lie in either
    homes = {catalogue.geography.successor(code) for code in old}
    inside = {home for home in homes if set(catalogue.geography.parts(home)) <= old}
    universities = whole.of_type("higher_education")

    least = 100 * sum(unit.home in inside for unit in universities) / len(universities)
    most = 100 * sum(unit.home in homes for unit in universities) / len(universities)

    assert least - 1 <= share <= most + 1


def test_the_first_units_are_the_same_in_a_smaller_country(catalogue, whole):
    small = imagine(catalogue, Chance(2025), limit=4)

    assert set(small.units) < set(whole.units)
    assert Counter(unit.institution_type for unit in small.units if not unit.successor) == dict.fromkeys(
        ("department", "ministry_unit", "higher_education", "vocational"), 4
    )


def test_each_institution_is_in_one_block_for_all_its_life(whole):
    blocks = {member.unit: (member.valid_from, member.valid_to) for member in memberships(whole)}

    assert blocks == {
        unit.id: (unit.opened, unit.closed)
        for unit in whole.units
        if unit.institution_type in ("higher_education", "vocational")
    }


def test_a_further_place_leaves_the_earlier_ones_as_they_were_and_shares_hold():
    places = spread({"large": 3.0, "middle": 2.0, "small": 1.0})
    first = [next(places) for _ in range(6)]
    then = [next(places) for _ in range(6)]

    assert Counter(first) == {"large": 3, "middle": 2, "small": 1}
    assert Counter(first + then) == {"large": 6, "middle": 4, "small": 2}


def test_every_old_province_has_a_size(catalogue):
    assert set(province_sizes()) == {p.code for p in catalogue.geography.provinces_on(date(2025, 1, 1))}
