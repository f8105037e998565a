"""Which units there are, what became of each, and the acts by which that changes."""

from dashboard.views import register
from dashboard.widgets.acts import show_outcome
from dashboard.widgets.pick import pick, present
from dashboard.widgets.register import act_form, choose_unit, choose_units, show_history, show_units
from dashboard.widgets.register_list import list_form

reader = present()
words = reader.words

ways = {
    "find": words("Look up"),
    "create": words("Enter a unit"),
    "change": words("Rename or move"),
    "merge": words("Merge units"),
    "split": words("Split a unit"),
    "close": words("Close a unit"),
    "reopen": words("Open again"),
    "list": words("From a list"),
}
way = pick(words("What to do"), "do", list(ways), ways.__getitem__, few=True)
show_outcome()

units = register.listed(reader)
if way == "find":
    rows = choose_units(units)
    show_units(rows)
    row = choose_unit(rows)
    if row:
        show_history(row, register.shown(units))
elif way == "list":
    list_form(units)
else:
    act_form(way, units)
