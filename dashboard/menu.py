"""Which pages there are, in the order of the menu, and what a reader must be allowed to do to open them."""

from typing import Final, NamedTuple

from store.faults import N_

REPORTS: Final = N_("Reports")
PUBLISHING: Final = N_("Publishing")
ADMINISTRATION: Final = N_("Administration")


# Whoever has work to do begins there; all others begin on the first page.
FIRST: Final = "/"
HOMES: Final = {"coordinator": "/report", "reviewer": "/review", "lead": "/review"}


class PageEntry(NamedTuple):
    """A page of the menu: its name, in app_pages/ and in the address, its title and the question that it answers."""

    name: str
    title: str
    question: str
    action: str = "read results"  # what a reader must be allowed to do
    section: str = ""  # the drop-down of the menu under which it stands; without one it stands for itself


PAGES: Final = [
    PageEntry("overview", N_("Overview"), N_("Is the movement on track, who leads, who lags, and what has changed?")),
    PageEntry("rankings", N_("Rankings"), N_("Who stands where among its peers, and how sure is that?")),
    PageEntry("change", N_("Change"), N_("What has changed since the round before, and why?")),
    PageEntry("gaps", N_("Infrastructure gaps"), N_("What is missing where, and what would it cost?")),
    PageEntry("targets", N_("Targets"), N_("Is each goal reached in time, and who needs support most?")),
    PageEntry("province", N_("Provinces"), N_("How does one province stand, what was it made of, what does it lack?")),
    PageEntry("investment", N_("Investment"), N_("What would a budget close, where, and for whom?")),
    PageEntry("unit", N_("Unit"), N_("Where does one unit stand, and what should it do next?"), "read report"),
    PageEntry("initiatives", N_("Initiatives"), N_("What have units tried, and what came of it?")),
    PageEntry("method", N_("Method"), N_("What is asked, how is it judged, and on what authority?")),
    PageEntry(
        "report",
        N_("Report of the unit"),
        N_("What does the unit answer, and what is still to be done before it is handed in?"),
        "file report",
        section=REPORTS,
    ),
    PageEntry(
        "upload",
        N_("Report by file"),
        N_("What would a filled file change, and what in it is to be mended?"),
        "file report",
        section=REPORTS,
    ),
    PageEntry(
        "reporting",
        N_("Reporting"),
        N_("Who has reported, and who is still missing?"),
        "read reporting",
        section=REPORTS,
    ),
    PageEntry(
        "review", N_("Review"), N_("What waits for me, and what is new in it?"), "return report", section=REPORTS
    ),
    PageEntry(
        "editions",
        N_("Editions"),
        N_("Which results are kept and sealed, and how did they come about?"),
        section=PUBLISHING,
    ),
    PageEntry("deck", N_("Slides"), N_("Which figures go to the conference, and in which order?"), section=PUBLISHING),
    PageEntry(
        "figure", N_("Figure by its code"), N_("Where does the figure with this code come from?"), section=PUBLISHING
    ),
    PageEntry(
        "exports",
        N_("Exports"),
        N_("Which files for all provinces or all units are to be made?"),
        section=PUBLISHING,
    ),
    PageEntry("users", N_("Users"), N_("Who may come in, as whom, and reaching what?"), "administer", ADMINISTRATION),
    PageEntry(
        "register",
        N_("Register of units"),
        N_("Which units are there, what became of each, and what would an act change?"),
        "administer",
        ADMINISTRATION,
    ),
    PageEntry(
        "rounds",
        N_("Rounds"),
        N_("Which rounds are there, until when do they take reports, and who has more time?"),
        "administer",
        ADMINISTRATION,
    ),
    PageEntry(
        "clusters",
        N_("Clusters"),
        N_("Which units compete with each other, from when, and by which act?"),
        "administer",
        ADMINISTRATION,
    ),
    PageEntry(
        "catalogue",
        N_("Catalogue"),
        N_("By which version are reports asked and judged, and what would another change?"),
        "administer",
        ADMINISTRATION,
    ),
    PageEntry(
        "log", N_("Log"), N_("Who did what, when and from where, and is the log whole?"), "administer", ADMINISTRATION
    ),
]
