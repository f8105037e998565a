"""What the shipped catalogue asks, how it judges, where that comes from, and that no part of the movement is lost."""

import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

import catalogue
from catalogue import coverage
from catalogue.loader import SHIPPED, read_files

ROOT = Path(__file__).parents[1]
ABSENT_FROM_THE_FORMS = "not asked"


@pytest.fixture(scope="module")
def shipped():
    return catalogue.load(SHIPPED)


@pytest.fixture(scope="module")
def filed(shipped):
    """The instruments that units file; schools_4725 is judged but filed by nobody."""
    return [i for i in shipped.instruments.values() if shipped.institution_types[i.institution_type].reports]


def shared():
    """The ids of the questions that stand outside any instrument."""
    return [question["id"] for question in tomllib.loads(read_files(SHIPPED)["questions.toml"])["question"]]


def test_the_only_notice_is_that_ten_points_of_decision_4725_are_missing(shipped):
    assert shipped.notices == (
        "schools_4725: pillar management: the points of its indicators add up to 90; they should add up to 100",
    )


def test_each_type_that_reports_has_its_instrument(shipped):
    found = {type_: shipped.instrument_for(type_) for type_ in shipped.institution_types}

    assert {type_: instrument and instrument.id for type_, instrument in found.items()} == {
        "department": "departments",
        "higher_education": "higher_education",
        "vocational": "vocational",
        "ministry_unit": "ministry",
        "school": None,  # schools do not report, although an instrument judges them
    }


@pytest.mark.parametrize("id_", ["departments", "higher_education", "vocational"])
def test_a_form_has_25_to_40_questions(shipped, id_):
    assert 25 <= len(shipped.instruments[id_].questions) <= 40


def test_a_ministry_unit_is_asked_less_and_what_it_leaves_out_does_not_count_against_it(shipped):
    ministry = shipped.instruments["ministry"]

    assert len(ministry.questions) < 25
    assert ministry.missing == "leave_out"
    assert ministry.overall is None


def test_pillars_and_weights_are_those_that_the_decisions_name(shipped):
    pillars = {i.id: [(p.id, p.points, p.weight) for p in i.pillars] for i in shipped.instruments.values()}

    assert pillars == {
        "departments": [
            ("awareness", 100, 8),
            ("institutions", 100, 8),
            ("infrastructure", 100, 8),
            ("people", 100, 8),
            ("security", 100, 8),
            ("activity", 100, 60),
        ],
        "higher_education": [("training", 100, 50), ("management", 100, 50)],
        "ministry": [("data", 100, None), ("services", 100, None), ("organisation", 100, None)],
        "schools_4725": [("teaching", 100, None), ("management", 100, None)],
        "vocational": [
            ("governance", 100, 25),
            ("training", 100, 35),
            ("infrastructure", 100, 20),
            ("people", 100, 20),
        ],
    }


@pytest.mark.parametrize(("score", "number"), [(0, 1), (49.9, 1), (50, 2), (75, 2), (75.1, 3), (100, 3)])
def test_75_itself_is_level_2_in_every_instrument(shipped, score, number):
    levels = {i.id: next(x.number for x in i.levels if x.admits(score)) for i in shipped.instruments.values()}

    assert set(levels.values()) == {number}


def test_decision_4725_has_the_marks_of_its_sections_and_the_bands_of_1_3(shipped):
    schools = shipped.instruments["schools_4725"]
    marks = {s.id: sum(i.points for i in schools.indicators if i.section == s.id) for s in schools.sections}
    [banded] = [s for s in schools.sections if s.levels]

    assert marks == {"s1_3": 30, "s1_4": 10, "s1_5": 20, "s1_6": 20, "s1_7": 20, "s2_3": 60, "s2_4": 30}
    assert [g.id for g in schools.gates] == ["g1_1", "g1_2", "g2_1", "g2_2"]
    assert banded.id == "s1_3"
    assert [next(x.number for x in banded.levels if x.admits(s)) for s in (9, 10, 20, 21)] == [1, 2, 2, 3]
    assert all(i.formula == "marks" and schools.questions[i.of].max == i.points for i in schools.indicators)


def test_of_decision_4725_only_what_was_verified_is_marked_official(shipped):
    schools = shipped.instruments["schools_4725"]

    assert [x.id for x in (*schools.gates, *schools.indicators) if x.mark == "official"] == ["g1_1", "g1_2", "i1_3_1"]
    assert {x.mark for x in (*schools.gates, *schools.indicators)} == {"official", "single source"}


def test_what_is_ours_is_marked_as_ours(shipped, filed):
    ours = [x for i in filed for x in (i, *i.gates, *i.indicators)]
    defaults = [*shipped.norms.values(), *(price for dated in shipped.prices.values() for price in dated)]

    assert {(x.mark, getattr(x, "status", "project draft")) for x in ours} == {("project draft", "project draft")}
    assert {x.mark for x in defaults} == {"project draft"}
    assert all("project default" in x.source for x in defaults)


def test_every_rule_of_the_engine_is_used_by_a_form(filed):
    indicators = [i for instrument in filed for i in instrument.indicators]

    assert {i.formula for i in indicators} >= {"percent", "ratio", "number", "yes_no", "choice"}
    assert any(i.steps for i in indicators)
    assert any(i.each for i in indicators)
    assert any(not i.higher_is_better for i in indicators)
    assert {i.strength for i in indicators} == {"declared", "verified", "measured"}
    assert all(instrument.gates for instrument in filed)


def test_ids_are_unique_over_all_instruments(shipped):
    indicators = [i.id for instrument in shipped.instruments.values() for i in instrument.indicators]
    gates = [g.id for instrument in shipped.instruments.values() for g in instrument.gates]
    own = [q.id for x in shipped.instruments.values() for i in x.indicators for q in i.own_questions]

    for ids in (indicators, gates, own):
        assert sorted(ids) == sorted(set(ids))


def test_a_coordinator_is_told_how_to_find_each_answer_that_several_forms_ask_for(shipped):
    silent = [
        id_
        for id_ in shared()
        if not (shipped.questions[id_].help_vi and shipped.questions[id_].help_en)
        or (shipped.questions[id_].kind in ("count", "amount") and not shipped.questions[id_].unit_vi)
    ]

    assert silent == []


def test_an_indicator_that_claims_more_than_a_declaration_names_its_evidence(shipped):
    claims = [i for x in shipped.instruments.values() for i in x.indicators if i.strength != "declared"]

    assert [i.id for i in claims if not (i.evidence_vi and i.evidence_en)] == []


def test_a_form_that_asks_a_question_asks_its_ceiling_too(shipped):
    lost = [
        (instrument.id, question.id)
        for instrument in shipped.instruments.values()
        for question in instrument.questions.values()
        if question.at_most and question.at_most not in instrument.questions
    ]

    assert lost == []


def test_no_shared_question_is_asked_of_nobody(shipped):
    assert [id_ for id_ in shared() if id_ not in shipped.questions] == []


def test_every_norm_applies_to_departments_and_is_priced_unless_it_is_money(shipped):
    departments = shipped.norms_for(shipped.instruments["departments"])

    assert {n.id for n in departments} == set(shipped.norms)
    assert [n.id for n in shipped.norms.values() if n.price is None] == ["ict_money"]
    assert {n.price for n in shipped.norms.values()} - {None} == set(shipped.prices)


def test_every_norm_has_a_short_name_and_what_is_bought_comes_in_whole_pieces(shipped):
    norms = shipped.norms.values()

    assert [n.id for n in norms if not (n.short_vi and n.short_en)] == []
    assert [n.id for n in norms if not n.whole] == ["ict_money"]


def test_no_indicator_rests_on_two_norms_so_that_the_points_of_closing_them_add_up(shipped):
    have = {n.have for n in shipped.norms.values()}

    assert [i.id for x in shipped.instruments.values() for i in x.indicators if len(have & {*i.asks}) > 1] == []


def test_each_of_the_four_difficulties_has_a_norm(shipped):
    difficulties = {t.id for t in shipped.topics.values() if t.kind == "difficulty"}

    assert len(difficulties) == 4
    assert {n.difficulty for n in shipped.norms.values()} == difficulties


def test_targets_are_those_of_the_acts_with_their_last_day(shipped):
    found = {t.id: (t.at_least, t.due, t.is_tracked) for t in shipped.targets.values()}

    assert found == {
        "qd131_1": (50, date(2025, 12, 31), False),
        "qd131_2": (100, date(2025, 12, 31), True),
        "qd131_3": (100, date(2025, 12, 31), True),
        "qd131_4": (80, date(2025, 12, 31), True),
        "qd131_5": (50, date(2025, 12, 31), False),
        "qd131_6_primary": (5, date(2025, 12, 31), False),
        "qd131_6_secondary": (10, date(2025, 12, 31), False),
        "bdhvs_1": (80, date(2025, 12, 31), True),
        "bdhvs_2": (100, date(2025, 12, 31), True),
        "bdhvs_3": (80, date(2025, 12, 31), False),
        "bdhvs_4": (50, date(2025, 12, 31), False),
        "bdhvs_5": (100, date(2026, 12, 31), True),
        "ntp_1": (95, date(2030, 12, 31), True),
        "ntp_2": (70, date(2030, 12, 31), False),
        "ntp_3": (30, date(2030, 12, 31), True),
        "ntp_4": (100, date(2030, 12, 31), False),
        "nq71_1": (100, date(2030, 12, 31), False),
        "nq71_2": (80, date(2030, 12, 31), False),
        "nq71_3": (80, date(2030, 12, 31), False),
        "transcripts_started": (1, date(2026, 5, 31), True),
    }


def test_a_target_is_measured_only_where_one_form_asks_both_its_questions(shipped, filed):
    torn = [
        target.id
        for target in shipped.targets.values()
        if target.is_tracked and not any({target.of, target.out_of} - {None} <= set(i.questions) for i in filed)
    ]

    assert torn == []


def test_the_34_departments_stand_in_one_cluster_each_that_is_no_region(shipped):
    day = date(2026, 1, 1)
    now = [m for m in shipped.clusters if m.valid_from <= day and m.valid_to is None]
    provinces = {f"SGD-{p.code}": p.region for p in shipped.geography.provinces_on(day)}
    clusters = {c: {m.unit for m in now if m.cluster == c} for c in {m.cluster for m in now}}
    regions = [{unit for unit, region in provinces.items() if region == r} for r in set(provinces.values())]

    assert sorted(m.unit for m in now) == sorted(provinces)
    assert 5 <= len(clusters) <= 7
    assert [c for c, units in clusters.items() if units in regions] == []
    assert {m.mark for m in now} == {"project draft"}


def test_the_two_known_clusters_of_2021_hold_the_old_departments(shipped):
    day = date(2022, 1, 1)
    names = {f"SGD63-{p.code}": p.name_vi for p in shipped.geography.provinces_on(day)}
    found = {c: {names[m.unit] for m in shipped.clusters if m.cluster == c} for c in ("2021_1", "2021_7")}

    assert found == {
        "2021_1": {"Hồ Chí Minh", "Hà Nội", "Đà Nẵng", "Cần Thơ", "Hải Phòng"},
        "2021_7": {
            "Bà Rịa - Vũng Tàu",
            "Đồng Nai",
            "Bình Dương",
            "Bình Phước",
            "Tây Ninh",
            "Bình Thuận",
            "Ninh Thuận",
        },
    }


def test_every_topic_of_the_movement_is_asked_of_those_who_report(shipped):
    assert [c.topic.id for c in coverage.covers(shipped) if not c.is_asked] == []


def test_an_instrument_that_nobody_files_covers_nothing(shipped):
    cashless = next(c for c in coverage.covers(shipped) if c.topic.id == "cashless_payment")

    assert cashless.questions == ("fees_cashless",)
    assert cashless.indicators == (
        ("departments", "dep_cashless"),
        ("higher_education", "he_cashless"),
        ("vocational", "voc_cashless"),
        # not included: i2_4_3 of schools_4725
    )


def test_the_coverage_page_says_what_the_catalogue_holds(shipped):
    # an entry added since is no fault of the page; one that is gone, or is otherwise now, would be
    written = coverage.PAGE.read_text("utf-8").splitlines()
    made = coverage.page(shipped).splitlines()

    assert len(written) == len(made)
    for old, new in zip(written, made, strict=True):
        assert old.split("|")[:2] == new.split("|")[:2]
        assert set(re.findall(r"\(?`\w+`", old)) <= set(re.findall(r"\(?`\w+`", new))
        assert (ABSENT_FROM_THE_FORMS in old) == (ABSENT_FROM_THE_FORMS in new)


def test_writing_the_coverage_page_makes_it_anew(shipped, tmp_path):
    coverage.write(tmp_path / "coverage.md")

    assert (tmp_path / "coverage.md").read_text("utf-8") == coverage.page(shipped)


@pytest.mark.parametrize("name", ["catalogue", "glossary.md", "coverage.md"])
def test_vietnamese_is_written_in_composed_letters(name):
    texts = read_files(SHIPPED).values() if name == "catalogue" else [(ROOT / "docs" / name).read_text("utf-8")]

    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_the_glossary_has_three_columns_and_each_word_once():
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    words = [row[0] for row in rows if row[0] not in ("English", "---")]

    assert {len(row) for row in rows} == {3}
    assert sorted(words) == sorted(set(words))
