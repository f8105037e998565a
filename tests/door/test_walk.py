"""The walk of page × role × foreign unit: nobody sees, finds or guesses what is not theirs."""

import pytest

from dashboard.menu import PAGES
from store.rights import ROLES_FOR
from tests.dashboard.conftest import app, to, urls
from tests.dashboard.screen import faults, texts

__all__ = ["app", "urls"]

OWN, FOREIGN, NOBODY = "SGD-01", "SGD-79", "SGD-00"
PEOPLE = {
    "coordinator": [("unit", OWN)],
    "lead": [("province", "01")],
    "reviewer": [("institution_type", "ministry_unit")],
    "leader": [],
    "administrator": [],
}
ONLY = {"coordinator": OWN, "lead": OWN, "reviewer": "BO-01"}
NAMES = {
    OWN: "Sở Giáo dục và Đào tạo một",
    FOREIGN: "Sở Giáo dục và Đào tạo hai",
    "BO-01": "Đơn vị thuộc Bộ minh họa",
}
# A reviewer of ministry units has no Department.
SEES = {
    "coordinator": {OWN},
    "lead": {OWN},
    "reviewer": set(),
    "leader": {OWN, FOREIGN},
    "administrator": {OWN, FOREIGN},
}
SECRETS = ["Nguyễn Văn A", "Chưa tổng hợp được."]  # who filed, and a reason that was typed


def opened(app, page, role, **address):
    return app("silent", page, role, PEOPLE[role], **address)


@pytest.mark.parametrize("role", PEOPLE)
def test_a_page_opens_for_those_who_may_and_for_nobody_else(app, role):
    test, wrong = opened(app, "overview", role), {}

    for page in PAGES:
        if role in ROLES_FOR[page.action]:
            test = to(test, page.name)
            if faults(test) or len(test.title) != 1:
                wrong[page.name] = faults(test)
        else:
            with pytest.raises(ValueError, match="Could not find a navigation page"):
                to(test, page.name)

    assert wrong == {}


@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("unit", [OWN, FOREIGN])
def test_what_a_unit_typed_is_shown_to_its_branch_alone(app, role, unit):
    test = opened(app, "unit", role, unit=unit, round="2026-Q2")

    assert faults(test) == []
    headings = [header.value for header in test.header]
    assert (NAMES[unit] in headings) == (unit in SEES[role])
    # Whoever reaches a single unit is shown that one, whatever the address says.
    assert headings[:1] == [NAMES[unit] if unit in SEES[role] else NAMES[ONLY[role]]]
    assert [secret for secret in SECRETS if not any(secret in text for text in texts(test))] == []


@pytest.mark.parametrize("role", ["coordinator", "lead", "reviewer"])
def test_not_yours_and_not_there_get_the_same_answer(app, role):
    foreign, nobody = (texts(opened(app, "unit", role, unit=unit, round="2026-Q2")) for unit in (FOREIGN, NOBODY))

    assert [text.replace(FOREIGN, "…") for text in foreign] == [text.replace(NOBODY, "…") for text in nobody]


@pytest.mark.parametrize("role", PEOPLE)
def test_the_list_of_units_names_those_within_reach(app, role):
    test = opened(app, "unit", role, round="2026-Q2")

    options = [option for choice in test.selectbox for option in choice.options]
    named = {
        unit
        for unit, name in ((OWN, "đào tạo một"), (FOREIGN, "đào tạo hai"))
        if any(name in o.lower() for o in options)
    }
    assert named == SEES[role]


def test_nobody_sees_anything_without_having_come_through_the_door(app, monkeypatch):
    from tests.dashboard import stores

    monkeypatch.setattr(stores, "signed_in", lambda *_: {"sid": "0" * 32})
    test = app("silent", "overview", "leader")

    assert [each.value for each in test.info] == ["Bạn đã đăng xuất."]
    assert list(test.title) == []
    assert len(texts(test)) <= 2
