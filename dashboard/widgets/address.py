"""What the address remembers: the ids of what was picked, read with care, so that a link restores a view.

Streamlit's own binding goes by the displayed labels, which change with the language and with every renaming; this one
goes by ids. What stands in the address by default is left out of it.
"""

from collections.abc import Container

import streamlit as st

LANGUAGE = "lang"
KEPT = (LANGUAGE, "round", "type")  # these go along from page to page
PAGE, SEEN, SPOKEN, LEFT = "address page", "address seen", "address language", "address left"


def language(default: str, known: Container[str]) -> str:
    """The language of the address, else the one last spoken, since following a link of the menu empties the address."""
    wanted = st.query_params.get(LANGUAGE) or st.session_state.get(SPOKEN)
    return str(wanted) if wanted in known else default


def arrive(page: str) -> None:
    """To be called once a run, when the page is known: on another page what is kept goes back into the address."""
    seen = st.session_state.setdefault(SEEN, {})
    if st.session_state.get(PAGE) == page:
        _go_back_to_the_first_language(seen)
        return
    st.session_state[PAGE], st.session_state[SEEN] = page, {}
    _mend_the_way_back(page)
    kept = {name: seen[name] for name in KEPT if name in seen and name not in st.query_params}
    if kept:
        st.query_params.update(kept)  # in one step, so that the way back is one step too


def leave(**choices: str) -> dict[str, str]:
    """The address of another view that the script itself goes to; what is left is kept for the way back."""
    there = link(**choices)
    st.session_state[LEFT] = (page(), there, st.query_params.to_dict())
    return there


def _mend_the_way_back(page: str) -> None:
    """Streamlit writes the choices of the page it goes to into the address of the page it leaves."""
    left, there, before = st.session_state.get(LEFT, ("", {}, {}))
    if page == left and st.query_params.to_dict() == there:
        st.query_params.from_dict(before)


def _go_back_to_the_first_language(seen: dict[str, str]) -> None:
    """A browser's way back may lead to an address without a language, and the page is already titled in another."""
    if LANGUAGE in seen and LANGUAGE not in st.query_params:
        del seen[LANGUAGE]
        st.session_state.pop(SPOKEN, None)
        st.rerun()


def page() -> str:
    """The name of the page that is being drawn."""
    return str(st.session_state[PAGE])


def choices() -> dict[str, str]:
    """What the address says now beside its defaults."""
    return dict(st.session_state[SEEN])


def changed(name: str) -> bool:
    """Whether the address says something else than at the end of the last run: a link was followed, or the way back."""
    return bool(st.query_params.get(name) != st.session_state[SEEN].get(name))


def asked(name: str) -> str | None:
    """What the address says; None where it leaves it open."""
    return st.query_params.get(name)


def write(name: str, value: str, default: str) -> None:
    """The address says what is shown now."""
    if value == default:
        st.session_state[SEEN].pop(name, None)
        if name in st.query_params:
            del st.query_params[name]
        return
    st.session_state[SEEN][name] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def link(**choices: str) -> dict[str, str]:
    """The address of another view: these choices, and what is kept from page to page."""
    kept = {name: id_ for name, id_ in st.session_state.get(SEEN, {}).items() if name in KEPT}
    return {**kept, **choices}
