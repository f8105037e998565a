"""One state of one store and one catalogue: what every cached function is asked about first."""

import os
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar, cast

import streamlit as st
from sqlalchemy import Engine

import catalogue
from catalogue import Catalogue
from store import queries
from store.engine import DEFAULT_URL, migrate, open_store, reading

F = TypeVar("F", bound=Callable[..., Any])


class Version(NamedTuple):
    """The key of every cache: the store's address, the count of its accepted changes, the catalogue's digest."""

    store: str
    data: int
    catalogue: str


class Standing(NamedTuple):
    """What a page must know of the store before it shows anything."""

    version: Version
    demonstration: bool
    today: date


def remembered(function: F) -> F:
    """Keep the answers of a function of (version, filters); they are shared between readers and never changed."""
    return cast("F", st.cache_resource(max_entries=300, show_spinner=False)(function))


@st.cache_resource(max_entries=4, show_spinner=False)
def engine_at(url: str) -> Engine:
    """The store at an address, brought up to the present tables."""
    engine = open_store(url)
    migrate(engine)
    return engine


@st.cache_resource(max_entries=1, show_spinner=False)
def judged_by() -> Catalogue:
    """The catalogue of this process; a changed file is read at the next start."""
    return catalogue.load()


def standing() -> Standing:
    """How the store stands now: one small query a run."""
    url = os.environ.get("THIDUA_DATABASE_URL") or DEFAULT_URL
    with reading(engine_at(url)) as connection:
        state = queries.state(connection)
        today = queries.today(connection)
    return Standing(Version(url, state.data_version, judged_by().digest), state.demonstration, today)
