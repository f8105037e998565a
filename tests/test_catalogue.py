"""The loader refuses what does not fit, names it, and names all of it at once."""

import re
import shutil
from datetime import date

import pytest

import catalogue
from catalogue import CatalogueError
from catalogue.loader import SHIPPED

HEAD = """
id = "test"
name_vi = "Bộ thử"
name_en = "Test set"
version = "1"
status = "project draft"
issuer_vi = "Bộ"
issuer_en = "Ministry"
institution_type = "vocational"
valid_from = 2025-01-01
review = 2027-01-01
source = "test"
missing = "zero"
min_answered = 0.5

[[level]]
id = "one"
number = 1
name_vi = "Một"
name_en = "One"
below = 50

[[level]]
id = "two"
number = 2
name_vi = "Hai"
name_en = "Two"

[[pillar]]
id = "use"
name_vi = "Sử dụng"
name_en = "Use"
points = 10
"""

INDICATOR = """
[[indicator]]
id = "plan"
pillar = "use"
name_vi = "Kế hoạch"
name_en = "Plan"
points = 10
formula = "yes_no"
of = "plan_adopted_here"

[[indicator.question]]
id = "plan_adopted_here"
name_vi = "Đã ban hành kế hoạch?"
name_en = "Plan adopted?"
kind = "yes_no"
"""


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped catalogue, to be broken."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    return shutil.copytree(SHIPPED, tmp_path / "catalogue", ignore=ignored)


def faults_of(folder):
    with pytest.raises(CatalogueError) as refused:
        catalogue.load(folder)
    return list(refused.value.faults)


def put(folder, text, name="instruments/test.toml"):
    (folder / name).write_text(text, "utf-8")


def test_the_shipped_catalogue_loads_with_its_one_known_notice():
    loaded = catalogue.load(SHIPPED)

    assert sorted(loaded.instruments) == ["departments", "higher_education", "ministry", "schools_4725", "vocational"]
    assert loaded.notices == (
        "schools_4725: pillar management: the points of its indicators add up to 90; they should add up to 100",
    )


def test_a_misspelt_key_a_dangling_question_and_a_wrong_sum_are_named_at_once(folder):
    put(
        folder,
        HEAD
        + INDICATOR.replace("points = 10", "points = 9").replace('formula = "', 'wieght = 3\nformula = "')
        + INDICATOR.replace('"plan"', '"other"')
        .replace("points = 10", "points = 0.5")
        .replace('of = "plan_adopted_here"', 'of = "plan_adoptde_here"')
        .split("[[indicator.question]]")[0],
    )

    assert [fault.split(": ", 1)[1] for fault in faults_of(folder)] == [
        "the points of its indicators add up to 9.5; they should add up to 10",
        "no question 'plan_adoptde_here'; did you mean plan_adopted_here or plan_adopted?",
        "no field 'wieght'; the fields are best, covers, each, evidence_en, evidence_vi, formula, id, mark, name_en,"
        " name_vi, of, out_of, pillar, points, question, review, section, source, steps, strength, unit_en, unit_vi,"
        " worst",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "points = 10\n\n[[ind",
            "\n[[ind",
            "pillar use: the points of its indicators add up to 10; they should add up to 100",
        ),
        ('institution_type = "vocational"', 'institution_type = "vocal"', "no institution type 'vocal'"),
        ('pillar = "use"', 'pillar = "usage"', "indicator plan: no pillar 'usage'; there are use"),
        ('formula = "yes_no"', 'formula = "no_yes"', "indicator plan: formula: Input should be 'percent'"),
        ('of = "plan_adopted_here"', 'of = "plan_adopted_here"\nout_of = "q"', "have 'out_of', and no other has"),
        ('of = "plan_adopted_here"', 'of = "plan_adopted_here"\nworst = 0\nbest = 9', "points come from one of"),
        ("number = 2", "number = 3", "levels are numbered 1, 2, 3"),
        ("below = 50", "", "each level but the last has one limit"),
        ('id = "test"', 'id = "tset"', "the id is 'tset'; a file is named by the id of its instrument"),
        ('kind = "yes_no"', 'kind = "yes_no"\ncovers = ["nothing_known"]', "no topic 'nothing_known'"),
        ('kind = "yes_no"', 'kind = "choice"', "lists at least one [[choice]]"),
        ('name_en = "Use"', 'name_en = "Use"\nweight = 100', "pillars have weights but there is no [overall]"),
        ('missing = "zero"', 'missing = "zero"\nincomplete = true', "marked incomplete, although the points of every"),
        ('version = "1"', "version = 1", "instruments/test.toml: version: Input should be a valid string (given: 1)"),
        ("[[level]]", "[[level]", "test.toml: not readable as TOML"),
    ],
)
def test_each_fault_is_named_by_file_entry_and_key(folder, old, new, expected):
    text = HEAD + INDICATOR
    assert old in text
    put(folder, text.replace(old, new, 1))

    found = "\n".join(faults_of(folder))

    assert expected in found


def test_a_name_like_no_other_is_answered_without_a_guess(folder):
    put(folder, HEAD + INDICATOR.replace('of = "plan_adopted_here"', 'of = "zzzzzz"'))

    [found] = [fault for fault in faults_of(folder) if "zzzzzz" in fault]

    assert re.fullmatch(r".*: no question 'zzzzzz'; none of the \d+ there are is spelt like it", found)


def test_doubles_are_named(folder):
    put(folder, HEAD + INDICATOR + INDICATOR)

    found = faults_of(folder)

    assert "instruments/test.toml: indicator 'plan' stands there twice" in found
    assert "instruments/test.toml: question 'plan_adopted_here' stands there twice" in found


def test_a_pillar_and_an_indicator_of_one_name_could_not_be_told_apart(folder):
    put(folder, HEAD + INDICATOR.replace('id = "plan"', 'id = "use"'))

    assert faults_of(folder) == [
        "instruments/test.toml: 'use' names two things; pillars, sections and indicators bear different ids"
    ]


def test_missing_files_are_named_all_at_once(folder):
    for name in ("gaps.toml", "questions.toml", "clusters.csv"):
        (folder / name).unlink()

    found = "\n".join(faults_of(folder))

    for name in ("gaps.toml", "questions.toml", "clusters.csv"):
        assert f"{name}: the file is missing" in found


def test_norms_targets_and_prices_that_lead_nowhere_are_named(folder):
    for name, text in (("gaps.toml", 'have = "'), ("targets.toml", 'of = "'), ("gaps.toml", 'price = "')):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace(text, text + "un", 1), "utf-8")

    found = "\n".join(faults_of(folder))

    assert "no question 'un" in found
    assert "no price 'un" in found
    assert "targets.toml, target" in found


def price(day, million_dong):
    return (
        f'[[price]]\nid = "mbps"\nname_vi = "Một Mbps"\nname_en = "One Mbps"\n'
        f"million_dong = {million_dong}\nas_of = {day}\n"
    )


def test_a_price_holds_from_its_day_until_the_next(folder):
    text = (folder / "prices.toml").read_text("utf-8")
    put(folder, f"{text}\n{price('2027-01-01', 0.04)}\n{price('2026-07-01', 0.05)}", "prices.toml")

    known = catalogue.load(folder)

    on = [date(2023, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [known.prices_on(day)["mbps"].million_dong for day in on] == [0.06, 0.06, 0.05, 0.05, 0.04]
    assert known.prices_on(date(2027, 1, 1))["computer"].million_dong == 12


def test_a_price_stands_once_for_a_day(folder):
    text = (folder / "prices.toml").read_text("utf-8")
    put(folder, f"{text}\n{price('2026-01-01', 0.04)}", "prices.toml")

    assert faults_of(folder) == ["prices.toml: price 'mbps' of 2026-01-01 stands there twice"]


def test_a_short_name_that_no_chart_has_room_for_is_refused(folder):
    text = (folder / "gaps.toml").read_text("utf-8")
    put(folder, text.replace('short_en = "Lines of 100 Mbps"', f'short_en = "{"x" * 29}"'), "gaps.toml")

    [fault] = faults_of(folder)

    assert fault.startswith("gaps.toml, norm lines: short_en: String should have at most 28 characters")


def test_a_unit_is_in_one_cluster_at_a_time(folder):
    lines = (folder / "clusters.csv").read_text("utf-8").splitlines()
    put(folder, "\n".join([*lines, lines[1]]), "clusters.csv")

    assert [fault for fault in faults_of(folder) if "is in a cluster at that time already" in fault]


def test_one_changed_letter_is_another_version(folder):
    before = catalogue.load(folder).digest
    path = folder / "movement.toml"
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")

    assert catalogue.load(folder).digest != before


def test_a_finding_names_a_measure_its_figures_and_what_it_is_about(folder):
    text = (folder / "findings.toml").read_text("utf-8")
    put(
        folder,
        text.replace('of = "bdhvs_5"', 'of = "bdhvs_9"').replace("{of_units} units ({share}) are", "{all} are"),
        "findings.toml",
    )

    assert sorted(faults_of(folder)) == [
        "findings.toml, finding lowest_level: sentence_en: no figure 'all' in 'lowest_level'; "
        "there are of_units, share, type, units",
        "findings.toml, finding universal_skills: no target 'bdhvs_9'; did you mean bdhvs_5 or bdhvs_4 or bdhvs_3?",
    ]
