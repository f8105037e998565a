"""Small demonstration countries, planted once: the first units of each type, as they are in the whole."""

import pytest

import catalogue as catalogues
from seed_data.chance import Chance
from seed_data.country import imagine
from seed_data.seed import plant
from store.engine import migrate, open_store

SEED = 2025


@pytest.fixture(scope="session")
def catalogue():
    return catalogues.load(catalogues.loader.SHIPPED)


@pytest.fixture(scope="session")
def whole(catalogue):
    """The whole country on paper, not planted."""
    return imagine(catalogue, Chance(SEED))


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    """Plants a country of the first `limit` units of each type in a SQLite file of its own."""

    def new(catalogue, *, limit, seed=SEED, progress=None):
        engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('country')}/store.db")
        migrate(engine)
        plant(engine, catalogue, progress, seed, limit=limit)
        return engine

    return new


@pytest.fixture(scope="session")
def country(planted, catalogue):
    return planted(catalogue, limit=3)
