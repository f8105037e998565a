"""The rows of a data book, in the reader's words; which columns are shown, and what each means, is said elsewhere."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from catalogue import Indicator, Instrument
from dashboard.data import facts, goals, rankings, results, shortfalls
from dashboard.data.people import Reach
from dashboard.data.source import judged_by
from dashboard.views import naming
from dashboard.views.reader import Reader
from dashboard.views.rules import DECIDED, formula, scoring
from dashboard.views.targets import OUTLOOKS
from dashboard.words import N_

VERDICTS: Final = {
    "short": N_("short"),
    "met": N_("met"),
    "no_data": N_("not known"),
    "not_applicable": N_("not applicable"),
}


def _units(reader: Reader, round_: str) -> pl.DataFrame:
    """One row per unit whose report counts, in the words of UNIT."""
    rows = facts.counted(reader.version, round_).select(
        *("unit", "institution_type", "province", "state", f"cluster_{reader.language}", f"name_{reader.language}")
    )
    return _worded(reader, round_, rows).with_columns(
        cluster_name=f"cluster_{reader.language}",
        state_name=_replaced("state", {id_: reader.words(name) for id_, name in naming.STATES.items()}),
    )


def _worded(reader: Reader, round_: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with the names of province and institution type, and of the unit where there is one."""
    types = {id_: naming.type_name(reader, id_) for id_ in judged_by().institution_types}
    codes = rows["province"].drop_nulls().unique()
    provinces = {code: naming.province_name(reader, round_, code) for code in codes}
    named = {"name": f"name_{reader.language}"} if "unit" in rows.columns else {}
    return rows.with_columns(
        type_name=_replaced("institution_type", types), province_name=_replaced("province", provinces), **named
    )


def judged(reader: Reader, round_: str) -> pl.DataFrame:
    """One row per unit that reported and indicator, pillar or whole."""
    parts = []
    for instrument in facts.instruments():
        indicators = {each.id: each for each in instrument.indicators}
        items = dict.fromkeys((rankings.OVERALL, *(pillar.id for pillar in instrument.pillars), *indicators))
        rows = results.of_type(reader.version, round_, instrument)
        parts.append(
            rows.filter(pl.col("item").is_in(list(items))).with_columns(
                item_name=_replaced("item", {id_: naming.item_name(reader, instrument, id_) for id_ in items}),
                measure=_replaced("item", {id_: each.unit(reader.language) for id_, each in indicators.items()}),
            )
        )
    decided = {id_: reader.words(text) for id_, text in DECIDED.items()}
    rows = pl.concat(parts).with_columns(decided=_replaced("rule", decided))
    return _units(reader, round_).join(rows, on="unit", how="inner").sort("type_name", "unit", "kind", "item")


def ranked(reader: Reader, round_: str) -> pl.DataFrame:
    """One row per unit that reported and whole or pillar."""
    parts = [
        rankings.ranking(reader.version, round_, instrument.institution_type, item).select(
            *("unit", "score", "level", "rank", "ranked", "band", "previous_score", "change"),
            *("measured", "verified", "declared"),
            pl.col("rank_low").floor().cast(pl.Int64),
            pl.col("rank_high").ceil().cast(pl.Int64),
            item=pl.lit(item),
            item_name=pl.lit(naming.item_name(reader, instrument, item)),
        )
        for instrument in facts.instruments()
        for item in rankings.items(instrument)
    ]
    places = pl.concat(parts, how="vertical_relaxed")
    return (
        _units(reader, round_).join(places, on="unit", how="inner").sort("type_name", "item", "rank", nulls_last=True)
    )


def _normed(reader: Reader, round_: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The same rows with the norm in words."""
    known = {norm.id: norm for norm in shortfalls.norms()}
    return _worded(reader, round_, rows).with_columns(
        norm_name=_replaced("norm", {id_: norm.name(reader.language) for id_, norm in known.items()}),
        thing=_replaced("norm", {id_: norm.unit(reader.language) for id_, norm in known.items()}),
    )


def province_gaps(reader: Reader, round_: str) -> pl.DataFrame:
    """One row per province (null: national units), institution type and norm."""
    return _normed(reader, round_, shortfalls.totals(reader.version, round_, ("province", "institution_type")))


def unit_gaps(reader: Reader, round_: str, reach: Reach) -> pl.DataFrame:
    """One row per unit within reach and norm."""
    mine = facts.units(reader.version, round_, reach)
    rows = shortfalls.gaps_of_units(reader.version, round_).join(mine, on="unit", how="inner", maintain_order="left")
    verdict = _replaced("state", {id_: reader.words(text) for id_, text in VERDICTS.items()})
    return _normed(reader, round_, rows).with_columns(verdict=verdict)


def goals_over_rounds(reader: Reader, round_: str) -> pl.DataFrame:
    """One row per goal and round of the same calendar up to this one."""
    words = reader.words
    names = {each.id: words.name(vars(each)) for each in facts.rounds(reader.version)}
    schema = {
        **dict.fromkeys(("goal", "goal_name", "round_name", "outlook", "decision"), pl.String),
        **dict.fromkeys(("reached", "wanted"), pl.Float64),
        **dict.fromkeys(("day", "due"), pl.Date),
    }
    rows = [
        {
            "goal": each.goal.id,
            "goal_name": each.goal.entry.name(reader.language),
            "round_name": names[row["round"]],
            "day": row["day"],
            "reached": row["value"],
            "wanted": each.goal.wanted,
            "due": each.goal.due,
            "outlook": words(OUTLOOKS[each.path.outlook]) if each.path else None,
            "decision": each.goal.decision or None,
        }
        for each in goals.progress(reader.version, round_, reader.today)
        for row in each.course.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=schema)


def weights(reader: Reader) -> pl.DataFrame:
    """One row per indicator of each instrument."""
    rows = [_weight(reader, instrument, each) for instrument in facts.instruments() for each in instrument.indicators]
    return pl.DataFrame(rows, infer_schema_length=None)


def _weight(reader: Reader, instrument: Instrument, indicator: Indicator) -> dict[str, object]:
    pillar = instrument.pillar(indicator.pillar)
    return {
        "instrument": instrument.name(reader.language),
        "type_name": naming.type_name(reader, instrument.institution_type),
        "pillar_name": pillar.name(reader.language),
        "weight": pillar.weight if instrument.overall else None,
        "item": indicator.id,
        "item_name": indicator.name(reader.language),
        "full": indicator.points,
        "measure": indicator.unit(reader.language) or None,
        "formula": formula(reader, instrument, indicator),
        "scoring": scoring(reader, indicator),
    }


def _replaced(column: str, names: Mapping[str, str]) -> pl.Expr:
    return pl.col(column).replace_strict(names, default=None, return_dtype=pl.String)
