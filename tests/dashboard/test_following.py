"""How closely pages follow the store."""

from dashboard.data.following import AT_ONCE, PAUSE, Follower


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_change_is_followed_at_once():
    follower = Follower(Clock())

    assert [follower.followed(f"v{n}", n) for n in (7, 7, 8, 8, 9)] == ["v7", "v7", "v8", "v8", "v9"]


def test_many_changes_one_after_another_are_followed_every_few_seconds():
    clock = Clock()
    follower = Follower(clock)

    seen = [follower.followed(n, n) for n in range(AT_ONCE + 3)]
    assert seen == [*range(AT_ONCE + 1), AT_ONCE, AT_ONCE]  # the first costs nothing

    clock.now += 3 * PAUSE
    assert follower.followed(AT_ONCE + 3, AT_ONCE + 3) == AT_ONCE + 3


def test_a_flood_is_followed_once_and_then_not_before_all_is_left_again():
    clock = Clock()
    follower = Follower(clock)
    follower.followed(0, 0)

    seen = []
    for number in range(20, 500, 20):  # looked at every second, with twenty changes between
        seen.append(follower.followed(number, number))
        clock.now += 1.0

    assert seen == [20] * int(AT_ONCE * PAUSE) + [20 + 20 * int(AT_ONCE * PAUSE)] * (24 - int(AT_ONCE * PAUSE))


def test_after_the_flood_the_last_change_is_shown():
    clock = Clock()
    follower = Follower(clock)
    for number in range(0, 500, 50):
        follower.followed(number, number)

    clock.now += AT_ONCE * PAUSE

    assert follower.followed(500, 500) == 500


def test_another_catalogue_counts_as_one_change():
    follower = Follower(Clock())

    assert [follower.followed(catalogue, 3) for catalogue in ("old", "new")] == ["old", "new"]
