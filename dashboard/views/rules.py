"""An indicator's formula, its points and its evidence, and what decided a result, as sentences."""

from catalogue import Indicator, Instrument
from dashboard.views.reader import Reader
from dashboard.words import N_

STRENGTHS = {
    "measured": N_("measured by a system"),
    "verified": N_("verified by a reviewer"),
    "declared": N_("declared by the unit"),
}
DECIDED = {
    "scored": N_("as self-assessed"),
    "appraised": N_("as appraised"),
    "zero": N_("not answered: no points"),
    "left_out": N_("not answered: left out"),
    "not_applicable": N_("not applicable: left out"),
    "no_base": N_("nothing to take a share of: left out"),
    "gate": N_("held back by a condition that is not met"),
    "too_few_answers": N_("too few answers for a level"),
    "incomplete": N_("no level: the instrument is incomplete"),
}
ABSENCES = {"not_applicable": N_("not applicable"), "not_available": N_("no figure available")}
DOORS = {
    "form": N_("form"),
    "workbook": N_("workbook"),
    "csv": N_("CSV file"),
    "api": N_("programming interface"),
    "seed": N_("demonstration"),
}


def formula(reader: Reader, instrument: Instrument, indicator: Indicator) -> str:
    """How answers become the value."""
    words = reader.words
    of = instrument.questions[indicator.of]
    match indicator.formula:
        case "percent":
            return words("“{of}” in percent of “{base}”", of=of, base=instrument.questions[indicator.asks[1]])
        case "ratio":
            return words("“{of}” divided by “{base}”", of=of, base=instrument.questions[indicator.asks[1]])
        case "yes_no":
            return words("“{of}”, yes or no", of=of)
        case "choice":
            told = (f"{each.name(reader.language)} ({words.percent(each.worth, 0)})" for each in of.choices)
            return words("“{of}”, one of: {choices}", of=of, choices="; ".join(told))
        case "marks":
            return words("“{of}”, marks as given", of=of)
    return words("“{of}”", of=of)


def scoring(reader: Reader, indicator: Indicator) -> str:
    """How the value becomes points."""
    words = reader.words
    most = words("at most {points}", points=indicator.points)
    if indicator.worst is not None:
        return words(
            "0 at {worst}, rising in a straight line to {points} at {best}",
            worst=measured(reader, indicator, indicator.worst),
            best=measured(reader, indicator, indicator.best),
            points=indicator.points,
        )
    if indicator.steps:
        steps = (
            words("{points} from {value}", points=step.points, value=measured(reader, indicator, step.at_least))
            for step in indicator.steps
        )
        return f"{'; '.join(steps)}; {most}"
    if indicator.each is not None:
        return f"{words('{points} for each one', points=indicator.each)}; {most}"
    if indicator.formula == "yes_no":
        return words("{points} for yes", points=indicator.points)
    if indicator.formula == "choice":
        return words("the chosen share of {points}", points=indicator.points)
    return most


def measured(reader: Reader, indicator: Indicator, value: float | None) -> str:
    """A value in the indicator's own unit."""
    words = reader.words
    if value is None:
        return words.written(None)
    if indicator.formula == "yes_no":
        return words("yes") if value else words("no")
    unit = indicator.unit(reader.language)
    return words.percent(value) if unit == "%" else f"{words.number(value)} {unit}".strip()


def strength(reader: Reader, indicator: Indicator) -> str:
    """How strong the evidence is until a reviewer says otherwise."""
    return reader.words(STRENGTHS[indicator.strength])
