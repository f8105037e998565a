"""The figures of a sealed edition as data: what Plotly draws, with title, sentence, source and notices."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl
from plotly.utils import PlotlyJSONEncoder

from catalogue import Instrument
from dashboard import figures
from dashboard.figures import Context, Figure
from dashboard.words import Words


def province_map(
    rows: pl.DataFrame, outline: Mapping[str, Any], instrument: Instrument, about: Mapping[str, Any], words: Words
) -> dict[str, Any]:
    """The provinces by the mean score of their units; rows: province, name_vi, name_en, value, units, scored."""
    named = rows.with_columns(name=f"name_{words.language}").drop("name_vi", "name_en")
    measure = words("Overall score") if instrument.overall else instrument.pillars[0].name(words.language)
    return _drawn(figures.province_map(named, outline, words, _context(instrument, about, words), measure=measure))


def _context(instrument: Instrument, about: Mapping[str, Any], words: Words) -> Context:
    notices = [words("Demonstration data")] if about["demonstration"] else []
    if instrument.status != "official":
        notices.append(words("Draft instrument of the project"))
    name = words.name(about["round"])
    return Context(
        source=words("recognised reports, {round}, sealed edition {number}", round=name, number=about["number"]),
        as_of=datetime.fromisoformat(about["sealed_at"]).date(),
        filters=((words("Reporting round"), name),),
        notices=tuple(notices),
    )


def _drawn(figure: Figure) -> dict[str, Any]:
    plot = json.loads(json.dumps(figure.drawn("light"), cls=PlotlyJSONEncoder, sort_keys=True))
    as_of: date = figure.as_of
    return {
        "title": figure.title,
        "says": figure.says,
        "source": figure.source,
        "as_of": as_of.isoformat(),
        "notices": list(figure.notices),
        "plot": plot,
    }
