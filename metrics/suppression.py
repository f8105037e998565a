"""Small cells are hidden, and with them others, so that none can be got back from the total beside them."""

from collections.abc import Mapping


def hidden(units: Mapping[str, int], fewest: int) -> frozenset[str]:
    """Which parts of one published total must not be shown, by how many units each of them rests on.

    A part that rests on fewer than `fewest` units is small; on none it is empty, and an empty part says nothing of
    anybody. As long as the total less what is shown would tell of one part alone, or of fewer than `fewest` units, the
    next smallest part goes too. Where `total_is_hidden`, nothing but empty parts is left.
    """
    filled = sorted((number, part) for part, number in units.items() if number)
    gone = [part for number, part in filled if number < fewest]
    for _, part in filled[len(gone) :]:
        if not gone or (len(gone) > 1 and sum(units[each] for each in gone) >= fewest):
            break
        gone.append(part)
    return frozenset(gone)


def total_is_hidden(units: Mapping[str, int], fewest: int) -> bool:
    """Whether the total itself rests on too few units, or would tell a hidden part."""
    gone = hidden(units, fewest)
    return 0 < sum(units.values()) < fewest or len(gone) == 1
