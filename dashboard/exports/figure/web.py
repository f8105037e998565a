"""A figure as one web page that asks nobody for anything: the live chart, its table, and where it comes from."""

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

import plotly
from plotly.utils import PlotlyJSONEncoder

from dashboard.exports.figure import wording
from dashboard.exports.figure.svg import faces
from dashboard.figures import CONFIG, Column, Figure
from dashboard.words import Words

STYLE: Final = """
body{margin:0 auto;max-width:1100px;padding:1.5rem;color:#262730;background:#fff}
body{font:16px/1.5 'Be Vietnam Pro',sans-serif}
h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0}
.title{color:#0b4f8a;font-weight:700;margin:0}
.notices{color:#8a3b00;font-weight:700}
.quiet{color:#52606d;font-size:.875rem}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{border-bottom:1px solid #e6eaf1;padding:.35rem .5rem;text-align:left}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
summary{cursor:pointer;color:#0b4f8a;font-weight:700;margin-top:1rem}
.wide{overflow-x:auto}
"""
# Nothing may be fetched, whatever stands in the page.
POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
)


def page(figure: Figure, words: Words) -> bytes:
    """The page as UTF-8."""
    return "\n".join(_lines(figure, words)).encode()


def _lines(figure: Figure, words: Words) -> Iterator[str]:
    drawn = figure.drawn("light")
    alternative = escape(wording.alternative(figure), quote=True)
    yield f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield f'<title>{escape(figure.title)}</title><meta name="description" content="{alternative}">'
    yield f"<style>{faces()}{STYLE}</style></head><body><main>"
    yield f'<p class="title">{escape(figure.title)}</p><h1>{escape(wording.finding(figure))}</h1>'
    yield f"<p>{escape(wording.rest(figure))}</p>"
    yield f'<p class="notices">{escape(" · ".join(figure.notices))}</p>'
    yield f'<p class="quiet">{escape(wording.choices(figure))}</p>'
    yield f'<div id="plot" role="img" aria-label="{alternative}"></div>'
    yield f"<details><summary>{escape(words('Table of the figures'))}</summary>"
    yield f'<div class="wide">{_table(figure, words)}</div></details>'
    yield f'<p class="quiet">{escape(wording.origin(figure, words))}</p></main>'
    yield f"<script>{_plotly()}</script>"
    parts = (drawn["data"], {**drawn["layout"], "autosize": True}, {**CONFIG, "responsive": True})
    yield f"<script>Plotly.newPlot('plot',{','.join(_json(part) for part in parts)})</script>"
    yield "</body></html>"


def _table(figure: Figure, words: Words) -> str:
    columns = figure.columns
    head = "".join(f'<th scope="col"{_class(column)}>{escape(column.label)}</th>' for column in columns.values())
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_class(column)}>{escape(shown(value, column, words))}</td>"
            for value, column in zip(row, columns.values(), strict=True)
        )
        + "</tr>"
        for row in figure.rows.select(list(columns)).iter_rows()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _class(column: Column) -> str:
    return "" if column.shows == "text" else ' class="number"'


def shown(value: Any, column: Column, words: Words) -> str:  # noqa: ANN401 - cells of any type
    """A cell as its column and the language write it."""
    match column.shows:
        case "number":
            return words.number(value, column.decimals)
        case "percent":
            return words.percent(None if value is None else 100 * value, column.decimals or 0)
    return words.written(value)


def _json(part: Any) -> str:  # noqa: ANN401 - a figure's JSON is nested as deep as it likes
    """JSON that cannot end the script it stands in."""
    return json.dumps(part, cls=PlotlyJSONEncoder, ensure_ascii=False).replace("<", "\\u003c")


@cache
def _plotly() -> str:
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text("utf-8")
