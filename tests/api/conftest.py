"""A store with one school and the programming interface over it, asked by a program with a token."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from dashboard.api.application import application
from dashboard.api.callers import Desk
from dashboard.api.limits import Buckets
from store.accounts import keys
from store.engine import writing
from store.schema import StoreState
from tests.store.conftest import (
    engine,
    migrated_database,
    migrated_file,
    school_world,
    shared_engine,
    small_catalogue,
    world,
)
from tests.store.world import AT

__all__ = [
    "engine",
    "migrated_database",
    "migrated_file",
    "school_world",
    "shared_engine",
    "small_catalogue",
    "world",
]

NOW = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)


@dataclass
class Interface:
    """The interface over a world whose calendar stands on 10 April 2026."""

    world: object
    client: TestClient

    def token(self, unit="a", scope="write", label="máy chủ"):
        with writing(self.world.engine) as connection:
            return keys.make(connection, unit, scope, label, "quản trị", NOW)

    def ask(self, method, path, body=None, token=None, **headers):
        named = {"authorization": f"Bearer {token or self.known}", "accept-language": "en"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.request(method, path, json=body, headers=named | given)

    def save(self, question, version, token=None, **given):
        return self.ask("PUT", f"/reports/2026-Q1/a/answers/{question}", given, token, if_match=f'"{version}"')


@pytest.fixture
def interface(school_world):
    return interface_over(school_world)


def interface_over(world):
    with writing(world.engine) as connection:
        connection.execute(StoreState.__table__.update().values(today=AT.date()))
    desk = Desk(world.engine, world.catalogue, clock=lambda: NOW, buckets=Buckets(at_once=1e9))
    found = Interface(world, TestClient(application(desk), raise_server_exceptions=True))
    found.known = found.token()
    return found
