"""Doing something from a page: in a callback, so that the page drawn after it shows how things are then."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import streamlit as st

from dashboard.data.acts import Acting, carry_out
from dashboard.widgets.pick import present
from dashboard.widgets.text import plain
from dashboard.widgets.visitor import visitor
from store.faults import Fault, ReportError

T = TypeVar("T")
OUTCOME: Final = "outcome of an act"
HERE: Final = "127.0.0.1"  # what Streamlit tells of nobody: somebody at the very machine


def acting() -> Acting:
    """The reader of the page, as who does something."""
    told = st.context.ip_address
    return Acting(visitor(), told if isinstance(told, str) else HERE)


def attempt(said: str, act: Callable[..., T], *given: Any, **named: Any) -> T | None:  # noqa: ANN401 - what the act takes
    """What the act gives; `said` is shown after it, or why it was refused: then nothing has changed and it is None.

    What was typed stays where it was typed.
    """
    try:
        done = carry_out(act, acting(), *given, **named)
    except ReportError as refused:
        refuse(*refused.faults)
        return None
    st.session_state[OUTCOME] = (said, ())
    return done


def succeeded(said: str) -> None:
    """Said on the page that is drawn next, where only the outcome tells what to say."""
    st.session_state[OUTCOME] = (said, ())


def refuse(*faults: Fault) -> None:
    """These are shown on the page that is drawn next."""
    st.session_state[OUTCOME] = ("", faults)


def show_outcome() -> None:
    """What became of the last act, once."""
    words = present().words
    said, faults = st.session_state.pop(OUTCOME, ("", ()))
    if faults:
        st.error("\n".join(f"- {plain(words.fault(fault))}" for fault in faults), icon=":material/block:")
    elif said:
        st.success(plain(said), icon=":material/check:")
