"""The frame around the code: locked versions, package contents, theme, and how missing programs are reported."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev
from tests import programs

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("catalogue", "dashboard", "metrics", "seed_data", "store")
THEME = tomllib.loads((ROOT / "dashboard/.streamlit/config.toml").read_text(encoding="utf-8"))


def pins(lock):
    """Each pinned package's versions (several where Pythons differ) and the lines below it."""
    found = {}
    text = (ROOT / lock).read_text(encoding="utf-8")
    for name, version, rest in re.findall(r"^(\S+)==(\S+)(.*(?:\n .*)*)", text, flags=re.MULTILINE):
        found.setdefault(name, {})[version] = rest
    return found


def asked(*extras):
    groups = [PROJECT["project"]["dependencies"], *(PROJECT["project"]["optional-dependencies"][e] for e in extras)]
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize("lock", dev.LOCKS)
def test_a_lock_names_no_place_to_download_from(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert re.findall(r"\S*(?:://|--index|--extra-index|--find-links|--trusted-host| @ )\S*", text) == []


@pytest.mark.parametrize("lock", dev.LOCKS)
def test_every_pin_of_a_lock_has_hashes(lock):
    found = pins(lock)

    assert found
    assert [name for name, each in found.items() if not all("--hash=sha256:" in rest for rest in each.values())] == []


@pytest.mark.parametrize(("lock", "extras"), [(dev.RUN, ["postgres"]), (dev.DEV, ["postgres", "dev"])])
def test_a_lock_holds_every_direct_dependency_in_the_range_asked_for(lock, extras):
    found = pins(lock)

    assert [
        str(wanted)
        for wanted in asked(*extras)
        if not found.get(wanted.name) or not all(map(wanted.specifier.contains, found[wanted.name]))
    ] == []


def test_what_is_tested_is_what_runs():
    run, tested = pins(dev.RUN), pins(dev.DEV)

    assert {name: set(versions) for name, versions in run.items()} == {name: set(tested[name]) for name in run}


def test_a_wheel_holds_every_file_of_the_packages(tmp_path):
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    here = {path.relative_to(source).as_posix() for path in source.glob("*/**/*") if path.is_file()}

    build = ["pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source]
    subprocess.run([sys.executable, "-m", *build], check=True, capture_output=True)

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == here


def test_every_setting_is_known_to_streamlit():
    from streamlit import config

    named = [f"{section}.{name}" for section, settings in flat(THEME) for name in settings]

    assert [name for name in named if name not in config.get_config_options()] == []


def test_the_fonts_are_served_from_here():
    faces = {Path(face["url"]) for face in THEME["theme"]["fontFaces"]}

    assert {ROOT / "dashboard" / url.relative_to("app") for url in faces} == set(
        (ROOT / "dashboard/static/fonts").glob("*.woff2")
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_stand_out_from_the_page(mode):
    theme = THEME["theme"][mode]
    page = theme["backgroundColor"]

    assert [c for c in theme["chartCategoricalColors"] if contrast(c, page) < 3] == []
    assert [c for c in (theme["primaryColor"], theme["linkColor"], theme["textColor"]) if contrast(c, page) < 4.5] == []
    assert contrast(theme["borderColor"], page) >= 3
    assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_sequential_scale_moves_away_from_the_page_step_by_step(mode):
    theme = THEME["theme"][mode]
    steps = [contrast(colour, theme["backgroundColor"]) for colour in theme["chartSequentialColors"]]

    assert steps == sorted(set(steps))


def flat(settings):
    """Sections and their settings; [theme.light] is a section of its own."""
    for section, values in settings.items():
        inner = {name: value for name, value in values.items() if isinstance(value, dict)}
        yield section, [name for name in values if name not in inner]
        yield from ((f"{section}.{name}", list(value)) for name, value in inner.items())


def contrast(one, other):
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("ci", "expected"),
    [
        ("false", {"passed": 1, "skipped": 2, "xfailed": 1}),
        ("true", {"passed": 1, "failed": 1, "error": 1, "xfailed": 1}),
    ],
)
def test_under_ci_a_skip_is_a_failure(tmp_path, ci, expected):
    (tmp_path / "test_world.py").write_text(
        "import pytest\n"
        "def test_passes(): pass\n"
        "def test_skips(): pytest.skip('no such program')\n"
        "def test_needs_a_browser(chromium_path): pass\n"
        # no skip: it ran, and failed as foretold
        "@pytest.mark.xfail\n"
        "def test_is_known_to_fail(): assert False\n"
    )

    said = run_pytest(tmp_path, CI=ci, BROWSER_PATH="/nowhere/chromium")

    assert outcomes(said) == expected
    assert f"Chromium was not found. {programs.CHROMIUM.advice}" in said


def test_under_ci_a_skipped_module_is_a_failure(tmp_path):
    (tmp_path / "test_world.py").write_text("import pytest\npytest.importorskip('no_such_package')\n")

    said = run_pytest(tmp_path, CI="true")

    assert outcomes(said) == {"error": 1}
    assert "CI=true lets nothing be skipped" in said


def run_pytest(folder, **variables):
    plugins = ["-p", "tests.environment", "-p", "no:schemathesis"]
    command = [sys.executable, "-m", "pytest", *plugins, "-rs", "--color=no", folder]
    environment = {**os.environ, "COLUMNS": "1000", **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True).stdout


def outcomes(said):
    return {
        word.rstrip("s"): int(count)
        for count, word in re.findall(r"(\d+) (\w+)", said.splitlines()[-1])
        if word[0] in "pfsxe"
    }


def test_who_names_a_browser_gets_no_other(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")

    assert programs.CHROMIUM.find() is None


def test_uv_is_told_the_settings_that_pip_has(tmp_path, monkeypatch):
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\n"
        "index-url = file:///first\n"
        "extra-index-url =\n    file:///second\n    file:///third\n"
        "find-links = /wheels /more-wheels\n"
        "cert = /certificates.pem\n"
        # not passed on: nothing that uv knows
        "progress-bar = off\n"
    )
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_", "SSL_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    # not taken from pip: the variable for uv itself is set
    monkeypatch.setenv("SSL_CERT_FILE", "/own.pem")
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))

    assert {name: value for name, value in dev.uv_settings().items() if name.startswith(("UV_", "SSL_"))} == {
        "UV_DEFAULT_INDEX": "file:///first",
        "UV_INDEX": "file:///second file:///third",
        "UV_FIND_LINKS": "/wheels,/more-wheels",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_SYSTEM_CERTS": "true",
        "SSL_CERT_FILE": "/own.pem",
    }


def test_an_unknown_command_is_answered_with_those_there_are(capsys):
    assert dev.main("runn") == 2
    assert capsys.readouterr().out == f"{dev.__doc__}\n"
