"""Both maps draw the provinces of their time, agree with each other, and carry their credit and archipelagos."""

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import Point
from shapely.geometry import shape as shaped

import catalogue
from catalogue.geography import load_geography
from catalogue.outlines import outline_faults

SHIPPED = Path(catalogue.__file__).parent / "places"
TOOLS = SHIPPED.parents[1] / "tools"
MAPS = {"provinces_63.geojson": date(2025, 6, 30), "provinces_34.geojson": date(2026, 10, 1)}
SQUARE = [[105, 20], [105, 21], [106, 21], [106, 20], [105, 20]]

each_map = pytest.mark.parametrize("name", MAPS)


@pytest.fixture(scope="module")
def geography():
    return load_geography(SHIPPED, [])


@pytest.fixture(scope="module")
def shapes():
    return {
        name: {f["id"]: shaped(f["geometry"]) for f in json.loads((SHIPPED / name).read_text())["features"]}
        for name in MAPS
    }


@pytest.fixture
def outline():
    """A map of one square, in order."""
    properties = {"code": "01", "name": "Hà Nội", "lon": 105.5, "lat": 20.5}
    geometry = {"type": "Polygon", "coordinates": [SQUARE]}
    return {
        "type": "FeatureCollection",
        "valid_from": "2025-07-01",
        "valid_to": None,
        "attribution": "© somebody",
        "archipelagos": [],
        "features": [{"type": "Feature", "id": "01", "properties": properties, "geometry": geometry}],
    }


@each_map
def test_a_map_draws_the_provinces_of_its_time_by_code_and_name(geography, name):
    drawn = {f["id"]: f["properties"]["name"] for f in geography.outline(MAPS[name])["features"]}

    assert drawn == {p.code: p.name_vi for p in geography.provinces_on(MAPS[name])}


@each_map
def test_a_map_stays_small_enough_to_send_to_every_browser(name):
    assert (SHIPPED / name).stat().st_size < 120 * 1024


@each_map
def test_a_map_shows_both_archipelagos_in_their_province(geography, shapes, name):
    archipelagos = geography.outline(MAPS[name])["archipelagos"]

    assert [(each["name"], each["code"]) for each in archipelagos] == [("QĐ. Hoàng Sa", "48"), ("QĐ. Trường Sa", "56")]
    for each in archipelagos:
        frame = Point(each["lon"], each["lat"]).buffer(2.5)
        owners = [code for code, shape in shapes[name].items() if shape.intersects(frame)]
        assert owners == [each["code"]]


@each_map
def test_a_map_names_its_origin_and_licence(geography, name):
    credit = geography.outline(MAPS[name])["attribution"]

    assert "© OpenStreetMap contributors, ODbL 1.0" in credit
    assert "Hoàng Sa, Trường Sa: ký hiệu sơ đồ" in credit
    assert "Open Database License 1.0" in (SHIPPED / "LICENSE-ODbL").read_text("utf-8")


@each_map
def test_labels_stand_inside_their_province_and_in_the_table(geography, shapes, name):
    points = {
        f["id"]: (f["properties"]["lon"], f["properties"]["lat"]) for f in geography.outline(MAPS[name])["features"]
    }

    assert [code for code, point in points.items() if not shapes[name][code].contains(Point(point))] == []
    assert points == {p.code: (p.lon, p.lat) for p in geography.provinces_on(MAPS[name])}


def test_the_map_of_34_is_the_map_of_63_merged(geography, shapes):
    shapely = pytest.importorskip("shapely")
    old, new = shapes["provinces_63.geojson"], shapes["provinces_34.geojson"]

    differing = [
        code
        for code, shape in new.items()
        if not shape.equals(shapely.union_all([old[part] for part in geography.parts(code)]))
    ]

    assert differing == []


@each_map
def test_a_map_passes_its_own_verification(name):
    pytest.importorskip("shapely")
    done = subprocess.run(
        [sys.executable, TOOLS / "verify_outline.py", SHIPPED / name],
        env={"PYTHONPATH": str(TOOLS.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_verification_tells_of_another_agencys_map_what_would_spoil_it(tmp_path, outline):
    pytest.importorskip("shapely")
    far = {"type": "Polygon", "coordinates": [[[x - 10, y] for x, y in SQUARE]]}
    overlapping = {"type": "Polygon", "coordinates": [[[x + 0.5, y] for x, y in SQUARE]]}
    for code, geometry in (("04", far), ("08", overlapping)):
        properties = {"code": code, "name": "?", "lon": 105, "lat": 20}
        outline["features"].append({"type": "Feature", "id": code, "properties": properties, "geometry": geometry})
    outline["archipelagos"] = [{"code": "01", "name": "QĐ. Hoàng Sa", "lon": 112.0, "lat": 16.5}]
    path = tmp_path / "theirs.geojson"
    path.write_text(json.dumps(outline))

    done = subprocess.run(
        [sys.executable, TOOLS / "verify_outline.py", path],
        env={"PYTHONPATH": str(TOOLS.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr.splitlines() == [
        f"{path}: feature 04 leaves the frame (101.5, 6.6, 117.5, 23.9), in degrees from west, south, east, north",
        f"{path}: provinces overlap, or neighbours do not share their border",
        f"{path}: nothing is drawn near Hoàng Sa",
        f"{path}: no archipelago Trường Sa",
    ]


def test_a_rebuild_refuses_any_other_package(tmp_path):
    pytest.importorskip("pyproj")
    other = tmp_path / "other.tgz"
    other.write_bytes(b"not the package")

    done = subprocess.run(
        [sys.executable, TOOLS / "rebuild_outlines.py", other, tmp_path],
        env={"PYTHONPATH": str(TOOLS.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    digest = hashlib.sha256(b"not the package").hexdigest()
    assert done.stderr == (
        f"{other} has the SHA-256 {digest}; the outlines are made from "
        "381854474e10bfb0e88f0a646f1bc318f68c7132bca8d7c33a228f1ab7d6bb8a.\n"
    )


def test_a_map_in_order_has_no_faults(outline):
    assert list(outline_faults(outline)) == []


def test_an_anticlockwise_ring_is_refused_because_it_would_fill_the_whole_frame(outline):
    outline["features"][0]["geometry"] = {
        "type": "MultiPolygon",
        # the second is in order
        "coordinates": [[SQUARE[::-1]], [SQUARE]],
    }

    assert list(outline_faults(outline)) == ["feature 01: 1 of its outer rings run anticlockwise; turn them round"]


def test_every_fault_of_a_map_is_told(outline):
    del outline["attribution"]
    outline["valid_from"] = "July 2025"
    outline["features"][0]["properties"] = {"code": "1", "name": "Hà Nội"}
    outline["features"][0]["geometry"] = {"type": "Point", "coordinates": [105, 20]}
    outline["archipelagos"] = [
        {"code": "48", "name": "QĐ. Hoàng Sa", "lon": 112.0, "lat": 16.5},
        {"code": "56", "name": "QĐ. Trường Sa"},
    ]

    assert list(outline_faults(outline)) == [
        "valid_from is 'July 2025'; write a day as 2025-07-01",
        "no member 'attribution'; write the credit line that each map shows",
        "feature 01: no property lon, lat",
        "feature 01: its id is '01', its code '1'; write the same in both",
        "feature 01: its geometry is 'Point'; write a Polygon or a MultiPolygon",
        "archipelago QĐ. Hoàng Sa: no feature '48'",
        "archipelago QĐ. Trường Sa: no lon, lat",
    ]


@pytest.mark.parametrize("coordinates", [None, [], [[1, 2]], [[[[105, 20], [106, 21]]]], [["here"]]])
def test_coordinates_of_another_shape_are_told_and_do_not_stop_the_loader(outline, coordinates):
    outline["features"][0]["geometry"] = {"type": "Polygon", "coordinates": coordinates}

    assert list(outline_faults(outline)) == ["feature 01: its coordinates are not those of a Polygon"]


@pytest.mark.parametrize("features", [None, [], {}, ["01"]])
def test_a_map_without_features_is_told(outline, features):
    outline["features"] = features

    assert list(outline_faults(outline)) == ["no list of features; write one for each province"]


@pytest.mark.parametrize("content", ["[]", '{"type":"Topology"}'])
def test_a_file_that_is_no_feature_collection_is_refused(content):
    assert list(outline_faults(json.loads(content))) == ["not a GeoJSON FeatureCollection"]
