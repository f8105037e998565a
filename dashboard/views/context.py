"""What holds for every figure of a page: source, day, choices and notices."""

from catalogue import Instrument
from dashboard.data import facts
from dashboard.data.results import edition
from dashboard.figures import Context
from dashboard.views.reader import Reader

Choices = tuple[tuple[str, str], ...]


def context(
    reader: Reader,
    round_: str,
    instrument: Instrument | None = None,
    choices: Choices = (),
    institution_type: str = "",
) -> Context:
    """The context of a figure about a round; its notices say what it must not be mistaken for.

    Where the figure rests on no instrument, `institution_type` says whose reports it rests on; empty means all.
    """
    words = reader.words
    of = facts.round_named(reader.version, round_)
    return Context(
        source=words("units’ reports, {round}", round=words.name(vars(of))),
        as_of=reader.today,
        filters=((words("Reporting round"), words.name(vars(of))), *choices),
        notices=tuple(notices(reader, round_, instrument, institution_type)),
        edition=edition(reader.version, round_),
    )


def notices(reader: Reader, round_: str, instrument: Instrument | None = None, institution_type: str = "") -> list[str]:
    """Invented, under a draft instrument, provisional: each in a few words, where it holds."""
    words = reader.words
    said = [words("Demonstration data")] if reader.demonstration else []
    if instrument is not None and instrument.status != "official":
        said.append(words("Draft instrument of the project"))
    kind = instrument.institution_type if instrument else institution_type or None
    share = facts.coverage(reader.version, round_, kind).share_appraised
    if share is not None and share < 1:
        said.append(words("Provisional: {share} of reports appraised", share=words.percent(100 * share, 0)))
    return said
