"""The outlines of provinces: GeoJSON files, each valid for a time, checked before any map is drawn from them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

SMALLEST_RING = 4  # a triangle, closed
MEMBERS = ("code", "name", "lon", "lat")


@dataclass(frozen=True, eq=False)
class Outline:
    """One map: the provinces of a time as a GeoJSON FeatureCollection; `valid_to` None means until further notice."""

    place: str
    valid_from: date
    valid_to: date | None
    geojson: dict[str, Any]

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def codes(self) -> list[str]:
        """The province codes as drawn, doubles included."""
        return [feature["id"] for feature in self.geojson["features"]]


def read_outline(path: Path, faults: list[str]) -> Outline | None:
    """The outline in a file, or None after saying what is wrong with it."""
    place = f"{path.parent.name}/{path.name}"
    try:
        geojson = json.loads(path.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        faults.append(f"{place}: not readable as JSON: {problem}")
        return None
    found = [f"{place}: {fault}" for fault in outline_faults(geojson)]
    faults += found
    if found:
        return None
    until = geojson.get("valid_to")
    return Outline(
        place=place,
        valid_from=date.fromisoformat(geojson["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
        geojson=geojson,
    )


def outline_faults(geojson: object) -> Iterator[str]:
    """Everything that would keep a file from being drawn as a map, also a file that an agency puts in its place."""
    if not isinstance(geojson, dict) or geojson.get("type") != "FeatureCollection":
        yield "not a GeoJSON FeatureCollection"
        return
    yield from _date_faults(geojson)
    if not geojson.get("attribution"):
        yield "no member 'attribution'; write the credit line that each map shows"
    features = geojson.get("features")
    if not isinstance(features, list) or not features or not all(isinstance(feature, dict) for feature in features):
        yield "no list of features; write one for each province"
        return
    for number, feature in enumerate(features, start=1):
        yield from (f"feature {feature.get('id', number)}: {fault}" for fault in _feature_faults(feature))
    codes = {feature.get("id") for feature in features}
    for each in geojson.get("archipelagos", []):
        if missing := [key for key in MEMBERS if key not in each]:
            yield f"archipelago {each.get('name', '?')}: no {', '.join(missing)}"
        elif each["code"] not in codes:
            yield f"archipelago {each['name']}: no feature '{each['code']}'"


def _date_faults(geojson: Mapping[str, Any]) -> Iterator[str]:
    for member, needed in (("valid_from", True), ("valid_to", False)):
        text = geojson.get(member)
        if text is None and not needed:
            continue
        try:
            date.fromisoformat(text or "")
        except (TypeError, ValueError):
            yield f"{member} is {text!r}; write a day as 2025-07-01"


def _feature_faults(feature: Mapping[str, Any]) -> Iterator[str]:
    properties = feature.get("properties") or {}
    if missing := [name for name in MEMBERS if name not in properties]:
        yield f"no property {', '.join(missing)}"
    if feature.get("id") != properties.get("code"):
        yield f"its id is {feature.get('id')!r}, its code {properties.get('code')!r}; write the same in both"
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        yield f"its geometry is {geometry.get('type')!r}; write a Polygon or a MultiPolygon"
        return
    try:
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        wrong = sum(not _clockwise(rings[0]) for rings in polygons)
    except (IndexError, KeyError, TypeError, ValueError):
        yield f"its coordinates are not those of a {geometry['type']}"
        return
    if wrong:
        # plotly.js would fill the whole frame with this one province.
        yield f"{wrong} of its outer rings run anticlockwise; turn them round"


def _clockwise(ring: Iterable[Iterable[float]]) -> bool:
    points = [(float(lon), float(lat)) for lon, lat, *_ in ring]
    if len(points) < SMALLEST_RING:
        raise ValueError(points)
    return sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(points)) > 0
