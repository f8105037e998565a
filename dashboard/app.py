"""The app: which pages there are, in the order of the menu."""

from dashboard.widgets.frame import PageEntry, framed
from store.faults import N_

REPORTS = N_("Reports")
PUBLISHING = N_("Publishing")

framed(
    [
        PageEntry(
            "overview", N_("Overview"), N_("Is the movement on track, who leads, who lags, and what has changed?")
        ),
        PageEntry("rankings", N_("Rankings"), N_("Who stands where among its peers, and how sure is that?")),
        PageEntry("change", N_("Change"), N_("What has changed, and why, and where is it heading?")),
        PageEntry("gaps", N_("Infrastructure gaps"), N_("What is missing where, and what would it cost?")),
        PageEntry("investment", N_("Investment"), N_("What would a budget close, where, and for whom?")),
        PageEntry("unit", N_("Unit"), N_("Where does one unit stand, and what should it do next?"), "read report"),
        PageEntry("initiatives", N_("Initiatives"), N_("What have units tried, and what came of it?")),
        PageEntry("method", N_("Method"), N_("What is asked, how is it judged, and on what authority?")),
        PageEntry(
            "reporting",
            N_("Reporting"),
            N_("Who has reported, and who is still missing?"),
            "read reporting",
            section=REPORTS,
        ),
        PageEntry(
            "editions",
            N_("Editions"),
            N_("Which results are kept and sealed, and how did they come about?"),
            section=PUBLISHING,
        ),
        PageEntry(
            "deck", N_("Slides"), N_("Which figures go to the conference, and in which order?"), section=PUBLISHING
        ),
    ]
)
