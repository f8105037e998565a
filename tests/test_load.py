"""The last hour of a round in small: coordinators who save and submit, a viewer, and a server that is killed."""

import asyncio

from benchmarks.load import world
from benchmarks.load.people import Pace
from benchmarks.load.rush import rush
from benchmarks.load.site import Site
from store.engine import writing

PACE = Pace(answers=5, pause=(0.1, 0.8), closing=2.0, click=1.0)


def test_what_was_acknowledged_outlives_the_server_and_is_kept_once(tmp_path):
    url = f"sqlite:///{tmp_path}/load.db"
    engine = world.country(url, limit=8)
    desks = world.desks(engine, 20, PACE.answers)
    with writing(engine) as connection:
        cookies = world.viewers(connection, 1)
    engine.dispose()

    with Site(url) as site:
        works, times = asyncio.run(rush(site, desks, cookies, PACE, kills=1))

    assert [line for work in works for line in world.losses(engine, work.desk, work.saved, submitted=True)] == []
    assert times.wrong == []
    assert [work.saved.total() for work in works] == [len(desk.answers) for desk in desks]
    assert times.again["save"] > 0  # not included: a server that nobody missed
    engine.dispose()
