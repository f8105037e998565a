from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from seed_data.answers import Respondents, mistaken
from seed_data.chance import Chance
from seed_data.fates import seasons
from seed_data.latent import panel
from seed_data.recipes import Recipe, recipes, sizes
from store.submission import Submission
from store.validation import faults

CHANCE = Chance(2025)
PERIODS = [(s.round.id, s.round.ends) for s in seasons()]
TYPES = ("department", "higher_education", "vocational", "ministry_unit")


@pytest.fixture(scope="module")
def respondents(catalogue, whole):
    """Those who answer, by institution type; of the Departments only those of today."""
    return {
        type_: Respondents(
            catalogue,
            catalogue.instrument_for(type_),
            panel(CHANCE, [u for u in whole.of_type(type_) if not u.successor], PERIODS),
        )
        for type_ in TYPES
    }


@pytest.mark.parametrize(("type_", "published"), [("department", 18_900_000), ("higher_education", 2_068_522)])
def test_learners_add_up_to_about_the_published_number(respondents, type_, published):
    totals = respondents[type_].figures.of("learners").sum(axis=0)

    assert np.all(abs(totals - published) < 0.1 * published)


@pytest.mark.parametrize("type_", TYPES)
def test_every_number_is_within_its_limits_and_every_count_is_whole(respondents, type_):
    asked = respondents[type_].instrument.questions.values()
    figures = respondents[type_].figures

    for question in (q for q in asked if q.is_number):
        numbers = figures.of(question.id)
        assert numbers.min() >= question.min, question.id
        assert question.ceiling is None or numbers.max() <= question.ceiling, question.id
        assert question.at_most is None or np.all(numbers <= figures.of(question.at_most)), question.id
        assert question.kind != "count" or np.all(numbers == np.round(numbers)), question.id


@pytest.mark.parametrize("type_", TYPES)
def test_a_country_gets_better_in_every_matter_but_not_every_unit_each_time(respondents, type_):
    them = respondents[type_]
    sizes_ = {"learners", *sizes()}
    for id_ in (q for q in them.instrument.questions if q not in sizes_):
        numbers = them.figures.of(id_)
        assert numbers[:, -1].mean() >= numbers[:, 0].mean(), id_
        if them.instrument.questions[id_].kind == "yes_no":
            assert np.all(np.diff(numbers, axis=1) >= 0), id_
    fallen = [np.any(np.diff(them.figures.of(q), axis=1) < 0) for q in them.dispensable]
    assert any(fallen)


def test_infrastructure_lags_behind_and_units_differ(respondents):
    figures = respondents["department"].figures

    connected = figures.of("classrooms_connected") / figures.of("classrooms")
    authenticated = figures.of("records_authenticated") / figures.of("records")

    assert connected[:, -1].mean() < authenticated[:, -1].mean() - 0.1
    assert connected[:, -1].max() - connected[:, -1].min() > 0.4


@pytest.mark.parametrize("type_", TYPES)
def test_what_has_no_answer_says_why_and_is_never_a_size_or_a_condition(respondents, type_):
    them = respondents[type_]
    gates = {gate.question for gate in them.instrument.gates}
    absent = {
        (q, a.reason)
        for row in range(len(them.panel.units))
        for q, a in them.answers(row, 6).items()
        if a.absence is not None
    }

    assert absent
    assert all(reason for _, reason in absent)
    assert {q for q, _ in absent}.isdisjoint({"learners", "staff", "classrooms", *gates})


def test_a_ministry_unit_answers_for_its_own_system_and_leaves_the_others(respondents):
    them = respondents["ministry_unit"]
    row = [unit.id for unit in them.panel.units].index("BO-02")

    answers = them.answers(row, 6)

    assert answers["hemis_institutions"].value == 470
    assert answers["national_records"].absence == "not_applicable"
    assert answers["national_records"].reason == "Hệ thống này do đơn vị khác thuộc Bộ phụ trách."


@pytest.mark.parametrize("row", range(12))
def test_a_slip_passes_every_check_and_spares_what_others_are_measured_by(respondents, catalogue, row):
    them = respondents["higher_education"]
    report = Submission(
        unit=them.panel.units[row].id,
        round="2026-Q1",
        answers=them.answers(row, 4),
        initiatives=(),
        by="x",
        at=datetime(2026, 3, 1, tzinfo=UTC),
        door="seed",
    )

    wrong, question = mistaken(report, them, CHANCE)

    changed = {q for q, a in wrong.answers.items() if a != report.answers[q]}
    assert question.id in changed
    assert len(changed) <= 2
    assert changed.isdisjoint({"learners", "teachers", "staff", "classrooms", "records"})
    assert list(faults(wrong, them.instrument, catalogue.topics)) == []
    assert replace(wrong, answers=report.answers) == report


def test_an_answer_follows_from_the_indicator_that_needs_it(catalogue):
    instrument = catalogue.instruments["departments"]
    made = recipes(catalogue, instrument)

    def recipe(id_, pillar, base, low, high, **more):
        return Recipe(instrument.questions[id_], pillar, base, pytest.approx(low), pytest.approx(high), **more)

    # a share from 20 to 100 %, and a tenth more at either end
    assert made["classrooms_connected"] == recipe("classrooms_connected", "infrastructure", "classrooms", 0.104, 1.096)
    # learners for each computer: the more learners, the more computers, fewer learners for each
    assert made["computers_learners"] == recipe(
        "computers_learners", "infrastructure", "learners", 65.76, 6.24, inverse=True
    )
    assert made["internet_mbps"] == recipe("internet_mbps", "infrastructure", "learners", 0, 0.112)
    assert set(made).isdisjoint(sizes())


def test_all_but_a_few_careless_units_have_the_bandwidth_that_their_lines_bring(respondents):
    figures = [respondents[type_].figures for type_ in ("department", "higher_education", "vocational")]
    contradicts = [of.of("internet_mbps") < 100 * of.of("internet_lines") for of in figures]

    share = np.concatenate([each.any(axis=1) for each in contradicts]).mean()
    assert 0 < share < 0.05
