"""One state of one store and one catalogue: what every cached function is asked about first."""

import os
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, cast
from weakref import WeakValueDictionary

import streamlit as st
from sqlalchemy import Engine
from streamlit.runtime.scriptrunner import get_script_run_ctx

import catalogue
from catalogue import Catalogue
from catalogue.loader import chosen_folder
from dashboard.data.following import Follower
from dashboard.data.keeping import kept
from store import queries
from store.engine import DEFAULT_URL, migrate, open_store, reading
from store.versions import kept_catalogue, published

F = TypeVar("F", bound=Callable[..., Any])
VERSION: Final = "version"
_open: WeakValueDictionary[str, Engine] = WeakValueDictionary()


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


_judging: ContextVar["Version | None"] = ContextVar("judging", default=None)  # of what is being computed, for keeping


def remembered(function: F) -> F:
    """Keep the answers of a function of (version, filters); they are shared between readers and never changed.

    Within the function `judged_by` is the catalogue of the version asked about, whatever is published meanwhile.
    """

    @wraps(function)
    def judging(of: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes and gives
        token = _judging.set(of if isinstance(of, Version) else of.version)
        try:
            return function(of, *given, **named)
        finally:
            _judging.reset(token)

    return cast("F", kept(300)(judging))


def address_of(engine: Engine) -> str:
    """The address of a store that is open already; whatever is asked of it goes by this engine, as long as it lives."""
    url = engine.url.render_as_string(hide_password=False)
    _open[url] = engine
    return url


def engine_at(url: str) -> Engine:
    """The store at an address, brought up to the present tables."""
    return _open.get(url) or _opened(url)


@kept(4)
def _opened(url: str) -> Engine:
    engine = open_store(url)
    migrate(engine)
    return engine


def shipped() -> Catalogue:
    """The catalogue that came with the program, or that the environment names; a changed file is read at next start."""
    return _shipped(chosen_folder())


@kept(4)
def _shipped(folder: Path) -> Catalogue:
    return catalogue.load(folder)


def judged_by() -> Catalogue:
    """The catalogue of what is computed or shown; outside of both, the one in force."""
    version = _judging.get() or (st.session_state.get(VERSION) if get_script_run_ctx(suppress_warning=True) else None)
    version = version or standing().version
    return shipped() if version.catalogue == shipped().digest else _published(version.store, version.catalogue)


@kept(8)
def _published(url: str, digest: str) -> Catalogue:
    with reading(engine_at(url)) as connection:
        return kept_catalogue(connection, digest)


@kept(8)
def _follower(url: str) -> Follower[Version]:  # noqa: ARG001 - each store has its own
    return Follower()


def standing(url: str | None = None) -> Standing:
    """How a store, that of this process, stands now: a few small queries a run.

    In a flood of changes the version is a few seconds old.
    """
    url = url or os.environ.get("THIDUA_DATABASE_URL") or DEFAULT_URL
    with reading(engine_at(url)) as connection:
        state = queries.state(connection)
        today = queries.today(connection)
        digest = published(connection)
    newest = Version(url, state.data_version, digest or shipped().digest)
    stand = Standing(_follower(url).followed(newest, newest.data), state.demonstration, today)
    if get_script_run_ctx(suppress_warning=True):
        st.session_state[VERSION] = stand.version
    return stand
