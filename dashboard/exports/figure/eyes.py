"""How colours look to different eyes: how far two are apart, and how well one is read on another."""

from collections.abc import Mapping
from itertools import pairwise
from math import dist
from typing import Final

Vector = tuple[float, float, float]

# Viénot, Brettel and Mollon 1999, on linear RGB: what is left of a colour without one kind of cone.
EYES: Final[Mapping[str, tuple[Vector, Vector, Vector]]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "no colour": ((0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722)),
}
TO_XYZ: Final[tuple[Vector, Vector, Vector]] = (
    (0.4124, 0.3576, 0.1805),
    (0.2126, 0.7152, 0.0722),
    (0.0193, 0.1192, 0.9505),
)
WHITE: Final[Vector] = (0.9505, 1, 1.089)
DIM, DARK = 0.04045, 0.008856  # where sRGB and L*a*b* go on in a straight line
LIGHT: Final[Vector] = (0.2126, 0.7152, 0.0722)


def contrast(one: str, other: str) -> float:
    """1 to 21 as the WCAG has it, for two colours written as #rrggbb."""
    darker, lighter = sorted(_sum(LIGHT, _linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, eye: str) -> float:
    """In CIE L*a*b*, as one of the EYES sees them; below about 8 they are taken for the same."""
    return dist(*(_lab(_through(EYES[eye], _linear(colour))) for colour in (one, other)))


def _linear(colour: str) -> Vector:
    red, green, blue = (int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7)))
    return _straight(red), _straight(green), _straight(blue)


def _straight(channel: float) -> float:
    return channel / 12.92 if channel <= DIM else float(((channel + 0.055) / 1.055) ** 2.4)


def _lab(rgb: Vector) -> Vector:
    x, y, z = (_root(part / white) for part, white in zip(_through(TO_XYZ, _at_least_zero(rgb)), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return float(share ** (1 / 3)) if share > DARK else 7.787 * share + 16 / 116


def _through(rows: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    first, second, third = rows
    return _sum(first, vector), _sum(second, vector), _sum(third, vector)


def _sum(weights: Vector, vector: Vector) -> float:
    return sum(weight * part for weight, part in zip(weights, vector, strict=True))


def _at_least_zero(rgb: Vector) -> Vector:
    red, green, blue = rgb
    return max(red, 0), max(green, 0), max(blue, 0)
