"""What the pages ask about movement, over a small invented country and its planted mergers."""

from datetime import date

import polars as pl
import pytest

from dashboard.data import facts, goals, movement
from dashboard.data.source import standing
from metrics.decomposition import RANK_CAUSES, SCORE_CAUSES

TODAY = date(2026, 11, 20)


@pytest.fixture
def version(urls, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", urls("full"))
    return standing().version


def test_the_first_quarter_is_compared_with_the_last_year_in_which_the_type_reported(version):
    before = {type_: movement.compared_with(version, "2025-Q3", type_) for type_ in ("department", "vocational")}

    assert before["department"].id == "2024"
    assert before["vocational"] is None
    assert movement.compared_with(version, "2026-Q1", "vocational").id == "2025-Q4"


def test_the_planted_merger_of_departments_is_explained_as_such(version):
    rows = movement.why(version, "2025-Q3", "department", "overall").filter(pl.col("change").is_not_null())

    heirs = rows.group_by("unit").agg(origins=pl.len(), merger=pl.col("merger").abs().min())
    joined = heirs.filter(pl.col("origins") > 1)
    assert set(joined["unit"]) >= {"SGD-08"}  # Hà Giang and Tuyên Quang
    assert joined["merger"].min() > 0
    assert heirs.filter(pl.col("origins") == 1)["merger"].to_list() == [0.0] * (heirs.height - joined.height)
    assert rows.filter(pl.col("unit") == "SGD-08").sort("origin").select("origin_vi", "name_vi").rows() == [
        ("Sở Giáo dục và Đào tạo tỉnh Hà Giang", "Sở Giáo dục và Đào tạo tỉnh Tuyên Quang"),
        ("Sở Giáo dục và Đào tạo tỉnh Tuyên Quang", "Sở Giáo dục và Đào tạo tỉnh Tuyên Quang"),
    ]


@pytest.mark.parametrize("round_", ["2024", "2025-Q3", "2026-Q3", "2026-Q4"])
@pytest.mark.parametrize("item", ["overall", "activity"])
def test_the_parts_of_every_line_and_of_the_mean_add_up(version, round_, item):
    rows = movement.why(version, round_, "department", item)
    whole = movement.headline(version, round_, "department", item)

    moved, ranked = rows.drop_nulls("change"), rows.drop_nulls("rank_change")
    assert moved.height > 0
    assert moved.select(total=pl.sum_horizontal(SCORE_CAUSES))["total"].to_list() == pytest.approx(
        moved["change"].to_list(), abs=1e-9
    )
    places = ranked.select(total=pl.sum_horizontal([f"rank_{cause}" for cause in RANK_CAUSES]))["total"]
    assert places.to_list() == ranked["rank_change"].to_list()
    parts = [whole[name] for name in (*SCORE_CAUSES, "comers_and_goers")]
    assert sum(parts) == pytest.approx(whole["mean"] - whole["previous_mean"], abs=1e-9)
    assert whole["change"] == pytest.approx(whole["mean"] - whole["previous_mean"], abs=1e-9)


def test_the_first_round_of_all_has_scores_and_no_changes(version):
    whole = movement.headline(version, "2023", "department", "overall")

    assert whole.pop("mean") > 0
    assert whole.pop("lines") == 0
    assert set(whole.values()) == {None}


def test_an_estimate_knows_who_is_expected(version):
    early = movement.estimate(version, "2026-Q4", "department", "overall")

    assert early["expected"] == 5
    assert early["reported"] == facts.coverage(version, "2026-Q4", "department").counted
    assert early["estimate"] is None  # five are too few to go by


def test_a_target_is_followed_over_the_rounds_that_are_due_no_more(version):
    found = {each.goal.id: each for each in goals.progress(version, "2026-Q4", TODAY)}

    course, path = found["qd131_2"].course, found["qd131_2"].path
    # not included: the round that is still open, and those of other calendars
    assert course["round"].to_list() == ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert (path.outlook, path.value) == ("missed", course["value"][-1])
