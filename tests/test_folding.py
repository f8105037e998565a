"""Vietnamese spellings of one thing are found as one thing, and lists stand in Vietnamese order."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.folding import fold, vietnamese_key

SAME = [
    ("Khánh Hòa", "Khánh Hoà"),
    ("Thanh Hóa", "THANH HOÁ"),
    ("Hòa Bình", "hoà bình"),
    ("Thủy Nguyên", "Thuỷ Nguyên"),
    ("Đà Nẵng", "da nang"),
    ("Đà Nẵng", "DA NANG"),
    ("đồng đăng", "Dong Dang"),
    ("Đắk Lắk", "Dak Lak"),
    ("Đắk Lắk", "Đắc Lắc"),
    ("Đắk Lắk", "Daklak"),
    ("Đắk Nông", "Đắc Nông"),
    ("Bắc Kạn", "Bắc Cạn"),
    ("Huế", unicodedata.normalize("NFD", "Huế")),
    ("Nghệ An", unicodedata.normalize("NFKD", "Nghệ An").upper()),
    ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
    ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
    ("Bà Rịa - Vũng Tàu", "BRVT"),
    ("Thừa Thiên Huế", "Thừa Thiên-Huế"),
    ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ("Tp Hồ Chí Minh", "thanh pho ho chi minh"),
    ("TP.HCM", "Thành phố Hồ Chí Minh"),
    ("TPHCM", "TP. Hồ Chí Minh"),
    ("Sở GD&ĐT Quảng Nam", "So GDDT Quang Nam"),
    ("Sở GDĐT Quảng Nam", "Sở Giáo dục và Đào tạo Quảng Nam"),
    ("Sở GD-ĐT Quảng Nam", "Sở Giáo dục - Đào tạo Quảng Nam"),
    ("Sở GD & ĐT Quảng Nam", "sở giáo dục và đào tạo quảng nam"),
    ("Sở GD và ĐT Quảng Nam", "SGDĐT Quảng Nam"),
    ("Bộ GD&ĐT", "BGDĐT"),
    ("ĐH Bách khoa", "Đại học Bách khoa"),
    ("ĐHBK Hà Nội", "Đại học Bách khoa Hà Nội"),
    ("ĐHSP Hà Nội", "Trường ĐH Sư phạm Hà Nội".removeprefix("Trường ")),
    ("ĐHQG TP.HCM", "Đại học Quốc gia Thành phố Hồ Chí Minh"),
    ("CĐ Nghề Lào Cai", "Cao đẳng nghề Lào Cai"),
    ("CĐSP Điện Biên", "Cao đẳng Sư phạm Điện Biên"),
    ("CNTT", "Công nghệ thông tin"),
    ("CĐS", "Chuyển đổi số"),
    ("ĐMST và CĐS", "Đổi mới sáng tạo, chuyển đổi số"),
    ("KH&CN", "Khoa học và Công nghệ"),
    ("Trung tâm GDNN - GDTX", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"),
    ("  Lào   Cai ", "Lào Cai"),
    ("Cụm thi đua số 1", "cum thi dua so 1"),
    ("“Bình dân học vụ số”", "Bình dân học vụ số"),
]

DIFFERENT = [
    ("Quảng Nam", "Quảng Ninh"),
    ("Hà Nam", "Hà Nội"),
    ("Quảng Ngãi", "Quảng Ninh"),
    ("Hòa Bình", "Thái Bình"),
    ("Đà Nẵng", "Đà Lạt"),
    ("Sở GDĐT Quảng Nam", "Sở Quảng Nam"),
    ("ĐH Sư phạm", "CĐ Sư phạm"),
    # an abbreviation is a whole word: these only begin or end with one
    ("Vang", "ng"),
    ("Cdr", "Cao đẳng r"),
    ("Tpa", "Thành phố a"),
    ("Cụm 1", "Cụm 11"),
    ("Thái Nguyên", "Tây Nguyên"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_thing_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_near_misses_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_a_folded_text_is_plain_words():
    assert fold("Sở GD&ĐT TP. Hồ Chí Minh (cơ sở 2)") == "so giao duc dao tao thanh pho ho chi minh co so 2"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(
    st.lists(
        st.sampled_from(
            ["sgd", "bgd", "gd", "và", "đt", "&", "KH", "CN", "bắc", "cạn", "đắc", "lắc", "nông", "tp", "hcm"]
        )
    )
)
def test_folding_abbreviations_twice_changes_nothing(words):
    folded = fold(" ".join(words))

    assert fold(folded) == folded


@given(st.text(alphabet="aăâàảãáạđĐeêềoôơuưĂÂƯ ỳ"), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_folding_ignores_unicode_form_and_case(text, form):
    assert fold(unicodedata.normalize(form, text).upper()) == fold(text)


def test_lists_stand_in_vietnamese_order():
    ordered = [
        "An Giang",
        "Ăn ở",
        "Âu Cơ",
        "Bà Rịa - Vũng Tàu",
        "Bắc Kạn",
        "Bắc Ninh",
        "Cà Mau",
        "Cụm 2",
        "Cụm 10",
        "Dung Quất",
        "Đà Nẵng",
        "Đắk Lắk",
        "Điện Biên",
        "Gia Lai",
        "Hà Nam",
        "Hà Nội",
        "Hải Dương",
        "Hải Phòng",
        "Ninh Bình",
        "Ô Môn",
        "Ơn nghĩa",
        "Phú Thọ",
        "Ư",
        "Vĩnh Long",
    ]

    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=vietnamese_key) == ordered


def test_tones_decide_only_between_equal_letters():
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "ma an", "má an", "ma bo", "mai", "mă", "mâ"]

    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=vietnamese_key) == ordered


def test_the_place_of_a_tone_does_not_move_a_name():
    names = ["Hoà Bình", "Hòa An", "Hóa An"]

    assert sorted(names, key=vietnamese_key) == ["Hòa An", "Hóa An", "Hoà Bình"]


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
def test_the_order_ignores_unicode_form(text, form):
    assert vietnamese_key(unicodedata.normalize(form, text)) == vietnamese_key(text)
