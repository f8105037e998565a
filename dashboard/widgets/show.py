"""A figure on a page: its finding as the heading, the sentence, the chart, and its table beneath."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

import streamlit as st

from dashboard.figures import Column, Figure
from dashboard.views.table import Table
from dashboard.widgets.downloads import offer_files
from dashboard.widgets.drawn import draw
from dashboard.widgets.pick import present
from dashboard.widgets.text import small
from dashboard.words import Words

LETTER: Final = 7.4  # pixels of a column, for a letter on average,
DIGIT: Final = 9.2  # for a digit, and
AROUND: Final = 20  # for the air on both sides
WIDEST: Final = 400


def show(
    figure: Figure,
    key: str,
    table: Table | None = None,
    *,
    on_click: Callable[[str], None] | None = None,
    leads: bool = False,
) -> None:
    """Text first, then the chart, then the table, its own or a fuller one: the order in which they are read aloud.

    `on_click` takes the id of what was clicked in the chart, which the point carries. `leads`: no heading of the page
    stands above it but the title.
    """
    heading = st.header if leads else st.subheader
    heading(figure.title, anchor=False)
    st.markdown(figure.says)
    clicked = draw(figure, key)
    if clicked is not None and on_click is not None:
        on_click(clicked)
    _details(figure, key, table or Table(figure.title, figure.rows, figure.columns))


# Making the message of a table is most of what it costs; it is kept and sent again.
@st.cache_resource(max_entries=500, show_spinner=False, hash_funcs={Table: attrgetter("fingerprint")})
def _table(table: Table, language: str) -> None:
    st.dataframe(**_grid(table, Words.of(language)))


def show_table(table: Table) -> None:
    """Rows as a grid that sorts by the values and shows them as the reader's language writes them."""
    reader = present()
    if table.rows.is_empty():
        st.markdown(reader.words("There are no data for this choice yet."))
        return
    _table(table, reader.language)


def choose_rows(table: Table, key: str) -> list[int]:
    """The same grid, in which rows can be marked: their places."""
    marked = st.dataframe(**_grid(table, present().words), key=key, on_select="rerun", selection_mode="multi-row")
    return list(marked["selection"]["rows"])


def _grid(table: Table, words: Words) -> dict[str, Any]:
    writers = {name: _writer(column, words) for name, column in table.columns.items()}
    told = {
        name: st.column_config.Column(column.label, width=width)
        for (name, column), width in zip(table.columns.items(), _widths(table, writers), strict=True)
    }
    links = {
        name: st.column_config.LinkColumn(link.label, display_text=link.text) for name, link in table.links.items()
    }
    return {
        "data": table.rows.select(table.order).to_pandas().style.format(writers),
        "column_config": told | links,
        "hide_index": True,
        "placeholder": words.written(None),
        "alt": table.title,
    }


def show_titled(table: Table) -> None:
    """A table under its own title."""
    st.subheader(table.title, anchor=False)
    show_table(table)


@st.fragment
def show_if_opened(title: str, key: str, made: Callable[[], Table]) -> None:
    """A long table under its title, made and sent only to who opens it."""
    with st.expander(title, key=key, on_change="rerun") as part:
        if part.open:
            show_table(made())


def _widths(table: Table, writers: Mapping[str, Callable[[Any], str]]) -> list[int | None]:
    """Pixels for the longest text of each column, since a grid measures its first rows alone.

    The widest column has none: it takes what room is left.
    """
    rooms = [
        max(_room(column.label), *(_room(writers[name](value)) for value in table.rows[name]))
        for name, column in table.columns.items()
    ]
    widths = [min(round(room) + AROUND, WIDEST) for room in rooms]
    widest = rooms.index(max(rooms))
    return [*widths[:widest], None, *widths[widest + 1 :]]


def _room(text: str) -> float:
    return sum(DIGIT if letter.isdigit() else LETTER for letter in text)


@st.fragment
def _details(figure: Figure, key: str, table: Table) -> None:
    """The table is made when it is opened, without drawing the rest of the page anew."""
    words = present().words
    with st.expander(words("Table, source and files of this figure"), key=f"{key} table", on_change="rerun") as part:
        if part.open:
            show_table(table)
            small(" · ".join(_origin(figure, words)))
            offer_files(figure, key)


def _origin(figure: Figure, words: Words) -> list[str]:
    source = words("Source: {source}. Data as of {day}.", source=figure.source, day=figure.as_of)
    return [source, *(f"{label}: {value}" for label, value in figure.filters), *figure.notices]


def _writer(column: Column, words: Words) -> Callable[[Any], str]:
    match column.shows:
        case "number":
            return lambda value: words.number(value, column.decimals)
        case "percent":
            return lambda value: words.percent(None if value is None else 100 * value, column.decimals or 0)
    return words.written
