"""Forms of the users' page: find an account, invite, change, and what else is done to one account."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import polars as pl
import streamlit as st

from dashboard.views import accounts
from dashboard.views.accounts import Branches
from dashboard.widgets.acts import attempt
from dashboard.widgets.links import pass_on, pass_on_codes
from dashboard.widgets.pick import pick, pick_text, present
from dashboard.widgets.stories import show_facts
from dashboard.widgets.text import small
from store.accounts import administration
from store.accounts.people import EVERYWHERE, AccountGiven
from store.schema import ROLES

ANY: Final = "all"
NOBODY: Final = "none"


def choose_accounts(rows: pl.DataFrame) -> pl.DataFrame:
    """The accounts that fit what was typed and picked."""
    words = present().words
    with st.grid(3, min_column_width=220):
        typed = pick_text(
            words("Find a user"), "find", placeholder=words("Name, role or reach"), icon=":material/search:"
        )
        roles = {ANY: words("All roles"), **{role: accounts.role_name(words, role) for role in ROLES}}
        role = pick(words("Role"), "role", list(roles), roles.__getitem__)
        states = {ANY: words("All accounts"), **{state: words(said) for state, said in accounts.STATES.items()}}
        state = pick(words("Standing of the account"), "state", list(states), states.__getitem__)
    return accounts.narrowed(rows, typed, "" if role == ANY else role, "" if state == ANY else state)


def choose_account(rows: pl.DataFrame) -> Mapping[str, Any] | None:
    """One of these accounts, or None until one is chosen."""
    words = present().words
    known = {str(row["account"]): row for row in rows.iter_rows(named=True)}
    names = {NOBODY: words("Choose a user"), **{id_: f"{r['shown_as']} ({r['name']})" for id_, r in known.items()}}
    chosen = pick(words("User"), "user", list(names), names.__getitem__)
    return known.get(chosen)


def invite_form(branches: Branches) -> None:
    """Somebody new; the link is shown once it is made, and the form is empty then."""
    words = present().words
    with st.form("invite", border=True):
        with st.grid(2, min_column_width=260):
            st.text_input(
                words("Sign-in name"), key="invite name", placeholder=words("Without spaces; an e-mail address fits.")
            )
            st.text_input(words("Name shown"), key="invite shown_as")
        _role_and_reach("invite", "coordinator", (), branches)
        st.form_submit_button(words("Make the link"), type="primary", icon=":material/link:", on_click=_invite)


def account_forms(row: Mapping[str, Any], branches: Branches) -> None:
    """What is known of an account, and what may be done to it."""
    reader = present()
    words = reader.words
    st.header(row["shown_as"], anchor=False)
    show_facts(accounts.facts(reader, row))
    key = f"change {row['account']}"
    with st.form(key, border=True):
        st.text_input(words("Name shown"), row["shown_as"], key=f"{key} shown_as")
        _role_and_reach(key, row["role"], row["grants"], branches)
        st.form_submit_button(
            words("Save the changes"), type="primary", on_click=partial(_change, row["account"], row["name"])
        )
    _buttons(row)


def _buttons(row: Mapping[str, Any]) -> None:
    words = present().words
    account, name = row["account"], row["shown_as"]
    out = row["state"] == "disabled"
    with st.container(horizontal=True):
        st.button(words("New link"), on_click=partial(_renew, account), disabled=out, icon=":material/link:")
        said = words("{name} may sign in again.", name=name) if out else words("{name} is out.", name=name)
        st.button(
            words("Let in again") if out else words("Shut out"),
            on_click=partial(attempt, said, administration.admit, account, admitted=out),
            icon=":material/lock_open:" if out else ":material/lock:",
        )
        said = words("All sessions of {name} have ended.", name=name)
        end = partial(attempt, said, administration.end_sessions, account)
        st.button(words("End all sessions"), on_click=end, disabled=not row["sessions"], icon=":material/logout:")
        if row["has_factor"]:
            said = words("The second step of {name} is off.", name=name)
            off = partial(attempt, said, administration.drop_factor, account)
            st.button(words("Take the second step off"), on_click=off, icon=":material/phonelink_erase:")
            st.button(words("New codes on paper"), on_click=partial(_codes, account, name), icon=":material/pin:")
    small(words("A new link voids the one before; the password of now holds until another is chosen."))


def _role_and_reach(key: str, role: str, grants: Sequence[str], branches: Branches) -> None:
    words = present().words
    with st.grid(2, min_column_width=260):
        st.selectbox(
            words("Role"),
            list(ROLES),
            list(ROLES).index(role),
            format_func=partial(accounts.role_name, words),
            key=f"{key} role",
        )
        st.multiselect(
            words("Reach"),
            [*branches, *(grant for grant in grants if grant not in branches)],
            list(grants),
            format_func=lambda grant: branches.get(grant, grant),
            key=f"{key} grants",
            placeholder=words("Units, clusters, provinces, institution types"),
            select_all=False,  # Enter would take every match, and its label speaks English
        )
    small(words("Leaders and administrators read everything; they need none."))


def _given(key: str, name: str) -> AccountGiven:
    typed = {field: st.session_state[f"{key} {field}"] for field in ("shown_as", "role", "grants")}
    kinds = (grant.partition(":") for grant in typed["grants"])
    grants = () if typed["role"] in EVERYWHERE else tuple((kind, id_) for kind, _, id_ in kinds)
    return AccountGiven(name, typed["shown_as"], typed["role"], grants)


def _invite() -> None:
    words = present().words
    given = _given("invite", st.session_state["invite name"])
    said = words("{name} is invited. Pass the link on.", name=given.shown_as or given.name)
    invited = attempt(said, administration.invite, given)
    if invited:
        pass_on(invited)
        st.session_state.update({"invite name": "", "invite shown_as": "", "invite grants": []})


def _change(account: int, name: str) -> None:
    words = present().words
    given = _given(f"change {account}", name)
    attempt(words("Saved: {name}.", name=given.shown_as or name), administration.change, account, given)


def _renew(account: int) -> None:
    invited = attempt(present().words("The link is made. Pass it on."), administration.renew_link, account)
    if invited:
        pass_on(invited)


def _codes(account: int, name: str) -> None:
    codes = attempt(present().words("The codes are made. Pass them on."), administration.new_codes, account)
    if codes:
        pass_on_codes(codes, name)
