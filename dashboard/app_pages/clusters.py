"""Emulation clusters: who is in which on a day, and the acts by which that changes."""

from dashboard.data.clusters import members
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.clusters import choose_day, join_form, rename_form, show_clusters
from dashboard.widgets.pick import pick, present

words = present().words

ways = {"find": words("Look up"), "join": words("Move units"), "rename": words("Rename a cluster")}
way = pick(words("What to do"), "do", list(ways), ways.__getitem__, few=True)
show_outcome()
{"find": show_clusters, "join": join_form, "rename": rename_form}[way](members(choose_day()))
