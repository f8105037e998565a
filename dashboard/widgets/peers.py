"""Below a league: one of its units, those that it leaves out, and a few of them compared."""

import polars as pl
import streamlit as st

from dashboard.data import rankings
from dashboard.figures.naming import abbreviated
from dashboard.views import comparison, told_apart
from dashboard.views import rankings as league_of
from dashboard.views.comparison import FEWEST, MOST, Chosen
from dashboard.widgets.pick import pick_several, present
from dashboard.widgets.show import show, show_table
from dashboard.widgets.stories import show_list
from dashboard.widgets.text import plain, small
from dashboard.widgets.ways import link_to


def show_one(round_: str, institution_type: str, item: str, cluster: str, unit: str) -> None:
    """Whom a unit cannot be told apart from, by name, and the ways on to its own page and to what moved it."""
    reader = present()
    words = reader.words
    rows = league_of.league(reader, round_, institution_type, item, cluster)
    pairs = rankings.alike(reader.version, round_, institution_type, item, cluster)
    if said := told_apart.by_name(reader, rows, pairs, unit):
        st.markdown(plain(said))
    with st.container(horizontal=True):
        link_to("unit", words("Open the page of this unit"), unit=unit)
        link_to("change", words("Why it moved"), unit=unit, round=round_, type=institution_type, item=item)


def show_left_out(round_: str, institution_type: str, cluster: str, league: pl.DataFrame) -> None:
    """What it takes to be ranked, and who reported without being ranked, with the reason."""
    reader = present()
    small(league_of.least(reader, round_, institution_type, cluster, league))
    table = league_of.left_out(reader, league)
    if table.rows.height:
        with st.expander(f"{table.title} ({table.rows.height})"):
            show_table(table)


@st.fragment
def show_comparison(round_: str, institution_type: str, item: str, cluster: str, league: pl.DataFrame) -> None:
    """Two to four units of the reader's choice: in words, in tables, drawn; the address holds the choice."""
    reader = present()
    words = reader.words
    st.header(words("Compare units"), anchor=False)
    names = {unit: abbreviated(name) for unit, name in league.select("unit", "name").iter_rows()}
    hint = words("Choose two to four units")
    units = pick_several(words("Units to compare"), "beside", list(names), names.__getitem__, hint=hint)
    if len(units) < FEWEST:
        if units:
            small(words("Choose at least one more unit."))
        return
    if len(units) > MOST:
        small(words("The first {n} of those chosen are compared.", n=MOST))
    chosen = Chosen(round_, institution_type, item, cluster, tuple(units[:MOST]))
    show_list(comparison.told(reader, chosen))
    for table in (comparison.side_by_side(reader, chosen), comparison.sureness(reader, chosen)):
        st.markdown(f"### {table.title}")
        show_table(table)
    show(comparison.drawn(reader, chosen), "comparison")
