"""What came back to those who write reports."""

import streamlit as st

from dashboard.data import reviewing
from dashboard.data.people import may_ever
from dashboard.data.units import directory
from dashboard.views.naming import round_name
from dashboard.widgets.pick import present
from dashboard.widgets.text import plain
from dashboard.widgets.visitor import visitor


def show_returned(round_: str = "", unit: str = "") -> None:
    """A line for each report of the reader's that was sent back: by whom, why, how much is to be mended.

    That of `round_` and `unit` is left out: where it is open to be written, it says so itself.
    """
    reader, person = present(), visitor()
    words = reader.words
    if not may_ever(person, "file report") or person.reach.everywhere:
        return
    rows = reviewing.sent_back(reader.version, person.reach)
    for row in rows.iter_rows(named=True):
        if (row["round"], row["unit"]) == (round_, unit):
            continue
        names = directory(reader.version, row["round"], person.reach).filter(unit=row["unit"])
        unit = names[f"name_{reader.language}"][0] if names.height else row["unit"]
        told = {name: row[name] for name in ("by", "at", "reason")}
        sentence = words(
            "{unit}, {round}: returned by {by} at {at}. {reason}",
            unit=unit,
            round=round_name(reader, row["round"]),
            **told,
        )
        count = words.plural("{n} question is to be mended.", "{n} questions are to be mended.", row["questions"])
        text = f"{sentence} {count}" if row["questions"] else sentence
        st.warning(f"**{words('Returned to you')}**  \n{plain(text)}", icon=":material/undo:")
