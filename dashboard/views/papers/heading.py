"""The head and the foot of an official document: who issues it under whom, its number, place, day and signature."""

from collections.abc import Mapping
from typing import Any, Final

from catalogue.geography_records import Province
from dashboard.data import facts
from dashboard.data.results import edition
from dashboard.data.source import judged_by
from dashboard.views.naming import named, within
from dashboard.views.reader import Reader

DRAFT: Final = "DỰ THẢO"  # official documents are in Vietnamese, whoever reads
MINISTRY: Final = "BỘ GIÁO DỤC VÀ ĐÀO TẠO"
DEPARTMENT: Final = "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
NOT_KNOWN: Final = "(TÊN CƠ QUAN CHỦ QUẢN)"  # the register does not hold it; the person who signs does
BLANK: Final = "\u00a0" * 4  # room for a pen
SIGNERS: Final = {"Sở": "GIÁM ĐỐC", "Đại học": "GIÁM ĐỐC", "Học viện": "GIÁM ĐỐC", "Trường": "HIỆU TRƯỞNG"}
SIGNER: Final = "THỦ TRƯỞNG ĐƠN VỊ"
NAMED_AFTER_A_PERSON: Final = "Hồ Chí Minh"  # its name is never without its rank
KEY_SHOWN: Final = 12  # signs of an edition's key


def heading(reader: Reader, round_: str, unit: Mapping[str, Any], notices: list[str]) -> dict[str, Any]:
    """The fields that all official documents of a unit share; `unit` is its line in the directory.

    A number and a day are given by the registry when the document is signed: they are left empty, as is the signature.
    """
    words, name = reader.words, unit["name"]
    day = facts.round_named(reader.version, round_).ends
    province = judged_by().geography.province(unit["province"], day) if unit["province"] else None
    return {
        "superior": _superior(reader, round_, unit, province),
        "issuing": [DEPARTMENT if unit["institution_type"] == "department" else name.upper()],
        "issuer": name,
        "number": BLANK,
        "symbol": "BC-SGDĐT" if unit["institution_type"] == "department" else f"BC-{BLANK}",
        "place": _place(province),
        "day": BLANK,
        "month": BLANK,
        "year": BLANK if reader.demonstration else str(reader.today.year),
        "draft": DRAFT if reader.demonstration else "",
        "notices": " · ".join([*([DRAFT] if reader.demonstration else []), *notices, origin(reader, round_)]),
        "round": within(words.name(vars(facts.round_named(reader.version, round_)))),
        "signer": next((title for begins, title in SIGNERS.items() if name.startswith(begins)), SIGNER),
        "signed": "",
        "recipients": _recipients(unit, province),
    }


def origin(reader: Reader, round_: str) -> str:
    """Source, day, and the edition by which every figure can be found again."""
    words, found = reader.words, edition(reader.version, round_)
    return words(
        "Source: units’ reports, {round}. Data as of {day}. Edition {key}, data version {data}.",
        round=words.name(vars(facts.round_named(reader.version, round_))),
        day=reader.today,
        key=found.key[:KEY_SHOWN],
        data=str(reader.version.data),
    )


def _superior(reader: Reader, round_: str, unit: Mapping[str, Any], province: Province | None) -> list[str]:
    if unit["institution_type"] == "ministry_unit":
        return [MINISTRY]
    if unit["institution_type"] == "department" and province:
        return ["ỦY BAN NHÂN DÂN", province.full_name_vi.upper()]
    parents = named(facts.units(reader.version, round_), reader.words).filter(unit=unit["parent"] or "")
    return [parents["name"][0].upper() if parents.height else NOT_KNOWN]


def _place(province: Province | None) -> str:
    if province is None:
        return "Hà Nội"
    return province.full_name_vi if province.name_vi == NAMED_AFTER_A_PERSON else province.name_vi


def _recipients(unit: Mapping[str, Any], province: Province | None) -> list[str]:
    if unit["institution_type"] == "department" and province:
        return [f"Ủy ban nhân dân {within(province.full_name_vi)} (để báo cáo)"]
    return []
