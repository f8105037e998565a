"""Forms of the page of clusters: look one up, move units between them, rename one; each act is foreseen first."""

from collections.abc import Callable
from datetime import date
from typing import Final

import polars as pl
import streamlit as st

from dashboard.views import clusters
from dashboard.widgets.foresight import form_key, offer_preview, show_foreseen
from dashboard.widgets.pick import pick, present
from dashboard.widgets.show import show_table
from store.acts import Act, Join, RenameCluster

NONE: Final = "none"
NEW: Final = "new"


def choose_day() -> date:
    """The day whose clusters are shown."""
    reader = present()
    chosen: date = st.date_input(reader.words("As of"), reader.today, key="clusters on", format="DD/MM/YYYY", width=220)
    return chosen


def show_clusters(members: pl.DataFrame) -> None:
    """All clusters, and the members of one."""
    reader = present()
    words = reader.words
    show_table(clusters.clusters(reader, members))
    names = clusters.names(reader, members) | {NONE: words("In no cluster")}
    cluster = pick(words("Cluster"), "cluster", list(names), names.__getitem__)
    table = clusters.table(reader, members, None if cluster == NONE else cluster)
    st.header(table.title, anchor=False)
    show_table(table)


def join_form(members: pl.DataFrame) -> None:
    """Units go to another cluster, to a new one, or to none."""
    reader = present()
    words = reader.words
    names = clusters.names(reader, members) | {NEW: words("A new cluster"), NONE: words("In no cluster")}
    cluster = pick(words("Move to"), "to", list(names), names.__getitem__)
    units = clusters.unit_names(reader, members)
    key = form_key(f"join {cluster}")
    with st.form(key, border=True):
        st.multiselect(
            words("Units to be moved"),
            list(units),
            format_func=units.__getitem__,
            key=f"{key} units",
            placeholder=words("Choose units"),
            select_all=False,  # Enter would take every match, and its label speaks English
        )
        if cluster == NEW:
            st.text_input(words("Code"), key=f"{key} code")
            _names(key)
        _finish(key, lambda on, act: _join(key, cluster, on, act))
    show_foreseen(key, units)


def rename_form(members: pl.DataFrame) -> None:
    """A cluster gets other names."""
    reader = present()
    words = reader.words
    names = clusters.names(reader, members)
    if not names:
        st.info(words("There is no cluster on this day."))
        return
    cluster = pick(words("Cluster"), "cluster", list(names), names.__getitem__)
    key = form_key(f"rename {cluster}")
    with st.form(key, border=True):
        _names(key, *_called(members, cluster))
        _finish(
            key,
            lambda on, act: RenameCluster(
                on=on, act=act, cluster=cluster, name_vi=_typed(f"{key} name_vi"), name_en=_typed(f"{key} name_en")
            ),
        )
    show_foreseen(key, clusters.unit_names(reader, members))


def _called(members: pl.DataFrame, cluster: str) -> tuple[str, str]:
    row = members.filter(pl.col("cluster") == cluster).row(0, named=True)
    return row["cluster_vi"], row["cluster_en"]


def _join(key: str, cluster: str, on: date, act: str) -> Join:
    units = tuple(st.session_state[f"{key} units"])
    if cluster == NEW:
        names = {name: _typed(f"{key} {name}") for name in ("name_vi", "name_en")}
        return Join(on=on, act=act, units=units, cluster=_typed(f"{key} code"), **names)
    return Join(on=on, act=act, units=units, cluster=None if cluster == NONE else cluster)


def _names(key: str, name_vi: str = "", name_en: str = "") -> None:
    words = present().words
    with st.grid(2, min_column_width=260):
        st.text_input(words("Name in Vietnamese"), name_vi, key=f"{key} name_vi")
        st.text_input(words("Name in English"), name_en, key=f"{key} name_en")


def _finish(key: str, build: Callable[[date, str], Act]) -> None:
    reader = present()
    words = reader.words
    with st.grid(2, min_column_width=260):
        st.date_input(words("Takes effect on"), reader.today, key=f"{key} on", format="DD/MM/YYYY")
        st.text_input(words("Number of the document"), key=f"{key} act", placeholder="1234/QĐ-BGDĐT")
    offer_preview(key, lambda: build(st.session_state[f"{key} on"], _typed(f"{key} act")))


def _typed(key: str) -> str:
    return (st.session_state[key] or "").strip()
