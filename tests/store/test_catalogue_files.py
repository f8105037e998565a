"""Uploaded catalogue files find their place, and what is no catalogue file is refused in words."""

import io
import zipfile

import pytest

from store.catalogue_files import read_upload
from store.faults import ReportError

KNOWN = ("gaps.toml", "instruments/departments.toml", "places/provinces.csv")


def packed(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("gaps.toml", "gaps.toml"),
        ("departments.toml", "instruments/departments.toml"),
        ("provinces.csv", "places/provinces.csv"),
        ("schools.toml", "instruments/schools.toml"),  # new
        ("rivers.geojson", "places/rivers.geojson"),  # new
    ],
)
def test_a_single_file_is_put_where_it_belongs(name, path):
    assert read_upload(name, "\ufeffa = 1".encode(), KNOWN) == {path: "a = 1"}


def test_an_archive_is_read_however_deep_the_catalogue_lies_in_it():
    archive = packed(
        **{
            "catalogue-1/gaps.toml": "a",
            "catalogue-1/instruments/departments.toml": "b",
            "catalogue-1/instruments/new.toml": "c",
            "catalogue-1/loader.py": "left out",
            "__MACOSX/catalogue-1/._gaps.toml": "left out",
        }
    )

    assert read_upload("danh-muc.zip", archive, KNOWN) == {
        "gaps.toml": "a",
        "instruments/departments.toml": "b",
        "instruments/new.toml": "c",
    }


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("gaps.toml", b"\xff\xfe", "gaps.toml: The letters of the file cannot be read"),
        ("gaps.toml", b" " * 6_000_000, "gaps.toml: The file has 6 MB; up to 5 MB are taken."),
        ("a.zip", b"PK, but no archive", "a.zip: The archive cannot be opened"),
        ("a.zip", packed(readme="x"), "a.zip: There is no catalogue file in it"),
        ("a.zip", packed(**{"gaps.toml": " " * 21_000_000}), "a.zip: The archive unpacks to 1 files of 21 MB"),
        ("a.zip", packed(**{f"{n}.toml": "" for n in range(201)}), "a.zip: The archive unpacks to 201 files of 0 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(name, data, says):
    with pytest.raises(ReportError) as refused:
        read_upload(name, data, KNOWN)

    assert str(refused.value).startswith(says)
