"""A small country for charts: the real provinces with invented figures, and one way to draw each chart."""

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from catalogue.geography import load_geography
from dashboard import figures
from dashboard.words import Words
from tests.figures.rows import FULL, LONG

DAY = date(2026, 11, 23)
EDITION = figures.Edition("d93076af" + "0" * 56, "2026-Q3", 7, "32266dec8120c50d", "1")
LANGUAGES = ("vi", "en")

NUMBER = pl.Float64
FRAMES = {
    "province_map": {"province": pl.String, "name": pl.String, "value": NUMBER, "units": pl.Int64, "scored": pl.Int64},
    "province_tiles": {"province": pl.String, "name": pl.String, "value": NUMBER},
    "ranking": {
        "unit": pl.String,
        "name": pl.String,
        "score": NUMBER,
        "rank": pl.Int64,
        "rank_low": pl.Int64,
        "rank_high": pl.Int64,
        "band": pl.Int64,
        "level_name": pl.String,
    },
    "levels": {"name": pl.String, "level": pl.Int64, "level_name": pl.String, "units": pl.Int64},
    "pillars": {
        "pillar": pl.String,
        "name": pl.String,
        "score": NUMBER,
        "lower": NUMBER,
        "median": NUMBER,
        "upper": NUMBER,
    },
    "trend": {"name": pl.String, "mean": NUMBER, "like_mean": NUMBER, "units": pl.Int64},
    "sparkline": {"name": pl.String, "mean": NUMBER},
    "gap_heatmap": {
        "province": pl.String,
        "name": pl.String,
        "norm": pl.String,
        "norm_name": pl.String,
        "label": pl.String,
        "share": NUMBER,
        "shortfall": NUMBER,
        "need": NUMBER,
    },
    "gap_bars": {
        "norm": pl.String,
        "name": pl.String,
        "label": pl.String,
        "thing": pl.String,
        "shortfall": NUMBER,
        "short": pl.Int64,
        "met": pl.Int64,
        "no_data": pl.Int64,
    },
    "closing": {
        **dict.fromkeys(("norm", "name", "label"), pl.String),
        **dict.fromkeys(("closed", "partly", "left", "met", "no_data"), pl.Int64),
        **dict.fromkeys(("spent", "cost"), NUMBER),
    },
    "comparison": {**dict.fromkeys(("pillar", "name", "unit", "unit_name"), pl.String), "score": NUMBER},
    "change": {"unit": pl.String, "name": pl.String, "previous_score": NUMBER, "score": NUMBER, "change": NUMBER},
    "waterfall": {"name": pl.String, "kind": pl.String, "start": NUMBER, "end": NUMBER, "places": pl.Int64},
    "target_course": {
        "day": pl.Date,
        "label": pl.String,
        "value": NUMBER,
        "centre": NUMBER,
        "low": NUMBER,
        "high": NUMBER,
    },
    "evidence": {"name": pl.String, "measured": NUMBER, "verified": NUMBER, "declared": NUMBER},
    "drivers": {
        "name": pl.String,
        "first": NUMBER,
        "first_low": NUMBER,
        "first_high": NUMBER,
        "total": NUMBER,
        "total_low": NUMBER,
        "total_high": NUMBER,
    },
}
HEADLINE = {
    "mean": 60.0,
    "previous_mean": 58.0,
    "like_mean": 61.0,
    "like_previous": 58.5,
    "like_units": 2,
    "newcomers": 1,
    "gone": 0,
}
OPTIONS = {
    "pillars": {"unit": "Sở GDĐT Huế", "peers": "34 Sở GDĐT", "limits": ((50, "Mức 2"), (75, "Mức 3"))},
    "waterfall": {"subject": LONG, "since": "2026-Q2"},
    "target_course": {"name": LONG, "says": "Đúng tiến độ.", "target": 95.0, "share": True},
}
NOTHING = dict.fromkeys(HEADLINE) | {"newcomers": 0, "gone": 0}


@cache
def geography():
    faults = []
    result = load_geography(Path(__file__).parents[2] / "catalogue" / "places", faults)
    assert faults == []
    return result


def outline(on=DAY):
    return geography().outline(on)


def context(language="vi"):
    words = Words.of(language)
    return figures.Context(
        source="Báo cáo kỳ 2026-Q3" if language == "vi" else "Reports of 2026-Q3",
        as_of=DAY,
        filters=(("Kỳ", "2026-Q3"),),
        notices=(words("Demonstration data"),),
        edition=EDITION,
    )


def frame(chart, rows=()):
    """Rows of a chart; a row may leave out what it has no value for."""
    schema = FRAMES[chart]
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)


def draw(chart, rows=(), language="vi", **options):
    """The chart over these rows (dictionaries), as a page would ask for it."""
    words, around, table = Words.of(language), context(language), frame(chart, rows)
    measure = {"measure": "Điểm chung" if language == "vi" else "Overall score"}
    match chart:
        case "province_map":
            return figures.province_map(table, options.pop("outline", outline()), words, around, **measure)
        case "province_tiles":
            return figures.province_tiles(table, geography().tiles, words, around, **measure)
        case "ranking" | "trend" | "sparkline":
            return getattr(figures, chart)(table, words, around, **measure, **options)
        case "change":
            headline = HEADLINE if table["change"].count() else NOTHING
            return figures.change(table, words, around, headline=headline, since="2026-Q2")
        case _:
            return getattr(figures, chart)(table, words, around, **OPTIONS.get(chart, {}))


def provinces(language="vi", *, without=("11",)):
    """One row per province, with a figure that grows with its code, but for those that have none."""
    return [
        {
            "province": each.code,
            "name": each.name_vi if language == "vi" else each.name_en,
            "value": None if each.code in without else 30 + int(each.code) / 2,
            "units": 9,
            "scored": 4,
        }
        for each in geography().provinces_on(DAY)
    ]


def full(chart, language="vi"):
    """Rows as they come in practice: with gaps, ties and long names."""
    return provinces(language) if chart.startswith("province") else FULL[chart]()


def without_values(chart):
    """The same rows, every figure null (and every count zero)."""
    texts = [name for name, kind in FRAMES[chart].items() if kind == pl.String]
    numbers = {"short", "met", "no_data", "units", "closed", "partly", "left"}
    counts = dict.fromkeys(numbers & FRAMES[chart].keys(), 0)
    return [{name: row.get(name) for name in texts} | counts for row in full(chart)]


def texts(figure):
    """Everything written in the plot for good: notes, names of axes and of the legend."""
    drawn = figure.plot.to_dict()
    ticks = [drawn["layout"].get(axis, {}).get("ticktext", []) for axis in ("xaxis", "yaxis")]
    notes = [note["text"] for note in drawn["layout"].get("annotations", [])]
    names = [trace["name"] for trace in drawn["data"] if "name" in trace]
    return [*notes, *(tick for axis in ticks for tick in axis), *names]
