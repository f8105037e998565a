"""The choices that several pages share: round, institution type, what is ranked, cluster, province, topic, unit."""

import streamlit as st

from dashboard.data import facts, rankings
from dashboard.data.people import Reach
from dashboard.data.source import judged_by
from dashboard.views import filling, naming
from dashboard.views.search import found
from dashboard.views.unit import directory
from dashboard.widgets import address
from dashboard.widgets.pick import by_name, pick, pick_text, present

ANY, NOBODY = "all", "none"


def choose_round() -> str:
    """A reporting round, the newest first; the page stops with a sentence where there is none yet."""
    reader = present()
    known = [each.id for each in facts.rounds(reader.version)]
    first = facts.latest_due(reader.version, reader.today)
    if first is None:
        st.info(reader.words("There is no reporting round yet. An administrator opens the first one."))
        st.stop()
    return pick(
        reader.words("Reporting round"),
        "round",
        known[::-1],
        lambda id_: naming.round_name(reader, id_),
        default=first.id,
    )


def choose_type() -> str:
    """One institution type that reports."""
    reader = present()
    ids = [instrument.institution_type for instrument in facts.instruments()]
    return pick(reader.words("Institution type"), "type", ids, lambda id_: naming.type_name(reader, id_))


def choose_type_or_all() -> str:
    """One institution type that reports, or the empty string for all of them."""
    reader = present()
    ids = [ANY, *(instrument.institution_type for instrument in facts.instruments())]
    chosen = pick(
        reader.words("Institution type"),
        "type",
        ids,
        lambda id_: reader.words("All institution types") if id_ == ANY else naming.type_name(reader, id_),
    )
    return "" if chosen == ANY else chosen


def choose_item(institution_type: str) -> str:
    """The overall score where the instrument states one, a pillar, or an indicator."""
    reader = present()
    instrument = naming.instrument_of(institution_type)
    return pick(
        reader.words("Score"),
        "item",
        rankings.pickable(instrument),
        lambda id_: naming.item_name(reader, instrument, id_),
    )


def choose_cluster(round_: str, institution_type: str) -> str:
    """A cluster of a type, or the empty string for all its units; no control where there are no clusters."""
    reader = present()
    rows = rankings.clusters(reader.version, round_, institution_type)
    names = dict(rows.select("cluster", f"cluster_{reader.language}").iter_rows())
    if not names:
        return ""
    return _or_all(reader.words("Cluster"), "cluster", names, reader.words("All clusters"))


def choose_norm_or_all(names: dict[str, str]) -> str:
    """One of these norms, or the empty string for all; no control where there is nothing to choose."""
    if not names:
        return ""
    words = present().words
    return _or_all(words("Norm"), "norm", names, words("All norms"), in_order=True)


def choose_topic() -> str:
    """A topic of the movement, or the empty string for all."""
    reader = present()
    names = {topic.id: topic.name(reader.language) for topic in judged_by().topics.values()}
    return _or_all(reader.words("Topic"), "topic", names, reader.words("All topics"), in_order=True)


def choose_province_now() -> str:
    """A province of today, or the empty string for the whole country."""
    reader = present()
    places = judged_by().geography.provinces_on(reader.today)
    names = {place.code: place.name_vi if reader.language == "vi" else place.name_en for place in places}
    return _or_all(reader.words("Province"), "province", names, reader.words("All provinces"))


def choose_round_or_all() -> str:
    """A reporting round, or the empty string for all of them."""
    reader = present()
    names = {each.id: naming.round_name(reader, each.id) for each in facts.rounds(reader.version)[::-1]}
    return _or_all(reader.words("Reporting round"), "round", names, reader.words("All rounds"), in_order=True)


def choose_unit(round_: str, reach: Reach) -> str:
    """A unit of a round within reach, found by what is typed; the page stops with a sentence until one is chosen."""
    reader = present()
    words = reader.words
    everybody = directory(reader, round_, reach)
    names = dict(everybody.select("unit", "name").iter_rows())
    with st.grid(2, min_column_width=260):
        hint = words("Name, old or new province, code, or short form: “Sở GD&ĐT”, “ĐH”")
        typed = pick_text(words("Find a unit"), "find", placeholder=hint, icon=":material/search:")
        fit = [NOBODY, *found(everybody, typed)["unit"]]
        asked = address.asked("unit")
        if asked in names and asked not in fit:
            fit.insert(1, asked)
        told = words.plural("{n} unit to choose from", "{n} units to choose from", len(fit) - 1)
        only = next(iter(names)) if len(names) == 1 else None
        chosen = pick(
            told, "unit", fit, lambda id_: words("Choose a unit") if id_ == NOBODY else names[id_], default=only
        )
    if chosen == NOBODY:
        st.info(words("Choose a unit above, or type a part of its name first."))
        st.stop()
    return chosen


def choose_opened_round() -> str:
    """A round that reports can be looked at for, the one due last first; its name in the address is its own.

    The page stops with a sentence where none has opened yet.
    """
    reader = present()
    known = [each.id for each in filling.opened(reader)]
    if not known:
        st.info(reader.words("No round has opened yet. An administrator opens the first one."))
        st.stop()
    with st.grid(3, min_column_width=220):
        return pick(reader.words("Reporting round"), "of", known, lambda id_: naming.round_name(reader, id_))


def choose_own_unit(round_: str, reach: Reach) -> str:
    """The only unit within reach without asking, else one of them; where there is none, the page stops with a word."""
    reader = present()
    own = directory(reader, round_, reach)
    if own.is_empty():
        st.info(reader.words("No unit of yours reports for this round."))
        st.stop()
    return str(own["unit"].item()) if own.height == 1 else choose_unit(round_, reach)


def _or_all(label: str, name: str, names: dict[str, str], everything: str, *, in_order: bool = False) -> str:
    ids = list(names) if in_order else by_name(list(names), names.__getitem__)
    chosen = pick(label, name, [ANY, *ids], lambda id_: everything if id_ == ANY else names[id_])
    return "" if chosen == ANY else chosen
