"""Who may import whom, read from the source; pytest alone is needed to run this."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("catalogue", "metrics", "store", "seed_data", "dashboard")

# Beside its own modules and the standard library, a package may import these and nothing else.
MAY_IMPORT = {
    "catalogue": {"pydantic", "pydantic_core"},
    "metrics": {"catalogue", "numpy", "polars"},
    "store": {"catalogue", "alembic", "defusedxml", "polars", "psycopg", "sqlalchemy"},
    "seed_data": {"catalogue", "store", "numpy", "polars", "sqlalchemy"},
    "dashboard.app_pages": {"catalogue", "dashboard", "streamlit"},
}
MAY_NOT_IMPORT = {
    "dashboard.app_pages": {"dashboard.api", "dashboard.app"},
    **{package: {"plotly.express"} for package in OURS},
}
# Not even by way of another module of ours.
MAY_NOT_REACH = {"dashboard.figures": {"streamlit"}, "dashboard.exports": {"streamlit"}}
# Here alone do the rows of the store meet the arithmetic.
MEETING_PLACE = "dashboard.data"


def within(name, package):
    return name == package or name.startswith(f"{package}.")


def modules(root):
    """Each module's name and file."""
    found = {}
    for package in OURS:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path) -> Iterator[tuple[int, str]]:
    """The line and full name of everything that a module imports, inside functions and by a string too."""
    package = name.split(".") if path.stem == "__init__" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                base = ".".join([*package[: len(package) - level + 1], *filter(None, [module])]) if level else module
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(called)), *_],
            ):
                yield node.lineno, called


def faults(root):
    """Every import that the table forbids, each with its place and with what is allowed."""
    found = modules(root)
    imported = {name: sorted(set(imports(name, path))) for name, path in found.items()}
    for name, path in found.items():
        place = path.relative_to(root).as_posix()
        for line, other in imported[name]:
            yield from (f"{place}:{line} imports {other}; {why}" for why in objections(name, other))
        yield from meetings(name, place, imported[name])
        yield from detours(name, place, imported)


def objections(name, other):
    for package, allowed in MAY_IMPORT.items():
        if within(name, package) and not any(
            within(other, each) for each in [package, *allowed, *sys.stdlib_module_names]
        ):
            yield f"{package} may import {', '.join(sorted(allowed))}"
    for package, forbidden in MAY_NOT_IMPORT.items():
        if within(name, package):
            yield from (f"{package} may not import {each}" for each in sorted(forbidden) if within(other, each))


def meetings(name, place, imported):
    met = {each for each in ("metrics", "store") for _, other in imported if within(other, each)}
    outside = not any(within(name, each) for each in (MEETING_PLACE, "metrics", "store"))
    if len(met) > 1 and outside:
        yield f"{place} imports metrics and store; they meet in {MEETING_PLACE} alone"


def detours(name, place, imported):
    for package, forbidden in MAY_NOT_REACH.items():
        if within(name, package):
            for way in ways(name, imported):
                yield from (
                    f"{place} reaches {way[-1]} by {' > '.join(way)}" for each in forbidden if within(way[-1], each)
                )


def ways(name, imported):
    """One way to each module that this one imports, itself or through others of ours."""
    waiting, seen = [(name,)], {name}
    while waiting:
        way = waiting.pop()
        for _, other in imported[way[-1]]:
            ours = next((each for each in (other, other.rpartition(".")[0]) if each in imported), other)
            if ours not in seen:
                seen.add(ours)
                yield (*way, ours)
                waiting += [(*way, ours)] if ours in imported else []


def test_every_package_is_read():
    assert {name.split(".")[0] for name in modules(ROOT)} == set(OURS)


def test_every_import_is_allowed():
    assert list(faults(ROOT)) == []


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        (
            "metrics/scores.py",
            "import streamlit",
            ["metrics/scores.py:1 imports streamlit; metrics may import catalogue, numpy, polars"],
        ),
        (
            "metrics/deep/scores.py",
            "def late():\n    from store.queries import answers",
            ["metrics/deep/scores.py:2 imports store.queries.answers; metrics may import catalogue, numpy, polars"],
        ),
        (
            "metrics/scores.py",
            "import importlib\nimportlib.import_module('streamlit')",
            ["metrics/scores.py:2 imports streamlit; metrics may import catalogue, numpy, polars"],
        ),
        (
            "catalogue/entries.py",
            "import polars",
            ["catalogue/entries.py:1 imports polars; catalogue may import pydantic, pydantic_core"],
        ),
        (
            "store/queries.py",
            "from dashboard import data",
            [
                "store/queries.py:1 imports dashboard.data; store may import "
                "alembic, catalogue, defusedxml, polars, psycopg, sqlalchemy",
            ],
        ),
        (
            "dashboard/app_pages/gaps.py",
            "from dashboard import api, app, data",
            [
                "dashboard/app_pages/gaps.py:1 imports dashboard.api; dashboard.app_pages may not import dashboard.api",
                "dashboard/app_pages/gaps.py:1 imports dashboard.app; dashboard.app_pages may not import dashboard.app",
            ],
        ),
        (
            "dashboard/app_pages/gaps.py",
            "from .. import app",
            ["dashboard/app_pages/gaps.py:1 imports dashboard.app; dashboard.app_pages may not import dashboard.app"],
        ),
        (
            "dashboard/app_pages/gaps.py",
            "import plotly.graph_objects",
            [
                "dashboard/app_pages/gaps.py:1 imports plotly.graph_objects; "
                "dashboard.app_pages may import catalogue, dashboard, streamlit",
            ],
        ),
        (
            "dashboard/figures/gaps.py",
            "from plotly import express",
            ["dashboard/figures/gaps.py:1 imports plotly.express; dashboard may not import plotly.express"],
        ),
        (
            "dashboard/exports/deck.py",
            "import streamlit as st",
            ["dashboard/exports/deck.py reaches streamlit by dashboard.exports.deck > streamlit"],
        ),
        (
            "dashboard/widgets.py",
            "import metrics, store.queries",
            ["dashboard/widgets.py imports metrics and store; they meet in dashboard.data alone"],
        ),
    ],
)
def test_a_forbidden_import_is_named_with_its_place(tmp_path, path, source, expected):
    plant(tmp_path, path, source)

    assert list(faults(tmp_path)) == expected


def test_a_figure_may_not_know_streamlit_through_another_module(tmp_path):
    plant(tmp_path, "dashboard/figures/gaps.py", "from dashboard.widgets import colour")
    plant(tmp_path, "dashboard/widgets.py", "import streamlit")

    assert list(faults(tmp_path)) == [
        "dashboard/figures/gaps.py reaches streamlit by dashboard.figures.gaps > dashboard.widgets > streamlit"
    ]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "metrics/scores.py",
            "import math\nimport polars as pl\nfrom catalogue.entries import Indicator\nfrom . import ranks",
        ),
        ("dashboard/app_pages/gaps.py", "import streamlit as st\nfrom dashboard import data, figures, app_pages"),
        ("dashboard/app_pages/gaps.py", "from dashboard.application import name  # not the entry, though it begins so"),
        ("dashboard/data.py", "import metrics\nimport store"),
        ("dashboard/data/ranking.py", "import metrics\nimport store"),
        ("dashboard/cli.py", "import catalogue\nimport store\nimport seed_data"),
        ("dashboard/figures/gaps.py", "import plotly.graph_objects as go\nimport polars"),
        ("metrics/scores.py", '"""import streamlit is only a sentence here."""'),
    ],
)
def test_an_allowed_import_raises_no_objection(tmp_path, path, source):
    plant(tmp_path, path, source)

    assert list(faults(tmp_path)) == []


def plant(root, path, source):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
