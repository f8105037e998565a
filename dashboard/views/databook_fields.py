"""The columns of a data book: what each is called, what it means, in what it counts, and what an empty cell says."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from dashboard.exports.databook import Field
from dashboard.figures import Column
from dashboard.figures.figure import Shows
from dashboard.words import N_, Words


class Told(NamedTuple):
    """A field in English."""

    label: str
    meaning: str
    shows: Shows = "text"
    decimals: int | None = None
    unit: str = ""
    empty: str = ""


UNRANKED: Final = N_("The unit has no rank here.")
NO_REPORT: Final = N_("Nobody reported a figure.")
NO_PRICE: Final = N_("The norm has no price, or the shortfall is not known.")
POINTS: Final = N_("points")
UNITS: Final = N_("units")
MILLIONS: Final = N_("million đồng")
OWN: Final = N_("as named beside it")

FIELDS: Final = {
    "unit": Told(N_("Code of the unit"), N_("The same in every round, whatever the unit is called.")),
    "name": Told(N_("Unit"), N_("The name on the last day of the round.")),
    "type_name": Told(N_("Institution type"), N_("Units are ranked within one type.")),
    "province": Told(
        N_("Code of the province"), N_("The official code since 1 July 2025."), empty=N_("A national unit.")
    ),
    "province_name": Told(N_("Province"), N_("The province of the unit."), empty=N_("A national unit.")),
    "cluster_name": Told(N_("Cluster"), N_("The units it competes with."), empty=N_("The type has no clusters.")),
    "state_name": Told(
        N_("State"), N_("How far the report has come; results of reports not yet recognised may change.")
    ),
    "kind": Told(N_("Kind"), N_("indicator, pillar or overall.")),
    "item": Told(
        N_("Code of the item"), N_("The indicator or pillar as the catalogue calls it; overall for the whole.")
    ),
    "item_name": Told(N_("Item"), N_("What the score is for.")),
    "value": Told(
        N_("Value"),
        N_("The value of an indicator by its formula."),
        "number",
        None,
        OWN,
        N_("Not an indicator, or not answered."),
    ),
    "measure": Told(N_("Counted in"), N_("In what the value counts."), empty=N_("It is a bare number.")),
    "points": Told(N_("Points"), N_("Appraised where appraised, else self-assessed."), "number", 2, POINTS),
    "possible": Told(N_("Of"), N_("The points that could be had, without what does not apply."), "number", 2, POINTS),
    "score": Told(N_("Score"), N_("0 to 100."), "number", 2, POINTS, N_("Too little was answered for a score.")),
    "level": Told(
        N_("Level"), N_("The maturity level that the score reaches."), "number", 0, empty=N_("No level is stated.")
    ),
    "answered": Told(
        N_("Answered"), N_("The share of the possible points whose questions were answered."), "percent", 0
    ),
    "decided": Told(N_("How it was decided"), N_("Which rule made the result.")),
    "rank": Told(
        N_("Rank"),
        N_("Among the units of the type that reported; ties share the better one."),
        "number",
        0,
        empty=UNRANKED,
    ),
    "ranked": Told(N_("Ranked"), N_("How many units were ranked."), "number", 0, UNITS, UNRANKED),
    "rank_low": Told(
        N_("Rank, at best"), N_("The better end of the ranks that are as likely (90%)."), "number", 0, empty=UNRANKED
    ),
    "rank_high": Told(
        N_("Rank, at worst"), N_("The other end of the ranks that are as likely (90%)."), "number", 0, empty=UNRANKED
    ),
    "band": Told(N_("Band"), N_("Units of one band cannot be told apart."), "number", 0, empty=UNRANKED),
    "previous_score": Told(
        N_("Score of the round before"),
        N_("In the round before of the same calendar."),
        "number",
        2,
        POINTS,
        N_("It had none."),
    ),
    "change": Told(
        N_("Change"),
        N_("Score less the score of the round before."),
        "number",
        2,
        POINTS,
        N_("One of the two is missing."),
    ),
    "measured": Told(
        N_("Measured"), N_("The share of the points that a system measured."), "percent", 0, empty=N_("No points.")
    ),
    "verified": Told(
        N_("Verified"), N_("The share of the points that a reviewer verified."), "percent", 0, empty=N_("No points.")
    ),
    "declared": Told(
        N_("Declared"), N_("The share of the points that the unit declared."), "percent", 0, empty=N_("No points.")
    ),
    "norm": Told(N_("Code of the norm"), N_("The norm as the catalogue calls it.")),
    "norm_name": Told(N_("Norm"), N_("What a unit should have.")),
    "thing": Told(N_("Counted in"), N_("The thing that the norm counts.")),
    "have": Told(N_("There is"), N_("As reported."), "number", None, OWN, NO_REPORT),
    "need": Told(
        N_("Needed"), N_("By the norm, rounded up where the thing comes whole."), "number", None, OWN, NO_REPORT
    ),
    "shortfall": Told(
        N_("Missing"),
        N_("Needed less what there is, unit by unit; a surplus closes nobody else’s gap."),
        "number",
        None,
        OWN,
        NO_REPORT,
    ),
    "cost": Told(
        N_("Cost"), N_("The shortfall at the price on the last day of the round."), "number", 1, MILLIONS, NO_PRICE
    ),
    "short": Told(N_("Units short"), N_("Units known to fall short of the norm."), "number", 0, UNITS),
    "met": Told(N_("Units that meet it"), N_("Units known to meet the norm."), "number", 0, UNITS),
    "no_data": Told(
        N_("Units without data"), N_("Units of which it is not known; not counted as met."), "number", 0, UNITS
    ),
    "verdict": Told(N_("Verdict"), N_("Short of the norm, met, or not known.")),
    "goal": Told(N_("Code of the target"), N_("The goal as the catalogue calls it.")),
    "goal_name": Told(N_("Target"), N_("What is to be reached.")),
    "round_name": Told(N_("Reporting round"), N_("Every round of the same calendar up to this one.")),
    "day": Told(N_("Last day of the round"), N_("The day of the value.")),
    "reached": Told(
        N_("Value"), N_("Over all units that answered, large ones counting more."), "number", 2, OWN, NO_REPORT
    ),
    "wanted": Told(
        N_("Target value"), N_("What the value has to come to."), "number", 2, OWN, N_("Nobody has stated one.")
    ),
    "due": Told(N_("Due by"), N_("The day of the target."), empty=N_("The goal has no day.")),
    "outlook": Told(
        N_("Outlook"), N_("Whether it is reached in time at the pace so far; the same for all rounds of a goal.")
    ),
    "decision": Told(N_("Decision"), N_("The document that states it."), empty=N_("It is not in a document.")),
    "instrument": Told(N_("Instrument"), N_("By which the units of a type are judged.")),
    "pillar_name": Told(N_("Pillar"), N_("The group of the indicator.")),
    "weight": Told(
        N_("Weight in the whole, %"),
        N_("Of the pillar in the overall score."),
        "number",
        1,
        "%",
        N_("No overall score."),
    ),
    "full": Told(N_("Points"), N_("The most that the indicator gives."), "number", 2, POINTS),
    "formula": Told(N_("Formula"), N_("How answers become the value.")),
    "scoring": Told(N_("Scoring"), N_("How the value becomes points.")),
}


def fields(names: Iterable[str], words: Words) -> dict[str, Field]:
    """The fields of these names in a language, in their order."""
    return {name: _field(FIELDS[name], words) for name in names}


def _field(told: Told, words: Words) -> Field:
    column = Column(words(told.label), told.shows, told.decimals)
    empty = words(told.empty) if told.empty else ""
    return Field(column, words(told.meaning), words(told.unit) if told.unit else "", empty)
