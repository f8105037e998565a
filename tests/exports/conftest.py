"""One small country for all that is exported here."""

import pytest
from typer.testing import CliRunner

from tests.dashboard import stores


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """The address of a store with two Departments, a university and a ministry unit, one of which reported."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/country.db"
    stores.partial(url).dispose()
    return url


@pytest.fixture
def thidua(country, monkeypatch, tmp_path):
    """The command over that country, in an empty folder."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", country)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        from dashboard.cli import app

        return CliRunner().invoke(app, arguments)

    return run
