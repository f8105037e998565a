"""`thidua edition`, as the colleague of an administrator types it."""

import json

import pytest

ROUND = "2026-Q1"


@pytest.fixture
def thidua(world, monkeypatch, tmp_path):
    """Runs the command over the world's store; returns exit code, what it said, and what it said on standard error."""
    from typer.testing import CliRunner

    from dashboard.cli import app

    monkeypatch.chdir(tmp_path)

    def run(*words, **variables):
        environment = {
            "THIDUA_DATABASE_URL": world.engine.url.render_as_string(),
            "THIDUA_CATALOGUE": str(world.catalogue.folder),
            "THIDUA_LANGUAGE": "en",
            **variables,
        }
        done = CliRunner().invoke(app, ("edition", *words), env=environment, prog_name="thidua")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout.splitlines(), done.stderr.splitlines()

    return run


def test_editions_are_computed_listed_sealed_verified_and_exported(thidua, tmp_path):
    assert thidua("list") == (0, ["No edition is kept yet."], [])
    code, report, _ = thidua("compute")
    assert (code, len(report)) == (0, 18)
    assert report[1:7] == [
        "  Read the units: done, 3 rows",
        "  Read the reports: done, 3 rows",
        "  Read the answers: done, 18 rows",
        "  Read the appraisals: done, 2 rows",
        "  Values: done, 3 rows",
        "  Mandatory conditions: not needed: No instrument that was used has mandatory conditions.",
    ]

    code, (said,), _ = thidua("seal", ROUND, "--by", "Lan")
    digest = said.rpartition(" ")[2]
    assert code == 0
    assert said.startswith(f"{ROUND}, sealed edition 1 (Official), Lan, ")

    rows = json.loads("\n".join(thidua("list", "--json")[1]))
    assert [(row["basis"], row["status"], row["digest"], row["results"]) for row in rows] == [
        ("recognised", "official", digest, 4),
        ("live", None, None, 6),
    ]
    lines = thidua("list")[1]
    assert lines[0].endswith(f"method 1; 4 results. Sealed (Official): {digest}.")
    assert lines[1].startswith(f"{ROUND} {rows[1]['key'][:12]}: all reports submitted and later; data version ")

    file = f"thidua_{ROUND}_1_{digest[:12]}.zip"
    assert thidua("export", digest[:8]) == (0, [f"Written: {file}"], [])
    assert thidua("export", digest[:8], "--out", "again.zip")[0] == 0
    assert (tmp_path / file).read_bytes() == (tmp_path / "again.zip").read_bytes()
    checked = (0, [said, thidua("verify", digest)[1][1]], [])
    assert checked[1][1].endswith(" files, every byte as sealed.")
    for name in (digest, rows[0]["key"][:12], file):
        assert thidua("verify", name) == checked


def test_what_cannot_be_sealed_or_verified_is_said_in_the_reader_s_language(thidua, tmp_path):
    (tmp_path / "other.zip").write_bytes(b"no zip")

    assert thidua("seal", "1999") == (1, [], ["There is no round 1999. The rounds are 2026-Q1."])
    assert thidua("verify", "other.zip", THIDUA_LANGUAGE="vi") == (
        1,
        [],
        ["Tệp không phải là tệp của ấn bản đã chốt, hoặc đã bị hỏng."],
    )
    assert thidua("export", "abcdef") == (1, [], ["There is no edition abcdef. “thidua edition list” names them."])


def test_a_run_that_fails_is_told_and_ends_with_1(thidua, monkeypatch):
    def broken(*_):
        raise ValueError("no }luck")

    monkeypatch.setattr("metrics.judge.points", broken)

    code, said, _ = thidua("compute", ROUND)

    assert code == 1
    assert said[0] == f"{ROUND}: no edition"
    assert said[7:9] == [
        "  Points: failed: ValueError: no }luck",
        "  Scores and levels: failed: An earlier step failed.",
    ]
