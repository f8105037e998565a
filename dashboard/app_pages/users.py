"""Who may come in, as whom, and reaching what: one account, a new one, or many from a list."""

import streamlit as st

from dashboard.views import accounts
from dashboard.widgets.accounts import account_forms, choose_account, choose_accounts, invite_form
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.links import show_passed_on
from dashboard.widgets.pick import pick, present
from dashboard.widgets.roll import show_roll
from dashboard.widgets.show import show_table

reader = present()
words = reader.words

ways = {"accounts": words("Accounts"), "invite": words("Invite"), "list": words("From a list")}
way = pick(words("What to do"), "do", list(ways), ways.__getitem__, few=True)
show_outcome()
show_passed_on()

branches = accounts.branch_names(reader)
if way == "invite":
    invite_form(branches)
elif way == "list":
    show_roll()
else:
    rows = choose_accounts(accounts.listed(reader, branches))
    st.markdown(words.plural("{n} account.", "{n} accounts.", rows.height))
    show_table(accounts.table(reader, rows))
    account = choose_account(rows)
    if account:
        account_forms(account, branches)
