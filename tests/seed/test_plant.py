import shutil
from datetime import date
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import func, select

import catalogue as catalogues
from seed_data.seed import plant
from store.engine import migrate, open_store, reading
from store.faults import ReportError
from store.schema import (
    Answer,
    AnswerChange,
    Appraisal,
    ClusterSpell,
    Initiative,
    Report,
    ReportEvent,
    Round,
    StoreState,
    UnitEvent,
    UnitSpell,
)

TABLES = (UnitSpell, ClusterSpell, UnitEvent, Report, ReportEvent, Answer, AnswerChange, Initiative, Appraisal)
EXTRA = """
[[indicator]]
id = "dep_drones"
pillar = "activity"
name_vi = "Số máy bay không người lái dùng trong dạy học"
name_en = "Drones used in teaching"
points = 2
formula = "number"
of = "drones"
unit_vi = "chiếc"
unit_en = "drones"
worst = 0
best = 40

[[indicator.question]]
id = "drones"
kind = "count"
name_vi = "Số máy bay không người lái"
name_en = "Drones"
unit_vi = "chiếc"
unit_en = "drones"
"""


def rows(engine, *columns, where=()):
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).where(*where).order_by(*columns))]


def digest(engine):
    """Everything that was planted, in one hash."""
    whole = sha256()
    for table in TABLES:
        for row in rows(engine, *table.__table__.columns):
            whole.update(repr(row).encode())
    return whole.hexdigest()


def test_the_same_seed_gives_the_same_country_and_another_seed_another(planted, catalogue, country):
    assert digest(planted(catalogue, limit=3)) == digest(country)
    assert digest(planted(catalogue, limit=3, seed=2026)) != digest(country)


def test_further_units_leave_the_reports_of_the_others_as_they_were(planted, catalogue, country):
    larger = planted(catalogue, limit=5)

    def told(engine, *, among):
        columns = (Report.unit, Report.round, Answer.question, Answer.value, Answer.choice, Answer.absence)
        return rows(engine, *columns, where=(Report.id == Answer.report, Report.unit.in_(among)))

    units = {unit for (unit,) in rows(country, Report.unit)}
    assert told(larger, among=units) == told(country, among=units)
    assert len(told(country, among=units)) > 1000


def test_a_country_is_a_demonstration_with_its_own_today_in_an_open_round(country):
    state = rows(country, StoreState.demonstration, StoreState.today)
    rounds = {id_: (opens, due) for id_, opens, due in rows(country, Round.id, Round.opens, Round.due)}

    assert state == [(True, date(2026, 11, 20))]
    assert list(rounds) == sorted(
        ["2023", "2024", "2025-2026", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    )
    assert [id_ for id_, (opens, due) in rounds.items() if opens <= date(2026, 11, 20) <= due] == ["2026-Q4"]
    assert rounds["2025-2026"][1] == date(2026, 5, 31)


def test_the_old_departments_report_for_2023_and_2024_and_their_successors_afterwards(country):
    reported = rows(country, Report.unit, Report.round, where=(Report.unit.like("SGD%"),))

    assert {round_ for unit, round_ in reported if unit.startswith("SGD63")} <= {"2023", "2024"}
    assert {round_ for unit, round_ in reported if not unit.startswith("SGD63")}.isdisjoint({"2023", "2024"})
    assert {"2023", "2024", "2026-Q3"} <= {round_ for _, round_ in reported}


def test_every_old_department_is_merged_into_one_of_today_by_the_act(country):
    merged = rows(country, UnitEvent.before, UnitEvent.after, UnitEvent.on_date, UnitEvent.act)

    assert ("SGD63-04", "SGD-04", date(2025, 7, 1), "Nghị quyết 202/2025/QH15") in merged
    # in Tuyên Quang, the third Department of today, Hà Giang has gone up
    assert ("SGD63-02", "SGD-08", date(2025, 7, 1), "Nghị quyết 202/2025/QH15") in merged
    assert len(merged) == 4  # Hà Nội, Cao Bằng and the two parts of Tuyên Quang


def test_nobody_acts_after_today_and_reviewers_come_after_reporters(country):
    moments = rows(country, ReportEvent.report, ReportEvent.id, ReportEvent.at, ReportEvent.to_state)

    assert max(at for _, _, at, _ in moments).date() <= date(2026, 11, 20)
    for (report, _, at, _), (next_report, _, next_at, state) in pairwise(moments):
        assert report != next_report or at < next_at, state


def test_progress_counts_the_reports_up_to_their_number(planted, catalogue):
    heard = []

    engine = planted(catalogue, limit=2, progress=lambda *told: heard.append(told))

    [(reports,)] = rows(engine, func.count(Report.id))
    assert [round_ for round_, _, _ in heard][:2] == ["2023", "2024"]
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)
    assert heard[-1] == ("2026-Q4", reports, reports)


def test_a_store_that_has_units_is_left_as_it_is(country, catalogue):
    before = digest(country)

    with pytest.raises(ReportError, match="Unit SGD-01 is in the register already"):
        plant(country, catalogue, limit=1)

    assert digest(country) == before


def test_an_appended_indicator_is_answered_without_a_word_of_seed_data(planted, tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogues.loader.SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "instruments" / "departments.toml"
    text = path.read_text("utf-8")
    head, level_3, tail = text.partition('id = "dep_level_3"')
    path.write_text(head + level_3 + tail.replace("points = 6", "points = 4", 1) + EXTRA, "utf-8")

    engine = planted(catalogues.load(folder), limit=2)

    told = [value for (value,) in rows(engine, Answer.value, where=(Answer.question == "drones",)) if value is not None]
    assert len(told) > 10
    assert all(value == int(value) and 0 <= value <= 46 for value in told)
    assert len(set(told)) > 3


def test_a_country_grows_on_postgresql_too(postgres, catalogue, planted):
    engine = open_store(postgres)
    migrate(engine)

    plant(engine, catalogue, limit=1)

    assert digest(engine) == digest(planted(catalogue, limit=1))
    engine.dispose()
