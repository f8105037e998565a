"""An indicator is one entry in one file: from there it is asked, answered, scored, picked and documented."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import catalogue as catalogues
import dashboard
from catalogue.loader import SHIPPED
from dashboard import intake
from dashboard.data import facts, rankings, results
from dashboard.data.source import standing
from dashboard.words import Words
from seed_data.seed import plant
from store.engine import migrate, open_store

APP = Path(dashboard.__file__).with_name("app.py")
ROUND = "2026-Q3"
NAME = "Tỉ lệ bài giảng được ghi hình và chia sẻ"
QUESTION = "Số bài giảng đã ghi hình và chia sẻ"
ENTRY = f"""
[[indicator]]
id = "lessons_recorded"
pillar = "{{pillar}}"
name_vi = "{NAME}"
name_en = "Share of lessons recorded and shared"
points = 1
formula = "percent"
of = "lessons_shared"
out_of = "learners"
worst = 0
best = 60

[[indicator.question]]
id = "lessons_shared"
name_vi = "{QUESTION}"
name_en = "Lessons recorded and shared"
kind = "count"
unit_vi = "bài"
unit_en = "lessons"
at_most = "learners"
"""


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A country judged by a catalogue to which one entry was appended, its point taken from a sibling."""
    import streamlit as st

    folder = shutil.copytree(SHIPPED, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / "instruments" / "vocational.toml"
    shipped = catalogues.load(SHIPPED).instruments["vocational"].indicators
    sibling = next(each for each in shipped if each.points > 2 and not each.steps)
    before, after = path.read_text("utf-8").split(f'id = "{sibling.id}"')
    poorer = after.replace(f"points = {sibling.points:g}", f"points = {sibling.points - 1:g}", 1)
    path.write_text(before + f'id = "{sibling.id}"' + poorer + ENTRY.format(pillar=sibling.pillar), "utf-8")
    monkeypatch.setenv("THIDUA_CATALOGUE", str(folder))
    monkeypatch.setenv("THIDUA_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    engine = open_store()
    migrate(engine)
    plant(engine, catalogues.load(), limit=4)
    st.cache_resource.clear()
    yield engine
    st.cache_resource.clear()


def test_one_appended_entry_is_asked_scored_picked_and_documented(world):
    version = standing().version
    instrument = catalogues.load().instruments["vocational"]

    book = intake.workbook(world, catalogues.load(), "NN-001", "2026-Q4", Words.of("vi"))
    with zipfile.ZipFile(io.BytesIO(book)) as sheets:
        assert QUESTION in sheets.read("xl/sharedStrings.xml").decode()

    rows = results.of_type(version, ROUND, instrument)
    own = rows.filter(item="lessons_recorded")
    assert own.height == facts.coverage(version, ROUND, "vocational").counted > 0
    assert own["points"].max() > 0

    assert "lessons_recorded" in rankings.pickable(instrument)
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params["type"] = "vocational"
    page.switch_page("app_pages/rankings.py").run()
    assert not page.exception
    assert any(NAME in choice.options for choice in page.selectbox)

    page.query_params["instrument"] = "vocational"
    page.switch_page("app_pages/method.py").run()
    assert not page.exception
    assert any(NAME in text.value for text in page.markdown)
