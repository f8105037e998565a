"""One served country for all journeys of reports: two units of each type, and whoever signs in by a click."""

from typing import NamedTuple

import pytest
from sqlalchemy import Engine

import catalogue as catalogues
from seed_data.seed import plant
from store.engine import migrate, open_store
from tests import browsing, serving


class Site(NamedTuple):
    """Where it is served, and the store behind it."""

    base: str
    engine: Engine


@pytest.fixture(scope="package")
def country(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('country')}/store.db"
    engine = open_store(url)
    migrate(engine)
    plant(engine, catalogues.load(), limit=2)
    with serving.serving(THIDUA_DATABASE_URL=url) as base:
        yield Site(base, engine)


@pytest.fixture(scope="package")
def browser(chromium_path):
    from playwright.sync_api import expect

    expect.set_options(timeout=60_000)  # a busy machine is no fault of the code
    return browsing.chromium(chromium_path)
