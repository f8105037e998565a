"""The console command, as the IT colleague of a civil servant types it."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def thidua(tmp_path, small_folder, monkeypatch):
    """Runs the command in an empty folder; returns exit code, what it said, and what it said on standard error."""
    from typer.testing import CliRunner

    from dashboard.cli import app

    monkeypatch.chdir(tmp_path)

    def run(*words, **variables):
        environment = {
            "THIDUA_DATABASE_URL": "sqlite:///store.db",
            "THIDUA_CATALOGUE": str(small_folder),
            "THIDUA_LANGUAGE": "en",
            **variables,
        }
        done = CliRunner().invoke(app, words, env=environment, prog_name="thidua")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()

    return run


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory):
    from tests.store import small

    return small.write(tmp_path_factory.mktemp("small"))


@pytest.fixture
def world(tmp_path, small_folder):
    """Two schools and one round, in the store that the command opens."""
    import catalogue
    from store.engine import migrate, open_store
    from tests.store.world import World

    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    world = World(engine, catalogue.load(small_folder))
    world.units("a", "b")
    world.rounds("2026-Q1")
    yield world
    engine.dispose()


def test_help_names_every_command_in_both_languages(thidua):
    code, said, _ = thidua("--help")

    page = " ".join(" ".join(said).replace("│", " ").split())
    assert code == 0
    for command, vietnamese, english in (
        ("run", "Chạy trang web", "Serve the pages"),
        ("seed", "Nạp dữ liệu minh họa vào kho trống", "Fill an empty store with the demonstration country"),
        ("workbook", "Lập tệp báo cáo Excel cho một đơn vị", "Write a unit's workbook for a round"),
        ("import", "Nạp báo cáo từ tệp Excel", "Import reports"),
        ("check", "Kiểm tra danh mục chỉ số", "Check a catalogue"),
        ("status", "Cho biết trong kho có những gì", "Tell what the store holds"),
    ):
        assert f"{command} {vietnamese}" in page
        assert english in page


def test_help_answers_at_once_since_it_loads_nothing_heavy():
    asked = "import sys, dashboard.cli; print(*sys.modules.keys() & {'streamlit', 'polars', 'sqlalchemy', 'babel'})"

    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert said.split() == []


def test_run_serves_the_pages_from_any_folder_with_the_settings_beside_them(tmp_path):
    import secrets
    import socket
    from urllib.request import urlopen

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from dashboard.cli import app; app()", "run", "--language", "en"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port), "THIDUA_DATABASE_URL": "sqlite:///s.db"}
    environment["THIDUA_SECRET"] = secrets.token_hex(32)
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline()
            answer = _patiently(server, lambda: urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).read())
            font = urlopen(f"http://127.0.0.1:{port}/app/static/fonts/BeVietnamPro-Regular.woff2", timeout=5).read()
        finally:
            server.kill()

    assert said == "The store is empty. For a demonstration, run: thidua seed\n"
    assert (answer, font[:4]) == (b"ok", b"wOF2")  # static files are served only where our settings are read


def _patiently(server, ask):
    """Asks again while the server is starting, for half a minute at most."""
    for _ in range(300):
        try:
            return ask()
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
    raise AssertionError("no answer")


def test_a_workbook_goes_out_comes_back_and_comes_back_again(thidua, world, tmp_path):
    world.report("a", learners=100, devices=40, plan=1, platform="own", budget=12.5, online=80)

    assert thidua("workbook", "a", "2026-Q1") == (0, ["Written: a_2026-Q1.xlsx"], [])
    assert thidua("workbook", "b", "2026-Q1", "--out", "b.xlsx", THIDUA_LANGUAGE="vi") == (
        0,
        ["Đã lập tệp: b.xlsx"],
        [],
    )
    assert thidua("import", "a_2026-Q1.xlsx") == (0, ["a_2026-Q1.xlsx: nothing new."], [])
    assert thidua("import", "b.xlsx", "--draft", "--language", "vi") == (
        0,
        ["b.xlsx: đã lưu; câu trả lời: 0 mới, 0 sửa, 0 bỏ; sáng kiến: 0."],
        [],
    )


def test_of_many_files_each_is_stored_whole_or_not_at_all(thidua, world, tmp_path):
    from store import queries
    from tests.workbook.books import MINE, report

    whole = {"learners": 1000, "devices": 40, "plan": "Có", "platform": "Tự có", "budget": 12.5, "online": 80}
    slips = {"learners": "many", "devices": -1, "online": 120}
    (tmp_path / "a.xlsx").write_bytes(report(whole, {"title": "Ký số", "stage": "Idea"}))
    (tmp_path / "b.xlsx").write_bytes(report(whole | slips, meta=MINE | {"unit": "b"}))
    (tmp_path / "c.xlsx").write_bytes(report(whole, meta=MINE | {"unit": "c"}))
    (tmp_path / "d.xlsx").write_bytes(b"Learners,1000")

    files = [f"{name}.xlsx" for name in "abcde"]
    code, said, _ = thidua("import", *files, "--by", "an", "--back", "mend", "--unsealed")

    assert code == 1
    assert said == [
        "a.xlsx: stored; answers: 6 new, 0 changed, 0 removed; initiatives: 1.",
        "b.xlsx: Báo cáo!C2: “Learners” is “many”. Enter a whole number.",
        "b.xlsx: Báo cáo!C3: “Devices” is −1. Enter 0 or more.",
        "b.xlsx: Báo cáo!C7: “Share online” is 120. Enter 100 or less.",
        "b.xlsx: not stored; 3 things to mend.",
        "c.xlsx: There is no unit c. Use the code that the register of units has.",
        "c.xlsx: not stored; 1 thing to mend.",
        "d.xlsx: The file is not an Excel workbook, or it is damaged. Save it again as .xlsx and send that file.",
        "d.xlsx: not stored; 1 thing to mend.",
        "e.xlsx: There is no such file, or it may not be read.",
        "e.xlsx: not stored; 1 thing to mend.",
        "Files: 1 stored, 0 with nothing new, 4 refused.",
        "1 file with notes.",  # not included: faults of no cell, and what is no workbook
    ]
    assert [path.name for path in (tmp_path / "mend").iterdir()] == ["b.xlsx"]
    assert [row[1] for row in world.rows(queries.reports, "2026-Q1")] == ["a"]
    assert world.ask(queries.answers_of, "a", "2026-Q1")["by"].unique().to_list() == ["an"]


def test_status_counts_what_the_store_holds(thidua, world):
    world.report("a", initiatives=["Ký số"])
    world.report("b", submit=False, learners=5)

    code, said, _ = thidua("status", "--json")

    told = json.loads("\n".join(said))
    assert code == 0
    assert date.fromisoformat(told.pop("today"))  # the real day
    assert told == {
        "store": "sqlite:///store.db",
        "demonstration": False,
        "units": {"school": 2},
        "rounds": 1,
        "reports": {"draft": 1, "submitted": 1},
        "answers": 7,
        "initiatives": 1,
        "data_version": world.version(),
    }
    assert [line for line in thidua("status")[1] if not line.startswith(("Today", "Data"))] == [
        "Store: sqlite:///store.db",
        "Units: 2",
        "  School: 2",
        "Rounds: 1",
        "Reports: 2",
        "  draft: 1",
        "  submitted: 1",
        "Answers: 7",
        "Initiatives: 1",
    ]


def test_check_names_every_fault_of_a_catalogue_at_once(thidua, small_folder, tmp_path):
    import shutil

    folder = shutil.copytree(small_folder, tmp_path / "mine")
    instrument = folder / "instruments" / "small.toml"
    text = instrument.read_text("utf-8").replace('of = "devices"', 'of = "abacuses"').replace("worst = 0", "worts = 0")
    instrument.write_text(text.replace("points = 10\nformula", "points = 9\nformula"), "utf-8")

    code, _, said = thidua("check", "mine")

    assert code == 1
    for word in ("abacuses", "worts", "9"):
        assert [line for line in said[:-1] if word in line]
    assert said[-1].endswith("faults.")
    assert thidua("check") == (0, [f"{small_folder}: no faults."], [])


def test_check_of_the_shipped_catalogue_names_the_known_notice_alone(thidua):
    code, said, _ = thidua("check", THIDUA_CATALOGUE="")

    assert code == 0
    assert [line.split(":")[0] for line in said[:-1]] == ["Known"]
    assert "schools_4725" in said[0]


def test_seed_does_not_touch_a_store_that_is_in_use(thidua, world):
    world.report("a")
    before = world.version()

    for options in ((), ("--again",)):
        assert thidua("seed", *options) == (
            1,
            [],
            [
                "The store at sqlite:///store.db has reports already. Only an empty store becomes a demonstration; "
                "name another store in THIDUA_DATABASE_URL."
            ],
        )
    assert thidua("seed", "--if-empty") == (0, [], [])
    assert world.version() == before


def test_a_demonstration_is_started_over_only_when_asked(thidua, tmp_path):
    import catalogue
    from seed_data.seed import plant
    from store.engine import migrate, open_store

    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    plant(engine, catalogue.load(catalogue.loader.SHIPPED), limit=2)

    refused = thidua("seed", THIDUA_CATALOGUE="")
    # This process still has the old one open.
    code, _, _ = thidua("seed", "--again", "--limit", "3", THIDUA_CATALOGUE="")
    told = json.loads("\n".join(thidua("status", "--json", THIDUA_CATALOGUE="")[1]))
    kept = json.loads("\n".join(thidua("edition", "list", "--json", THIDUA_CATALOGUE="")[1]))
    engine.dispose()

    assert refused == (
        1,
        [],
        ["The store at sqlite:///store.db is a demonstration already. To start it over, add --again."],
    )
    assert (code, told["demonstration"]) == (0, True)
    assert told["units"]["vocational"] == 3  # there were 2
    assert len(kept) == told["rounds"] - 1  # every round but the open one
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == []  # nothing is left beside the store


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "The store cannot be opened: Could not parse SQLAlchemy URL"),
        ("postgresql+nodriver://x/y", "The store cannot be opened: Can't load plugin"),
        ("sqlite:////proc/nowhere/store.db", "/proc/nowhere cannot be read or written: "),
    ],
)
def test_a_store_that_cannot_be_opened_is_said_in_one_line(thidua, url, said):
    code, _, (line,) = thidua("status", THIDUA_DATABASE_URL=url)

    assert (code, line[: len(said)]) == (1, said)
