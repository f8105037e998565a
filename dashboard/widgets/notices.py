"""What a page must be read with: draft instruments, provisional figures, and what nobody has said yet."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.rankings import OVERALL
from dashboard.views.naming import STATES
from dashboard.widgets.pick import present
from dashboard.widgets.text import small


def standing_of(round_: str, institution_type: str = "") -> facts.Coverage:
    """One line on how much of a round the page rests on; where nothing has arrived, a sentence in its place."""
    reader = present()
    words = reader.words
    cover = facts.coverage(reader.version, round_, institution_type or None)
    of = facts.round_named(reader.version, round_)
    due = words.deadline(of.due, of.due_time)
    if not cover.counted:
        st.info(
            words("No unit has reported for this round yet. Reports are due by {deadline}.", deadline=due)
            if reader.today <= of.due
            else words("No unit reported for this round.")
        )
        return cover
    line = words("{counted} of {expected} units have reported.", counted=cover.counted, expected=cover.expected)
    if cover.share_appraised is not None and cover.share_appraised < 1:
        share = words.percent(100 * cover.share_appraised, 0)
        line += " " + words("Provisional figures: {share} of the reports have been appraised.", share=share)
    if of.is_open(reader.today):
        line += " " + words("Reports are due by {deadline}.", deadline=due)
    small(line)
    return cover


def said_of(instrument: Instrument, item: str = "") -> None:
    """Whether an instrument is official, what is known to be incomplete about it, and how its whole is made."""
    words = present().words
    if instrument.status != "official":
        st.badge(words("Draft instrument of the project"), color="orange", icon=":material/edit_note:")
    if notice := instrument.notice(words.language):
        st.warning(notice)
    if item == OVERALL and instrument.overall:
        small(instrument.overall.note(words.language))


def state_of(row: Mapping[str, Any]) -> None:
    """How far the report of one unit has come, and whether it counts."""
    words = present().words
    state = row["state"]
    if state is None:
        st.info(words("This unit has not reported for this round."))
    elif state not in facts.COUNTED:
        st.info(words("The report of this unit is “{state}”: it counts in no figure yet.", state=words(STATES[state])))
    else:
        small(words("State of the report: {state}.", state=words(STATES[state])))
