"""What everybody may see of a sealed edition, read from its file alone: nothing live comes near it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from sqlalchemy import Engine

from catalogue import Catalogue, Instrument
from dashboard.data.editions import verified
from dashboard.data.freezing import items
from dashboard.exports.bundle import from_csv
from metrics.suppression import hidden, total_is_hidden
from store import editions
from store.editions import Seal
from store.engine import reading
from store.results import RESULTS
from store.versions import kept_catalogue

UNITS: Final = dict.fromkeys(("unit", "name_vi", "name_en", "institution_type", "province"), pl.String)
RANGES: Final = {
    **dict.fromkeys(("institution_type", "item", "unit"), pl.String),
    **dict.fromkeys(("rank_low", "rank_high"), pl.Float64),
    "band": pl.Int64,
}
GAPS: Final = {**dict.fromkeys(("unit", "norm", "state"), pl.String), "shortfall": pl.Float64}
GOALS: Final = {"target": pl.String, "value": pl.Float64, "units": pl.Int64}


@dataclass(frozen=True, eq=False)
class Public:
    """A sealed edition as its file has it, every byte checked; no answer, reason, remark or person is in it."""

    seal: Seal
    about: Mapping[str, Any]
    catalogue: Catalogue
    units: pl.DataFrame
    results: pl.DataFrame
    ranges: pl.DataFrame
    gaps: pl.DataFrame
    goals: pl.DataFrame

    @property
    def day(self) -> date:
        """The last day of its round."""
        return date.fromisoformat(self.about["round"]["ends"])

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """Those whose units have results in it."""
        return tuple(self.catalogue.instruments[each["id"]] for each in self.about["instruments"])

    @property
    def fewest(self) -> int | None:
        """On how many units a figure that is summed from answers must rest; None: no such figure is shown."""
        return self.catalogue.small_cells.fewest_units if self.catalogue.small_cells else None


@dataclass(frozen=True)
class Shortfall:
    """What is missing against a norm: in all, and by institution type; None is hidden, absent is not asked."""

    norm: str
    total: float | None
    by_type: Mapping[str, float | None]


def offered(engine: Engine, statuses: tuple[str, ...]) -> tuple[Seal, ...]:
    """The seals of some statuses, the newest first."""
    with reading(engine) as connection:
        rows = editions.seals(connection).filter(pl.col("status").is_in(statuses)).drop("bytes")
    return tuple(Seal(**row) for row in rows.iter_rows(named=True))


def opened(engine: Engine, seal: Seal) -> Public:
    """What may be shown of a sealed edition; ReportError where any byte is not as it was sealed."""
    bundle = verified(engine, seal.digest).bundle

    def rows(path: str, schema: Mapping[str, Any]) -> pl.DataFrame:
        return from_csv(bundle.files[path], schema)

    with reading(engine) as connection:
        catalogue = kept_catalogue(connection, bundle.about["catalogue"])
    return Public(
        seal=seal,
        about=bundle.about,
        catalogue=catalogue,
        units=rows("data/units.csv", UNITS),
        results=rows("results/results.csv", RESULTS),
        ranges=rows("results/ranges.csv", RANGES),
        gaps=rows("results/gaps.csv", GAPS),
        goals=rows("results/targets.csv", GOALS),
    )


def league(public: Public, institution_type: str, item: str) -> pl.DataFrame:
    """One row per unit of a type with results, best first: its names, province, score, level, rank, range and band."""
    of_type, of_item = pl.col("institution_type") == institution_type, pl.col("item") == item
    own = public.results.filter(of_item).select("unit", "score", "level", "rank")
    spread = public.ranges.filter(of_type, of_item).select("unit", "rank_low", "rank_high", "band")
    return (
        public.units.filter(of_type)
        .join(own, on="unit", how="inner")
        .join(spread, on="unit", how="left")
        .sort("rank", "score", "unit", descending=[False, True, False], nulls_last=True)
    )


def standing(public: Public, instrument: Instrument) -> dict[str, Any]:
    """Of one type: how many units are expected, how many counted, their mean score on the first item."""
    found = league(public, instrument.institution_type, items(instrument)[0])
    expected = public.units.filter(pl.col("institution_type") == instrument.institution_type).height
    return {"expected": expected, "counted": found.height, "mean": found["score"].mean()}


def shortfalls(public: Public) -> tuple[Shortfall, ...]:
    """One per norm asked of anybody, without the cells that rest on too few units, or that such a cell follows from."""
    if public.fewest is None:
        return ()
    reported = public.results.select("unit").unique()
    types = public.units.select("unit", "institution_type").join(reported, on="unit", how="semi")
    known = public.gaps.drop_nulls("shortfall").join(types, on="unit", how="inner")
    by_type = known.group_by("norm", "institution_type", maintain_order=True).agg(
        value=pl.col("shortfall").sum(), units=pl.len()
    )
    return tuple(_shown(norm[0], rows, public.fewest) for norm, rows in by_type.group_by("norm", maintain_order=True))


def _shown(norm: Any, rows: pl.DataFrame, fewest: int) -> Shortfall:  # noqa: ANN401 - a key as Polars gives it
    units = dict(rows.select("institution_type", "units").iter_rows())
    values = dict(rows.select("institution_type", "value").iter_rows())
    gone = hidden(units, fewest)
    total = None if total_is_hidden(units, fewest) else float(rows["value"].sum())
    return Shortfall(str(norm), total, {type_: None if type_ in gone else value for type_, value in values.items()})


def goals(public: Public) -> pl.DataFrame:
    """One row per goal that answers tell of: target, value (null where hidden or unknown), units, hidden."""
    if public.fewest is None:
        return public.goals.clear().with_columns(hidden=pl.lit(value=True))
    few = (pl.col("units") > 0) & (pl.col("units") < public.fewest)
    return public.goals.with_columns(value=pl.when(~few).then("value"), hidden=few)
