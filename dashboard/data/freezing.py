"""What a sealed edition holds: data, results, catalogue with its map, drawn figures and texts, each as a file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection

from catalogue import Catalogue, Instrument
from dashboard.data.computing import Judged
from dashboard.data.inputs import Inputs, instruments
from dashboard.data.steps import StepLog
from dashboard.exports import edition_figures, edition_text
from dashboard.exports.bundle import as_csv, as_json
from dashboard.exports.edition_text import League
from dashboard.words import LANGUAGES, Words
from metrics import evidence, gaps, groups, robustness, targets
from store import queries

REPORTS = ("unit", "report", "state", "instrument", "catalogue", "first_submitted_at", "on_time")
UNITS = ("unit", "name_vi", "name_en", "institution_type", "province", "cluster", "parent", "opened")


def frozen(
    connection: Connection, catalogue: Catalogue, found: Judged, about: Mapping[str, Any], log: StepLog
) -> dict[str, bytes]:
    """The files of a bundle by path; StepFailedError where one cannot be made."""
    ends = date.fromisoformat(about["round"]["ends"])
    files = _data(connection, found.inputs)
    files["results/results.csv"] = as_csv(found.results.sort("unit", "kind", "item"))
    made: dict[str, Callable[[], pl.DataFrame]] = {
        "strengths": lambda: strengths(found, catalogue),
        "ranges": lambda: ranges(found, catalogue),
        "gaps": lambda: shortfalls(found.inputs, catalogue, ends),
        "targets": lambda: targets.progress(found.inputs.answers, catalogue.targets.values()),
    }
    for step, make in made.items():
        with log.trying(step):
            rows = make()
            files[f"results/{step}.csv"] = as_csv(rows)
        log.done(step, rows.height)
    files |= {f"catalogue/{path}": text.encode() for path, text in catalogue.files.items()}
    with log.trying("figures"):
        drawn = _figures(found, catalogue, about, ends)
    log.done("figures", len(drawn))
    with log.trying("texts"):
        told = _texts(found, catalogue, about)
    log.done("texts", len(told))
    return files | drawn | told


def strengths(found: Judged, catalogue: Catalogue) -> pl.DataFrame:
    """One row per unit and item: the shares of its points measured, verified and declared."""
    return pl.concat(
        evidence.strength(_of(found, instrument), found.inputs.appraisals, instrument)
        for instrument in instruments(catalogue)
    )


def ranges(found: Judged, catalogue: Catalogue) -> pl.DataFrame:
    """One row per institution type, item and ranked unit: rank_low, rank_high, band, among all units of the type."""
    frames = [
        robustness.ranges(_of(found, instrument), instrument, item).select(
            pl.lit(instrument.institution_type).alias("institution_type"), pl.lit(item).alias("item"), pl.all()
        )
        for instrument in instruments(catalogue)
        for item in items(instrument)
    ]
    return pl.concat(frames).sort("institution_type", "item", "unit")


def shortfalls(inputs: Inputs, catalogue: Catalogue, on: date) -> pl.DataFrame:
    """One row per expected unit and norm asked of it, as `metrics.gaps.gaps`, at the prices of a day."""
    asked: dict[str, list[str]] = {}
    for instrument in instruments(catalogue):
        of_type = pl.col("institution_type") == instrument.institution_type
        for norm in catalogue.norms_for(instrument):
            asked.setdefault(norm.id, []).extend(inputs.units.filter(of_type)["unit"])
    norms = [norm for norm in catalogue.norms.values() if norm.id in asked]
    return gaps.gaps(inputs.answers, asked, norms, catalogue.prices_on(on)).sort("norm", "unit")


def items(instrument: Instrument) -> tuple[str, ...]:
    """What units are ranked by: the whole where it is stated, then each pillar."""
    return (*(("overall",) if instrument.overall else ()), *(pillar.id for pillar in instrument.pillars))


def _data(connection: Connection, inputs: Inputs) -> dict[str, bytes]:
    among = pl.col("unit").is_in(inputs.reports["unit"].implode())
    frames = {
        "units": inputs.units.select(UNITS),
        "reports": inputs.reports.select(REPORTS),
        "answers": queries.answer_origins(connection, inputs.round).filter(among),
        "appraisals": queries.appraisal_origins(connection, inputs.round).filter(among),
        "events": queries.report_events(connection, inputs.round).filter(among),
    }
    return {f"data/{name}.csv": as_csv(rows) for name, rows in frames.items()}


def _figures(found: Judged, catalogue: Catalogue, about: Mapping[str, Any], ends: date) -> dict[str, bytes]:
    """The map of each institution type that has units in provinces, drawn in each language."""
    places = pl.DataFrame(
        [(p.code, p.name_vi, p.name_en) for p in catalogue.geography.provinces_on(ends)],
        schema=["province", "name_vi", "name_en"],
        orient="row",
    )
    files = {}
    for instrument in _used(found, catalogue):
        units = found.inputs.units.filter(pl.col("institution_type") == instrument.institution_type)
        scores = _of(found, instrument).filter(pl.col("item") == items(instrument)[0])
        means = groups.means(scores, units.with_columns(weight=pl.lit(None, pl.Float64)), "province")
        if means["simple"].count():
            rows = places.join(means, on="province", how="left", maintain_order="left").with_columns(value="simple")
            outline = catalogue.geography.outline(ends)
            for language in LANGUAGES:
                drawn = edition_figures.province_map(rows, outline, instrument, about, Words.of(language))
                files[f"figures/{instrument.institution_type}.{language}.json"] = as_json(drawn)
    return files


def _texts(found: Judged, catalogue: Catalogue, about: Mapping[str, Any]) -> dict[str, bytes]:
    leagues = [_league(found, instrument, catalogue) for instrument in _used(found, catalogue)]
    told = {language: edition_text.text(about, leagues, Words.of(language)) for language in LANGUAGES}
    return {f"texts/results.{language}.md": text.encode() for language, text in told.items()}


def _league(found: Judged, instrument: Instrument, catalogue: Catalogue) -> League:
    type_ = catalogue.institution_types[instrument.institution_type]
    item = items(instrument)[0]
    own = _of(found, instrument)
    rows = (
        found.inputs.reports.filter(pl.col("institution_type") == instrument.institution_type)
        .select("unit", "name_vi", "name_en")
        .join(own.filter(pl.col("item") == item).select("unit", "score", "level", "rank"), on="unit", how="left")
        .join(robustness.ranges(own, instrument, item), on="unit", how="left")
        .sort("rank", "score", "unit", descending=[False, True, False], nulls_last=True)
    )
    return League(instrument, {"vi": type_.plural_vi, "en": type_.plural_en}, rows)


def _used(found: Judged, catalogue: Catalogue) -> Iterable[Instrument]:
    return [each for each in instruments(catalogue) if found.inputs.judged(each).len()]


def _of(found: Judged, instrument: Instrument) -> pl.DataFrame:
    return found.results.filter(pl.col("unit").is_in(found.inputs.judged(instrument).implode()))
