"""The choices that several pages share: round, institution type, what is ranked, cluster, province, topic, unit."""

import streamlit as st

from dashboard.data import facts, rankings
from dashboard.data.source import judged_by
from dashboard.views import naming
from dashboard.widgets.pick import by_name, pick, present

ANY = "all"


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
    """The overall score where the instrument states one, or a pillar."""
    reader = present()
    instrument = naming.instrument_of(institution_type)
    return pick(
        reader.words("Score"),
        "item",
        rankings.items(instrument),
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


def choose_topic() -> str:
    """A topic of the movement, or the empty string for all."""
    reader = present()
    names = {topic.id: topic.name(reader.language) for topic in judged_by().topics.values()}
    return _or_all(reader.words("Topic"), "topic", names, reader.words("All topics"), in_order=True)


def choose_province(round_: str) -> str:
    """A province of the round's day, or the empty string for the whole country."""
    reader = present()
    day = facts.round_named(reader.version, round_).ends
    codes = [province.code for province in judged_by().geography.provinces_on(day)]
    names = {code: naming.province_name(reader, round_, code) for code in codes}
    return _or_all(reader.words("Province"), "province", names, reader.words("All provinces"))


def _or_all(label: str, name: str, names: dict[str, str], everything: str, *, in_order: bool = False) -> str:
    ids = list(names) if in_order else by_name(list(names), names.__getitem__)
    chosen = pick(label, name, [ANY, *ids], lambda id_: everything if id_ == ANY else names[id_])
    return "" if chosen == ANY else chosen
