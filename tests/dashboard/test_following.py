"""How closely pages follow the store."""

from dashboard.data.following import AT_ONCE, PAUSE, Follower


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_change_is_followed_at_once():
    follower = Follower(Clock())

    assert [follower.followed(version) for version in (7, 7, 8, 8, 9)] == [7, 7, 8, 8, 9]


def test_a_flood_of_changes_is_followed_every_few_seconds():
    clock = Clock()
    follower = Follower(clock)

    seen = [follower.followed(version) for version in range(100)]
    assert seen == [*range(AT_ONCE + 1), *[AT_ONCE] * (99 - AT_ONCE)]  # the first costs nothing

    clock.now += PAUSE
    assert [follower.followed(version) for version in (100, 101)] == [100, 100]


def test_after_the_flood_the_last_change_is_shown():
    clock = Clock()
    follower = Follower(clock)
    for version in range(100):
        follower.followed(version)

    clock.now += PAUSE

    assert follower.followed(99) == 99
