"""Says what is wrong with an outline: ours, or the GeoJSON that an agency puts in its place.

    python tools/verify_outline.py catalogue/places/*.geojson

Needs shapely, which the application itself does not. Whether the codes are those of the provinces, the catalogue's
own loader says.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry import shape

from catalogue.outlines import outline_faults

LARGEST_BYTES = 120 * 1024
FRAME = (101.5, 6.6, 117.5, 23.9)  # west, south, east, north: the mainland and both archipelagos
NEAR_DEGREES = 1


def verify(text: str) -> Iterator[str]:
    """Everything that speaks against an outline, ours or an agency's in its place."""
    whole = json.loads(text)
    if faults := list(outline_faults(whole)):
        yield from faults
        return
    if len(text.encode()) > LARGEST_BYTES:
        yield f"{len(text.encode()) // 1024} KiB; a map is sent to each browser, keep it under {LARGEST_BYTES // 1024}"
    shapes = {feature["id"]: shape(feature["geometry"]) for feature in whole["features"]}
    for code, each in shapes.items():
        if not each.is_valid:
            yield f"feature {code}: {shapely.is_valid_reason(each)}"
        if not shapely.box(*FRAME).contains(each):
            yield f"feature {code} leaves the frame {FRAME}, in degrees from west, south, east, north"
    if not shapely.coverage_is_valid([*shapes.values()]):
        yield "provinces overlap, or neighbours do not share their border"
    named = {each["name"].removeprefix("QĐ. "): each for each in whole.get("archipelagos", [])}
    for name in ("Hoàng Sa", "Trường Sa"):
        if name not in named:
            yield f"no archipelago {name}"
        elif shapes[named[name]["code"]].distance(shapely.Point(named[name]["lon"], named[name]["lat"])) > NEAR_DEGREES:
            yield f"nothing is drawn near {name}"


def main() -> None:
    faults = [f"{name}: {fault}" for name in sys.argv[1:] for fault in verify(Path(name).read_text("utf-8"))]
    sys.exit("\n".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
