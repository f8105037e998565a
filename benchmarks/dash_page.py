"""A page of Dash with the figures of a file; run by the Python that has Dash: dash_page.py FILE PORT."""

import json
import sys
from pathlib import Path

from dash import Dash, dcc, html

file, port = sys.argv[1:]
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Graph(figure={"data": each["data"], "layout": each["layout"]}, style={"height": each["height"]})
        for each in json.loads(Path(file).read_text("utf-8"))
    ]
)
app.run(host="localhost", port=port, debug=False)
