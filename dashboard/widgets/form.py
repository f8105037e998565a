"""The form as a part of a page: put there once, it saves by itself, and no script runs while somebody types."""

import streamlit as st

from dashboard.form import files
from dashboard.views.filling import form_words
from dashboard.widgets.pick import present
from dashboard.widgets.visitor import visitor

API = "/api/v1"
# A component of Streamlit's second kind lives in the page itself; its own code only fetches the form's.
START = """
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".form");
  if (root.dataset.shown === data.key) return () => root.leave?.();
  root.leave?.();
  root.dataset.shown = data.key;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${data.files}/form.css`;
  root.before(style);
  const script = import(new URL(`${data.files}/main.js`, location.origin).href);
  Promise.all([script, new Promise((resolve) => { style.onload = resolve; style.onerror = resolve; })]).then(
    ([{ mount }]) => { if (root.dataset.shown === data.key) root.leave = mount(root, data); },
  );
  return () => root.leave?.();
}
"""
_form = st.components.v2.component("thidua_form", html='<div class="form"></div>', js=START)


def fill_in(unit: str, round_: str) -> None:
    """The report of a unit for a round, to be filled in by whoever is signed in."""
    reader, person = present(), visitor()
    data = {
        "key": f"{person.account} {round_} {unit} {reader.language}",
        "files": files().address,
        "api": API,
        "unit": unit,
        "round": round_,
        "account": person.account,
        "me": person.name,
        "language": reader.language,
        "words": form_words(reader.words),
    }
    _form(key=f"form {unit} {round_} {reader.language}", data=data, height="content")
