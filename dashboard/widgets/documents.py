"""The documents about a unit, a province or the country, each made when it is asked for."""

from functools import partial

import streamlit as st

from dashboard.data.people import Person
from dashboard.data.results import edition
from dashboard.views import documents
from dashboard.views.documents import Subject
from dashboard.views.reader import Reader
from dashboard.widgets.downloads import offer_scorecard
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.text import plain
from dashboard.widgets.visitor import visitor


def offer_files_of_unit(round_: str, unit: str) -> None:
    """Its scorecard, and its report."""
    with st.container(horizontal=True):
        offer_scorecard(round_, unit)
        offer_documents("unit", round_, unit)


def offer_documents(about: Subject, round_: str, subject: str = "") -> None:
    """A menu of documents, each a labelled button; a template of the ministry that is faulty is named instead."""
    reader = present()
    words = reader.words
    label, icon = words("Save as a document"), ":material/description:"
    with st.popover(label, icon=icon, key="documents", on_change="rerun") as menu:
        if not menu.open:
            return
        for name, kind in documents.at_once(about).items():
            if told := documents.refused(reader, name, round_, subject):
                st.error("\n".join(f"- {plain(each)}" for each in told), icon=":material/block:")
                continue
            offer(
                words(kind.title),
                partial(_content, reader, visitor(), name, round_, subject),
                documents.file_name(name, round_, subject),
                kind.media_type,
                rests_on=[edition(reader.version, round_)],
                key=f"document {name}",
                width="stretch",
            )


def _content(reader: Reader, person: Person, name: str, round_: str, subject: str) -> bytes:
    return documents.handed(reader, person, name, round_, subject).content
