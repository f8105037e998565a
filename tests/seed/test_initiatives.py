import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed_data.chance import Chance
from seed_data.country import Planned
from seed_data.initiatives import Author, Setting, fitting, how_many
from seed_data.reading import read_toml
from store.schema import STAGES

THEMES = read_toml("initiatives.toml")["theme"]
TYPES = ("department", "higher_education", "vocational", "ministry_unit")


def setting(type_, id_="X-001", level=0.0):
    size = {"department": 500_000, "higher_education": 6_000, "vocational": 90, "ministry_unit": 1_000}[type_]
    unit = Planned(id=id_, name_vi="Trường", name_en="School", institution_type=type_, opened=None)
    return Setting(unit, learners=size, teachers=size * 0.06, level=level)


def test_there_are_at_least_60_patterns_of_titles():
    titles = [title for theme in THEMES for title in theme["titles"]]

    assert len(titles) == len(set(titles)) >= 60


def test_every_theme_speaks_of_a_topic_of_the_movement(catalogue):
    assert {theme["topic"] for theme in THEMES} <= set(catalogue.topics)


@pytest.mark.parametrize("type_", TYPES)
@given(seed=st.integers(0, 10_000), level=st.floats(-3, 3))
def test_an_initiative_is_readable_whoever_writes_it(type_, seed, level):
    themes = [theme["topic"] for theme in THEMES]
    written = Author(Chance(seed), themes).initiatives(setting(type_, level=level), "2026-Q1", 2.0)

    for one in written:
        texts = (one.title, one.problem, one.solution, one.result)
        assert all(text == unicodedata.normalize("NFC", text) for text in texts)
        assert all(text[0] == text[0].upper() and not re.search(r"[{}]|  | [,.;]", text) for text in texts)
        assert not one.title.endswith(".")
        assert all(text.endswith(".") for text in texts[1:])
        assert one.stage in STAGES
        assert one.beneficiaries > 0
        assert (one.stage == "idea") == one.result.startswith("Dự kiến")
    assert len({one.title for one in written}) == len(written)


def test_the_number_of_people_is_the_same_in_the_text_and_beside_it():
    written = [
        one
        for number in range(200)
        for one in Author(Chance(1), ()).initiatives(setting("department", f"SGD-{number}"), "2026-Q1", 1.0)
    ]
    told = [(one, f"{one.beneficiaries:,}".replace(",", ".")) for one in written]

    assert {one.topic for one in written} == {None}  # a catalogue without topics
    assert sum(number in one.result for one, number in told) > 0.6 * len(told)
    # not a number of people: days, months and percentages have three digits at most
    counted = [re.findall(r"\d{1,3}(?:\.\d{3})+", one.result) for one in written]
    assert all(set(numbers) <= {number} for numbers, (_, number) in zip(counted, told, strict=True))


def test_a_ministry_unit_writes_of_its_own_topics_and_of_what_every_office_does():
    unit = Planned("BO-02", "Đơn vị", "Unit", "ministry_unit", opened=None, topics=("online_procedures",))

    topics = {theme["topic"] for theme in fitting(unit)}

    assert topics == {"online_procedures", "staff_tools", "action_plan", "people_and_money"}


@given(mean=st.floats(0, 10), drawn=st.floats(0, 1, exclude_max=True))
def test_a_count_grows_with_what_is_drawn(mean, drawn):
    assert 0 == how_many(mean, 0.0) <= how_many(mean, drawn)
