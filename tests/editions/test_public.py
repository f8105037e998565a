"""What everybody may read of sealed editions, without signing in: nothing live, nothing small, nobody's words."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

import catalogue as catalogues
from dashboard.data import computing, sealing
from dashboard.door.public import PublicPages
from dashboard.door.settings import Settings, settled
from store.faults import ReportError
from store.submission import Given
from tests.door.site import Site
from tests.store.world import World, submission

ROUND = "2026-Q1"
AT = datetime(2026, 6, 1, 1, 30, tzinfo=UTC)
OFFICIAL, DRAFTS = ("official",), ("official", "project draft")
NORM = """
[[norm]]
id = "device_each"
name_vi = "Mỗi người học một máy"
name_en = "A device for each learner"
short_vi = "Máy"
short_en = "Devices"
difficulty = "networks"
have = "devices"
per = "learners"
rate = 1.0
unit_vi = "máy"
unit_en = "devices"
whole = true
as_of = 2026-01-01
source = "test"
"""
TARGET = """
[[target]]
id = "all_devices"
name_vi = "Đủ máy"
name_en = "Devices for all"
decision = "1/QĐ"
of = "devices"
out_of = "learners"
at_least = 100
due = 2027-12-31
source = "test"
"""
SMALL = """
[small_cells]
id = "small_cells"
name_vi = "Ô nhỏ"
name_en = "Small cells"
fewest_units = 3
note_vi = "Dưới 3 đơn vị thì ẩn."
note_en = "Fewer than 3 units are hidden."
source = "test"
"""


@pytest.fixture(scope="module")
def public_catalogue(tmp_path_factory, official_catalogue):
    """The official small catalogue with a norm, a goal and the rule for small cells."""
    folder = shutil.copytree(official_catalogue.folder, tmp_path_factory.mktemp("public") / "catalogue")
    for name, text in (("gaps.toml", NORM), ("targets.toml", TARGET), ("publishing.toml", SMALL)):
        (folder / name).write_text(text, "utf-8")
    return catalogues.load(folder)


@pytest.fixture
def world(engine, public_catalogue):
    """Three recognised schools; one that is submitted only and one that is a draft, both with figures of their own."""
    world = World(engine, public_catalogue)
    world.units("a", "b", "c", "late", "unfinished")
    world.rounds(ROUND)
    for unit, devices in (("a", 40), ("b", 60), ("c", 90)):
        recognised(world, unit, devices)
    world.report("late", learners=7000, devices=6421, plan=1, platform="own", budget=1, online=80)
    world.file(submission("unfinished", submit=False, learners=8000, devices=7531))
    return world


def recognised(world, unit, devices):
    told = submission(
        unit, by="coordinator of school", learners=100, devices=devices, platform="own", budget=1, online=80
    )
    answers = {**told.answers, "plan": Given(absence="not_available", reason="SECRET reason", comment="SECRET remark")}
    (outcome,) = world.file(replace(told, answers=answers))
    world.appraise(outcome.report, devices / 10 - 1, reason="SECRET appraisal", by="Reviewer Secret")
    world.move(outcome.report, "appraised", "recognised", by="Reviewer Secret")


def seal(world, *, official=True):
    return sealing.seal(world.engine, world.catalogue, ROUND, official=official, by="Sealer Secret", at=AT)


def site(world, public):
    settings = Settings(b"s" * 32, public=public)
    pages = Site(world.engine, settings=settings)
    pages.app.router.routes[:0] = PublicPages(world.engine, settings).routes()
    return pages


def walked(visitor, start="/public?lang=en"):
    """Every public page that links lead to, by address."""
    found, ahead = {}, [start]
    while ahead:
        path = ahead.pop()
        if path not in found:
            answer = visitor.see(path)
            assert answer.status_code == 200, path
            found[path] = answer
            ahead += [unescape(link) for link in re.findall(r'href="(/public[^"]*)"', answer.text)]
    return found


def words_of(answer):
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", answer.text))


def test_no_page_tells_anything_that_is_not_sealed_nor_anybodys_words(world):
    sealed = seal(world)
    computing.compute(world.engine, world.catalogue, ROUND)

    with site(world, OFFICIAL).visitor() as visitor:
        pages = walked(visitor)

    said = "\n".join(f"{path}\n{words_of(answer)}" for path, answer in pages.items())
    assert {f"/public/{sealed.digest[:12]}/school/use?lang=en", f"/public/{sealed.digest[:12]}"} <= set(pages)
    assert [unit for unit in ("School a", "School b", "School c") if unit not in said] == []
    # not included: who is not recognised, what they answered, and what anybody wrote or is called
    planted = (
        "School late",
        "School unfinished",
        "6421",
        "6,421",
        "7531",
        "7,531",
        "SECRET",
        "Secret",
        "coordinator of",
    )
    assert [secret for secret in planted if secret in said] == []


def test_the_pages_show_ranks_with_ranges_and_country_figures(world):
    sealed = seal(world)

    with site(world, OFFICIAL).visitor() as visitor:
        country = words_of(visitor.see(f"/public/{sealed.digest[:12]}?lang=en"))
        league = words_of(visitor.see(f"/public/{sealed.digest}/school/use?lang=en"))

    assert "3 of 5" in country
    assert re.search(r"A device for each learner\s+devices\s+110\s+110", country)  # 60, 40 and 10
    assert re.search(r"Devices for all\s+63\.3%\s+3", country)
    assert re.search(r"1\s+School c\s+80\.0\s+1\s+1\s+Two\s+–", league)


def test_a_figure_of_fewer_than_three_units_is_hidden_with_its_total(engine, public_catalogue):
    world = World(engine, public_catalogue)
    world.units("a", "b")
    world.rounds(ROUND)
    for unit, devices in (("a", 47), ("b", 62)):
        recognised(world, unit, devices)
    sealed = seal(world)

    with site(world, OFFICIAL).visitor() as visitor:
        said = words_of(visitor.see(f"/public/{sealed.digest[:12]}?lang=en"))

    assert re.search(r"A device for each learner\s+devices\s+hidden\s+hidden", said)
    assert re.search(r"Devices for all\s+hidden\s+2", said)
    assert "Fewer than 3 units are hidden." in said
    assert [figure for figure in ("91", "53", "38", "54.5") if figure in said.split("Where the")[1]] == []


def test_drafts_are_shown_only_where_the_operator_says_so(world):
    draft = seal(world, official=False)

    with site(world, OFFICIAL).visitor() as visitor:
        assert visitor.see(f"/public/{draft.digest[:12]}").status_code == 404
        assert "No edition is published yet." in words_of(visitor.see("/public?lang=en"))
    with site(world, DRAFTS).visitor() as visitor:
        assert "Draft of the project" in words_of(visitor.see("/public?lang=en"))
        assert visitor.see(f"/public/{draft.digest[:12]}").status_code == 200


def test_what_is_kept_without_a_seal_and_what_is_not_there_have_the_same_answer(world):
    sealed = seal(world)
    kept = computing.compute(world.engine, world.catalogue, ROUND)
    here = f"/public/{sealed.digest[:12]}"

    with site(world, OFFICIAL).visitor() as visitor:
        asked = (
            f"/public/{kept.edition}",
            "/public/000000000000",
            f"{here}/office/use",
            f"{here}/school/none",
            here[:-6],
        )
        assert [visitor.see(path).status_code for path in asked] == [404] * 5


def test_nothing_is_public_unless_it_is_switched_on(world):
    sealed = seal(world)

    with site(world, ()).visitor() as visitor:
        answers = [visitor.see(path) for path in ("/public", f"/public/{sealed.digest[:12]}")]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert all(answer.headers["location"].startswith("/login") for answer in answers)


def test_a_public_page_allows_no_script_and_is_kept_by_nobody(world):
    seal(world)

    with site(world, OFFICIAL).visitor() as visitor:
        answer = visitor.see("/public")

    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text


def test_the_setting_takes_two_words_and_nothing_else():
    assert [settled({"THIDUA_PUBLIC": word}, demonstration=True).public for word in ("", "official", "drafts")] == [
        (),
        OFFICIAL,
        DRAFTS,
    ]
    with pytest.raises(ReportError) as refused:
        settled({"THIDUA_PUBLIC": "yes"}, demonstration=True)
    assert str(refused.value) == "THIDUA_PUBLIC is “yes”. Write official or drafts, or leave it out."
