"""Provinces are dated, their codes were reused, and a faulty table of places is told whole."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import catalogue
from catalogue.geography import load_geography

SHIPPED = Path(catalogue.__file__).parent / "places"
LAST_OF_63 = date(2025, 6, 30)
FIRST_OF_34 = date(2025, 7, 1)
TODAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def geography():
    faults = []
    shipped = load_geography(SHIPPED, faults)
    assert faults == []
    return shipped


@pytest.fixture
def places(tmp_path):
    return shutil.copytree(SHIPPED, tmp_path / "places")


@pytest.fixture
def change(places):
    """Replaces a text that stands once in a copied file."""

    def replace(name, old, new):
        text = (places / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        (places / name).write_text(text.replace(old, new), "utf-8")

    return replace


@pytest.fixture
def faults(places):
    def tell():
        told = []
        load_geography(places, told)
        return told

    return tell


def line_of(name, beginning):
    """The number of the shipped line that begins so."""
    lines = (SHIPPED / name).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(beginning))


def codes(provinces):
    return [province.code for province in provinces]


def test_63_provinces_became_34_overnight(geography):
    assert [len(geography.provinces_on(on)) for on in (LAST_OF_63, FIRST_OF_34)] == [63, 34]


def test_the_34_official_codes(geography):
    assert " ".join(codes(geography.provinces_on(TODAY))) == (
        "01 04 08 11 12 14 15 19 20 22 24 25 31 33 37 38 40 42 44 46 48 51 52 56 66 68 75 79 80 82 86 91 92 96"
    )


@pytest.mark.parametrize(
    ("on", "cities"),
    [
        (date(2024, 12, 31), ["01", "31", "48", "79", "92"]),
        (date(2025, 1, 1), ["01", "31", "46", "48", "79", "92"]),
        (date(2026, 4, 29), ["01", "31", "46", "48", "79", "92"]),
        (date(2026, 4, 30), ["01", "31", "46", "48", "75", "79", "92"]),
    ],
)
def test_hue_and_dong_nai_became_cities_on_their_days(geography, on, cities):
    assert codes(p for p in geography.provinces_on(on) if p.kind == "city") == cities


def test_the_first_day_of_the_table_has_63_provinces_and_the_day_before_none(geography):
    assert [len(geography.provinces_on(on)) for on in (date(2008, 8, 1), date(2008, 7, 31))] == [63, 0]


def test_eight_codes_carry_another_name_now(geography):
    before = {p.code: p.name_vi for p in geography.provinces_on(date(2024, 12, 31))}
    after = {p.code: p.name_vi for p in geography.provinces_on(TODAY)}

    assert {code: (before[code], name) for code, name in after.items() if before[code] != name} == {
        "15": ("Yên Bái", "Lào Cai"),
        "24": ("Bắc Giang", "Bắc Ninh"),
        "44": ("Quảng Bình", "Quảng Trị"),
        "46": ("Thừa Thiên Huế", "Huế"),
        "52": ("Bình Định", "Gia Lai"),
        "80": ("Long An", "Tây Ninh"),
        "82": ("Tiền Giang", "Đồng Tháp"),
        "91": ("Kiên Giang", "An Giang"),
    }


def test_every_old_province_went_whole_to_one_new_one(geography):
    olds = codes(geography.provinces_on(LAST_OF_63))
    news = codes(geography.provinces_on(FIRST_OF_34))

    assert sorted(old for new in news for old in geography.parts(new)) == olds
    assert all(old in geography.parts(geography.successor(old)) for old in olds)


def test_new_provinces_have_one_to_three_parts_and_eleven_are_unchanged(geography):
    sizes = [len(geography.parts(new)) for new in codes(geography.provinces_on(FIRST_OF_34))]
    unchanged = {new: geography.parts(new) for new in codes(geography.provinces_on(FIRST_OF_34))}

    assert [sizes.count(size) for size in (1, 2, 3)] == [11, 17, 6]
    assert " ".join(new for new, parts in unchanged.items() if parts == (new,)) == "01 04 11 12 14 20 22 38 40 42 46"


@pytest.mark.parametrize(
    ("old", "name", "new"),
    [
        ("10", "Lào Cai", "15"),
        ("27", "Bắc Ninh", "24"),
        ("45", "Quảng Trị", "44"),
        ("64", "Gia Lai", "52"),
        ("72", "Tây Ninh", "80"),
        ("87", "Đồng Tháp", "82"),
        ("89", "An Giang", "91"),
    ],
)
def test_a_province_that_kept_its_name_took_another_code(geography, old, name, new):
    assert geography.province(old, LAST_OF_63).name_vi == name
    assert geography.successor(old) == new
    assert geography.province(new, TODAY).name_vi == name
    with pytest.raises(KeyError):
        geography.province(old, TODAY)


def test_former_names_lead_to_the_present_province(geography):
    assert geography.former_names("79") == ("Bình Dương", "Bà Rịa - Vũng Tàu")
    assert geography.former_names("46") == ("Thừa Thiên Huế",)
    assert geography.former_names("01") == ()


def test_regions_hold_the_provinces_of_their_time(geography):
    def sizes(on):
        homes = [province.region for province in geography.provinces_on(on)]
        return {geography.region(id_).name_vi: homes.count(id_) for id_ in dict.fromkeys(sorted(homes))}

    assert sizes(LAST_OF_63) == {
        "Trung du và miền núi phía Bắc": 14,
        "Đồng bằng sông Hồng": 11,
        "Bắc Trung Bộ và duyên hải miền Trung": 14,
        "Tây Nguyên": 5,
        "Đông Nam Bộ": 6,
        "Đồng bằng sông Cửu Long": 13,
    }
    assert sizes(TODAY) == {
        "Trung du và miền núi phía Bắc": 9,
        "Đồng bằng sông Hồng": 6,
        "Bắc Trung Bộ": 5,
        "Duyên hải Nam Trung Bộ và Tây Nguyên": 6,
        "Đông Nam Bộ": 3,
        "Đồng bằng sông Cửu Long": 5,
    }
    assert [len(geography.regions_on(on)) for on in (LAST_OF_63, TODAY)] == [6, 6]


def test_the_present_provinces_have_published_areas(geography):
    assert sum(p.area_km2 for p in geography.provinces_on(TODAY)) == pytest.approx(331_300, rel=0.001)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Khánh Hoà", "56"),
        ("khanh hoa", "56"),
        ("TP. Đà Nẵng", "48"),
        ("Thành phố Hồ Chí Minh", "79"),
        ("TPHCM", "79"),
        ("Ho Chi Minh City", "79"),
        ("Hanoi", "01"),
        ("Tỉnh Đắc Lắc", "66"),
        ("LÀO CAI", "15"),
    ],
)
def test_a_province_is_found_as_people_write_it(geography, text, code):
    assert geography.by_name(text, TODAY).code == code


@pytest.mark.parametrize("text", ["Yên Bái", "Quảng", "Hà", "", "Lào Cai 2"])
def test_no_province_is_found_for_an_old_name_a_part_of_a_name_or_more_than_a_name(geography, text):
    assert geography.by_name(text, TODAY) is None


def test_an_old_name_is_found_on_an_old_day(geography):
    assert geography.by_name("yen bai", LAST_OF_63).code == "15"
    assert geography.by_name("Lào Cai", LAST_OF_63).code == "10"


def test_tiles_are_the_34_provinces_and_two_archipelagos_each_in_its_own_place(geography):
    provinces = sorted(tile.code for tile in geography.tiles if tile.kind == "province")
    archipelagos = [(tile.name_vi, tile.code) for tile in geography.tiles if tile.kind == "archipelago"]

    assert provinces == codes(geography.provinces_on(TODAY))
    assert archipelagos == [("QĐ. Hoàng Sa", "48"), ("QĐ. Trường Sa", "56")]
    assert len({(tile.row, tile.column) for tile in geography.tiles}) == 36


def test_every_fault_is_told_at_once(change, faults):
    change("regions.csv", "R6,2025-07-01,,", "R5,2025-07-01,,")
    change("provinces.csv", "01,2025-07-01,,Hà Nội,Hanoi,city,R2,", "01,2025-07-01,,Hà Nội,Hanoi,city,R9,")
    change("provinces.csv", "Cao Bằng,Cao Bang,province,R1,", "Cao Bằng,Cao Bang,province,R1_2023,")
    change("provinces.csv", "75,2025-07-01,2026-04-29,", "75,2025-07-01,2026-04-30,")
    change("crosswalk.csv", "02,08,", "03,08,")
    change("crosswalk.csv", "95,96,", "96,97,")
    change("tile_grid.csv", "12,0,0,province", "10,0,1,province")

    regions, provinces, crosswalk, tiles = (
        f"places/{name}.csv line " for name in ("regions", "provinces", "crosswalk", "tile_grid")
    )
    r5, r6 = line_of("regions.csv", "R5,"), line_of("regions.csv", "R6,")
    hanoi, cao_bang = (line_of("provinces.csv", f"{code},2025") for code in ("01", "04"))
    dong_nai, city = (line_of("provinces.csv", f"75,{year}") for year in (2025, 2026))
    mekong = [line_of("provinces.csv", f"{code},2025") for code in ("82", "86", "91", "92", "96")]
    two, bac_lieu, ca_mau = (line_of("crosswalk.csv", key) for key in ("02,", "95,", "96,"))
    left = "R1, R2, R3, R4, R5"
    twin = f"regions.csv line {r5}"
    earlier = f"provinces.csv line {dong_nai}"
    end = "end one before the other begins"
    assert faults() == [
        f"{regions}{r6}: 'R5' is valid from 2025-07-01, while {twin} holds from 2025-07-01 to now; {end}",
        f"{provinces}{city}: '75' is valid from 2026-04-30, while {earlier} holds from 2025-07-01 to 2026-04-30; {end}",
        f"{provinces}{hanoi}: no region 'R9'; the regions are {left}",
        f"{provinces}{cao_bang}: region 'R1_2023' does not hold on 2025-07-01; the regions then are {left}",
        *(f"{provinces}{line}: no region 'R6'; the regions are {left}" for line in mekong),
        f"{crosswalk}{two}: old_code '03' is no province on 2025-06-30",
        f"{crosswalk}{bac_lieu}: new_code '97' is no province on 2025-07-01",
        f"{crosswalk}{ca_mau}: old_code '96' stands in crosswalk.csv line {bac_lieu} too; keep one",
        "places/crosswalk.csv: no line with the old_code '02' (Hà Giang, on 2025-06-30)",
        "places/crosswalk.csv: no line with the old_code '95' (Bạc Liêu, on 2025-06-30)",
        f"{tiles}2: code '10' is no province on 2026-04-30",
        f"{tiles}3: row 0, column 1 is taken by tile_grid.csv line 2; choose another",
        "places/tile_grid.csv: no tile with the code '12' (Lai Châu, on 2026-04-30)",
    ]


def test_a_cell_that_does_not_fit_is_told_once_and_drags_no_others_along(change, faults):
    change("provinces.csv", "15,2025-07-01,,Lào Cai,Lao Cai,province,", "15,1/7/2025,,,Lao Cai,tinh,")
    change("provinces.csv", "province,R1,9361.38,", "province,R1,9361,38,")
    change("provinces.csv", "city,R2,3194.72,", "city,R2,about 3000,")
    change("crosswalk.csv", "04,04,", "4,04,")
    change("tile_grid.csv", "12,0,0,province", "12,-1,0,square")

    lao_cai, phu_tho, hai_phong = (line_of("provinces.csv", f"{code},2025") for code in ("15", "25", "31"))
    cao_bang = line_of("crosswalk.csv", "04,")
    assert faults() == [
        f"places/provinces.csv line {phu_tho}: 13 cells under 12 columns; quote a cell that holds a comma",
        f"places/provinces.csv line {lao_cai}: valid_from is '1/7/2025'; write a day as 2025-07-01",
        f"places/provinces.csv line {lao_cai}: name_vi is empty; write one",
        f"places/provinces.csv line {lao_cai}: no kind 'tinh'; choose from province, city",
        f"places/provinces.csv line {hai_phong}: area_km2 is 'about 3000'; write a number with a point, as 3359.8",
        f"places/crosswalk.csv line {cao_bang}: old_code is '4'; write the two digits as text, 01 and not 1",
        "places/tile_grid.csv line 2: no kind 'square'; choose from province, archipelago",
        "places/tile_grid.csv line 2: row is '-1'; write a whole number from 0 up",
    ]


def test_wrong_columns_and_missing_files_are_told_with_the_columns_there_should_be(places, change, faults):
    change("tile_grid.csv", "code,row,column,", "code,row,col,")
    (places / "regions.csv").unlink()
    (places / "provinces_34.geojson").unlink()

    columns = "code, row, column, kind, name_vi, name_en"
    assert faults() == [
        "places/regions.csv: the file is missing",
        f"places/tile_grid.csv: no column 'col'; the columns are {columns}",
        f"places/tile_grid.csv: the column 'column' is missing; the columns are {columns}",
        "places: no outline holds on 2025-07-01; put one there, or let another begin earlier",
        "places: no outline holds on 2026-04-30; put one there, or let another begin earlier",
    ]


def test_an_outline_that_draws_other_provinces_is_told(change, faults):
    change("provinces_34.geojson", '"id":"01","properties":{"code":"01"', '"id":"97","properties":{"code":"97"')
    change("provinces_63.geojson", '"id":"02","properties":{"code":"02"', '"id":"04","properties":{"code":"04"')

    days_34, days_63 = ("2025-07-01", "2026-04-30"), ("2008-08-01", "2025-01-01")
    assert faults() == [
        "places/provinces_63.geojson: two features '04'; keep one",
        *(f"places/provinces_63.geojson: no feature '02' (Hà Giang, on {on})" for on in days_63),
        *(
            sentence
            for on in days_34
            for sentence in (
                f"places/provinces_34.geojson: feature '97' is no province on {on}",
                f"places/provinces_34.geojson: no feature '01' (Hà Nội, on {on})",
            )
        ),
    ]


def test_two_outlines_of_one_time_are_told(change, faults):
    change("provinces_63.geojson", '"valid_to":"2025-06-30"', '"valid_to":"2025-07-01"')

    told = faults()

    assert told[0] == (
        "places/provinces_63.geojson and places/provinces_34.geojson both hold on 2025-07-01; "
        "end one before the other begins"
    )
