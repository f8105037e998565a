"""What the investment page says of a budget, and how its sums hang together."""

import pytest

from dashboard.data import investment, shortfalls
from dashboard.data.source import standing
from dashboard.views.gaps import MILLIONS_IN_A_BILLION
from tests.dashboard.screen import faults, texts

ROUND = "2026-Q3"


@pytest.fixture
def version(urls, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls("full"))
    return standing().version


@pytest.mark.parametrize("group", ["norm", "province", "institution_type"])
@pytest.mark.parametrize("by", ["learners", "points"])
def test_what_a_budget_closes_and_leaves_adds_up_to_the_national_bill(version, by, group):
    nation = shortfalls.totals(version, ROUND)
    budget = investment.budgets(version, ROUND, "")[0]
    plan = investment.plan(version, ROUND, "", by, budget)

    parts = investment.closed_by(plan, investment.priced_gaps(version, ROUND, ""), group)

    priced = nation.filter(nation["cost"].is_not_null() | (nation["norm"] != "ict_money"))
    assert parts["cost"].sum() == pytest.approx(nation["cost"].sum())
    assert parts["spent"].sum() == pytest.approx(plan.rows["spent"].sum())
    assert 0 < parts["spent"].sum() <= budget * MILLIONS_IN_A_BILLION
    assert parts.select("closed", "partly", "left").sum().sum_horizontal().item() == priced["short"].sum()
    assert parts.select("met", "no_data").sum().row(0) == priced.select("met", "no_data").sum().row(0)


def test_the_last_sum_on_the_slider_pays_for_everything_and_the_one_before_does_not(version):
    *_, before, last = investment.budgets(version, ROUND, "")

    assert (
        before * MILLIONS_IN_A_BILLION < investment.items(version, ROUND)["cost"].sum() <= last * MILLIONS_IN_A_BILLION
    )


def test_a_type_has_the_items_of_its_own_units(version):
    everything = investment.items(version, ROUND)

    assert everything.filter(institution_type="vocational").equals(investment.items(version, ROUND, "vocational"))


def test_the_address_holds_budget_and_aim(app):
    test = app("full", "investment", round="2026-Q2", type="vocational", by="points", budget="3", lang="en")

    assert faults(test) == []
    assert test.select_slider[0].value == "3"
    assert any(text.startswith("3 billion đồng would close ") for text in texts(test))
    assert "Prices of 1 Jan 2026." in " ".join(texts(test))
    assert test.query_params == {"round": "2026-Q2", "type": "vocational", "by": "points", "budget": "3", "lang": "en"}


def test_points_of_a_draft_instrument_are_marked_as_such_in_every_image(app):
    draft = "Bộ chỉ số dự thảo của dự án"

    by_points = texts(app("full", "investment", by="points"))
    by_learners = texts(app("full", "investment"))

    in_images = [
        sum(draft in text and "Dữ liệu minh họa" in text for text in said) for said in (by_points, by_learners)
    ]
    assert in_images == [2, 0]
    assert any(draft in text for text in by_learners)  # points stand in the table beside


def test_a_sum_that_is_not_on_the_slider_is_answered_by_a_sentence(app):
    test = app("full", "investment", round=ROUND, budget="1234567")

    assert faults(test) == []
    assert any(each.value.startswith("“1234567” trong địa chỉ") for each in test.info)


def test_where_no_cost_is_known_the_page_says_so(app):
    test = app("silent", "investment", round="2026-Q2")

    assert [each.value for each in test.info] == ["Chưa tính được kinh phí."]
