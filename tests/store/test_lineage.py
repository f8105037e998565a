"""Who became whom, as the register tells it."""

from datetime import date

from store import queries, register
from store.engine import writing


def test_descent_names_who_was_merged_or_split_off_between_two_days(world):
    world.units("a", "b", "c", "d", "e", "f", "g")
    with writing(world.engine) as connection:
        # not included: on the day itself, which is before the time asked for
        register.merge(connection, ["a"], "b", date(2026, 1, 1), "act 1")
        register.merge(connection, ["b", "c"], "c", date(2026, 2, 1), "act 2")
        register.split(connection, "d", ["d", "e"], date(2026, 3, 31), "act 3")
        # not included: no descent
        register.rename(connection, "c", "Trường mới", "New school", date(2026, 2, 2), "act 4")
        # not included: a day later
        register.merge(connection, ["f"], "g", date(2026, 4, 1), "act 5")

    frame = world.ask(queries.descent, date(2026, 1, 1), date(2026, 3, 31))

    assert frame.rows() == [
        ("b", "c", "merge", date(2026, 2, 1), "act 2"),
        ("d", "e", "split", date(2026, 3, 31), "act 3"),
    ]
