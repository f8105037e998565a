"""Who reads the page that is being drawn, as the door says, and what this person may see."""

from html import escape

import streamlit as st

from dashboard.data.people import Person, may, present_person
from dashboard.words import Words

PERSON = "person"


def arrive() -> Person | None:
    """To be called once a run, before anything is shown: whoever has been signed out is nobody from this run on."""
    sid = st.user.get("sid")
    person = present_person(str(sid) if sid else None)
    st.session_state[PERSON] = person
    return person


def visitor() -> Person:
    """Who reads the page; the frame has made sure that there is somebody."""
    person: Person = st.session_state[PERSON]
    return person


def allowed(action: str) -> bool:
    """Whether the reader may do something that is not about one unit."""
    return may(visitor(), action)


def turned_away(words: Words) -> None:
    """What stands in place of a page once a session has ended: a way to the door that leads back here."""
    st.info(words("You are signed out."), icon=":material/lock:")
    st.html(f'<a href="/login">{escape(words("Sign in"))}</a>')


def name_plate(words: Words, person: Person) -> None:
    """Who is signed in, and the way to the own account and out."""
    if person.account:
        address = f"/account?lang={words.language}"
        st.html(
            f'<a href="{address}" style="color: inherit; font-size: 0.875rem">{escape(person.shown_as)}</a>',
            width="content",
        )
