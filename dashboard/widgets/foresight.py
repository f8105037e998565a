"""The effect of acts before they are carried out, and the button that does it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from dashboard.data import register
from dashboard.data.source import judged_by
from dashboard.views import foresight
from dashboard.views.register import Names
from dashboard.widgets.acts import acting, attempt, refuse
from dashboard.widgets.pick import present
from dashboard.widgets.show import show_titled
from dashboard.widgets.stories import show_list
from dashboard.widgets.text import plain
from store.acts import Act
from store.faults import ReportError

FORESEEN: Final = "acts foreseen"
DONE: Final = "acts done"  # counts what was carried out, so that the next form is empty


def form_key(about: str) -> str:
    """The key of a form about something; another one once acts have been carried out."""
    return f"register {about} {st.session_state.get(DONE, 0)}"


def offer_preview(key: str, build: Callable[[], Act]) -> None:
    """The button of a form: it shows what the act that `build` reads from it would do."""
    label = present().words("Preview the effect")
    st.form_submit_button(label, type="primary", icon=":material/visibility:", on_click=partial(_preview, key, build))


def show_foreseen(key: str, names: Names) -> None:
    """What was foreseen of the form of this key, until it is carried out."""
    kept, acts, effect = st.session_state.get(FORESEEN, ("", (), None))
    if kept != key:
        return
    reader = present()
    words = reader.words
    st.header(words("What the act would change"), anchor=False)
    said = words(
        "From {day}, by {act}. Nothing is changed yet.",
        day=effect.on,
        act=", ".join(dict.fromkeys(act.act for act in acts)),
    )
    st.info(plain(said), icon=":material/visibility:")
    said_of_all = foresight.counts(reader, effect)
    if said_of_all:
        show_list(said_of_all)
    for table in foresight.tables(reader, effect, names):
        show_titled(table)
    st.button(words("Carry out"), type="primary", icon=":material/gavel:", on_click=partial(_carry_out, acts))


def keep_foreseen(key: str, acts: Sequence[Act], effect: register.Effect) -> None:
    """What was foreseen of the form of this key is shown beneath it."""
    st.session_state[FORESEEN] = (key, acts, effect)


def forget_foreseen() -> None:
    st.session_state.pop(FORESEEN, None)


def _preview(key: str, build: Callable[[], Act]) -> None:
    st.session_state.pop(FORESEEN, None)
    try:
        acts = (build(),)
        effect = register.foresee(acting(), acts)
    except ReportError as refused:
        refuse(*refused.faults)
    else:
        st.session_state[FORESEEN] = (key, acts, effect)


def _carry_out(acts: Sequence[Act]) -> None:
    said = present().words("The act is carried out.")
    if attempt(said, register.carry_out, acts, list(judged_by().institution_types)):
        st.session_state.pop(FORESEEN, None)
        st.session_state[DONE] = st.session_state.get(DONE, 0) + 1
