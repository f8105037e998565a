"""Where names stand beside the land: in the sea to the east, in the order of the provinces, clear of each other."""

from collections.abc import Iterator, Mapping
from typing import Final

Spot = tuple[float, float]

APART: Final = 0.72  # degrees between two lines of small text on a telephone
# (from this latitude down, the longitude at which names begin): clear of the coast.
COAST: Final = ((18.6, 108.9), (15.9, 109.6), (11.3, 110.2), (10.7, 109.3), (0.0, 107.6))
# Latitudes that the names of the archipelagos need, where names of provinces would reach them.
TAKEN: Final = ((15.2, 18.4), (11.2, 13.2))
TOP: Final = 23.3
BOTTOM: Final = 7.6


def label_places(spots: Mapping[str, Spot]) -> dict[str, Spot]:
    """For each province's point the place where its name begins; lines from point to name do not cross."""
    order = sorted(spots, key=lambda code: -spots[code][1])
    latitudes = _off_the_edge(list(_spread([spots[code][1] for code in order])))
    return {code: (_beside(latitude), latitude) for code, latitude in zip(order, latitudes, strict=True)}


def _spread(latitudes: list[float]) -> Iterator[float]:
    """The same latitudes from north to south, moved south where they are too close or taken."""
    above = TOP + APART
    for latitude in latitudes:
        place = min(latitude, above - APART)
        for low, high in TAKEN:
            if low < place < high:
                place = low
        above = place
        yield place


def _off_the_edge(latitudes: list[float]) -> list[float]:
    """The same, the southernmost moved north again where they would leave the map, past what is taken."""
    result: list[float] = []
    below = BOTTOM - APART
    for latitude in reversed(latitudes):
        below = round(max(latitude, below + APART), 6)
        below = next((high for low, high in TAKEN if low < below < high), below)
        result.append(below)
    return result[::-1]


def _beside(latitude: float) -> float:
    return next(longitude for from_, longitude in COAST if latitude >= from_)
