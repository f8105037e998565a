"""Ids become names in the reader's language."""

import polars as pl

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.rankings import OVERALL
from dashboard.data.source import judged_by
from dashboard.views.reader import Reader
from dashboard.words import N_, Words

SPOKEN_OF = ("unit", "both_names", "places")  # what `spoken_of` adds, and the code
STATES = {
    "draft": N_("draft"),
    "submitted": N_("submitted"),
    "returned": N_("returned"),
    "appraised": N_("appraised"),
    "recognised": N_("recognised"),
    "published": N_("published"),
}
STAGES = {
    "idea": N_("idea"),
    "pilot": N_("being tried"),
    "applied": N_("in use"),
    "replicated": N_("taken up by others"),
}
MARKS = {
    "official": N_("official"),
    "single source": N_("from a single source"),
    "project draft": N_("draft of the project"),
}


def named(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The same rows with `name` in the reader's language in place of `name_vi` and `name_en`."""
    return rows.with_columns(name=f"name_{words.language}").drop("name_vi", "name_en")


def round_name(reader: Reader, round_: str) -> str:
    """The name of a round."""
    return reader.words.name(vars(facts.round_named(reader.version, round_)))


def type_name(reader: Reader, institution_type: str) -> str:
    """The name of an institution type, of many of its kind."""
    found = judged_by().institution_types[institution_type]
    return found.plural_vi if reader.language == "vi" else found.plural_en


def within(name: str) -> str:
    """A name as it stands within a sentence; what begins with two capitals, as an abbreviation does, stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def item_name(reader: Reader, instrument: Instrument, item: str) -> str:
    """The name of what units are ranked by: the whole, a pillar or an indicator."""
    named = {each.id: each for each in (*instrument.pillars, *instrument.indicators)}
    return reader.words("Overall score") if item == OVERALL else named[item].name(reader.language)


def level_name(reader: Reader, instrument: Instrument, number: int | None) -> str:
    """The name of a level; a dash where there is none."""
    names = {level.number: level.name(reader.language) for level in instrument.levels}
    return names.get(number, reader.words.written(None)) if number is not None else reader.words.written(None)


def province_name(reader: Reader, round_: str, code: str | None) -> str:
    """The name of the province that had a code on the last day of a round; a dash for units without one."""
    if code is None:
        return reader.words.written(None)
    province = judged_by().geography.province(code, facts.round_named(reader.version, round_).ends)
    return province.name_vi if reader.language == "vi" else province.name_en


def spoken_of(reader: Reader, round_: str, units: pl.DataFrame) -> pl.DataFrame:
    """The same rows of units with what people may type to find one: both names, and its province's, old ones too."""
    day = facts.round_named(reader.version, round_).ends
    places = judged_by().geography
    known = {place.code: place for place in places.provinces_on(day)}
    names = {
        code: " ".join((known[code].name_vi, known[code].name_en, *places.former_names(code)))
        for code in units["province"].drop_nulls().unique()
    }
    return units.with_columns(
        both_names=pl.concat_str("name_vi", "name_en", separator=" "),
        places=pl.col("province").replace_strict(names, default="", return_dtype=pl.String),
    )


def instrument_of(institution_type: str) -> Instrument:
    """The instrument of a type that reports; KeyError for any other."""
    found = judged_by().instrument_for(institution_type)
    if found is None:
        raise KeyError(institution_type)
    return found
