"""The files of a figure beside it on the page, and of a unit, each made when it is asked for."""

from functools import partial

import streamlit as st

from dashboard.data.people import Reach
from dashboard.exports.figure import FORMS, SPREADSHEET, can_draw, export, file_name
from dashboard.exports.figure.check import concerns
from dashboard.exports.scorecard import scorecard
from dashboard.figures import Figure
from dashboard.views import databook, scorecards
from dashboard.views.reader import Reader
from dashboard.widgets.pick import present
from dashboard.widgets.saving import offer
from dashboard.widgets.text import small
from dashboard.widgets.visitor import visitor
from dashboard.words import Words


def offer_files(figure: Figure, key: str) -> None:
    """Each form a labelled button; what this machine cannot draw is left out, and a sentence says so."""
    words = present().words
    small(f"{words('Save this figure')}:", *concerns(figure, words))
    able = can_draw()
    with st.container(horizontal=True):
        for id_, form in FORMS.items():
            if able or not form.drawn:
                offer(
                    words(form.label),
                    partial(_content, figure, words, id_),
                    file_name(figure, form.suffix),
                    form.media_type,
                    shows=[figure],
                    key=f"{key} {id_}",
                )
    if not able:
        small(words("Pictures cannot be made on this machine: Chromium or the package plotly-mirage is missing."))


def _content(figure: Figure, words: Words, form: str) -> bytes:
    return export(figure, words, form).content


def offer_databook(round_: str) -> None:
    """Everything of a round that the reader may have, as one workbook, made at the click."""
    reader = present()
    offer(
        reader.words("Save the data book (Excel)"),
        partial(_databook, reader, round_, visitor().reach),
        f"thidua_{round_}.xlsx",
        SPREADSHEET,
        icon=":material/table_view:",
        key="databook",
    )
    small(reader.words("Results, ranks, gaps, goals and weights, with charts, the method and a dictionary of columns."))


def _databook(reader: Reader, round_: str, reach: Reach) -> bytes:
    return databook.document(reader, round_, reach).content


def offer_scorecard(round_: str, unit: str) -> None:
    """The scorecard of a unit that reported, made at the click."""
    reader = present()
    card = scorecards.of_unit(reader, round_, unit)
    offer(
        reader.words("Save the scorecard (PDF)"),
        partial(scorecard, card, reader.words),
        f"{unit}_{round_}.pdf",
        "application/pdf",
        shows=[card.figure],
        icon=":material/download:",
        key="scorecard",
    )
