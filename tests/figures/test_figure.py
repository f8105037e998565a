"""A figure cannot exist without what must accompany it."""

from datetime import date

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.figures import Column, Context, Figure

WHOLE = {
    "title": "Điểm chung",
    "says": "Huế đứng đầu.",
    "source": "Báo cáo kỳ 2026-Q3",
    "as_of": date(2026, 11, 23),
    "filters": (("Kỳ", "2026-Q3"),),
    "rows": pl.DataFrame({"name": ["Huế"], "score": [71.5], "unit": ["SGD-46"]}),
    "columns": {"name": Column("Đơn vị"), "score": Column("Điểm", "number", 1)},  # not included: unit, an id
    "plot": go.Figure(layout={"annotations": [{"text": "Dữ liệu<br>minh họa"}]}),
    "notices": ("Dữ liệu minh họa",),
}


def test_a_whole_figure_exists():
    assert Figure(**WHOLE).says == "Huế đứng đầu."


@pytest.mark.parametrize("part", WHOLE)
def test_no_part_can_be_left_out(part):
    with pytest.raises(TypeError, match=part):
        Figure(**{name: value for name, value in WHOLE.items() if name != part})


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"title": " "}, "its title is empty"),
        ({"says": ""}, "its says is empty"),
        ({"source": ""}, "its source is empty"),
        ({"columns": {}}, "its table has no columns"),
        ({"columns": {"rank": Column("Thứ hạng")}}, "its rows have no rank"),
        ({"notices": ("Bộ chỉ số dự thảo",)}, "its plot does not say 'Bộ chỉ số dự thảo'"),
        ({"plot": go.Figure(go.Scattergeo()), "notices": ()}, "scattergeo would fetch a map from outside"),
        ({"plot": go.Figure(go.Choroplethmap()), "notices": ()}, "choroplethmap would fetch a map from outside"),
        ({"says": "", "columns": {}}, "its says is empty; its table has no columns"),
    ],
)
def test_a_figure_is_refused_with_every_reason_at_once(part, fault):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the whole message is compared below
        Figure(**{**WHOLE, **part})

    title = part.get("title", WHOLE["title"])
    assert str(refusal.value) == f"no figure {title!r}: {fault}"


def test_a_context_gives_its_figures_what_they_share():
    context = Context(WHOLE["source"], WHOLE["as_of"], WHOLE["filters"], WHOLE["notices"])
    own = {part: WHOLE[part] for part in ("title", "says", "rows", "columns", "plot")}

    figure = context.figure(**own)

    assert {part: getattr(figure, part) for part in WHOLE} == WHOLE
    assert context.without_notices().notices == ()
