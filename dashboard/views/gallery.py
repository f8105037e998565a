"""The figures that can be asked for by name, for files and slides: what each is called and what it needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from catalogue import Topic
from dashboard.data import facts, rankings
from dashboard.data.exports import View
from dashboard.data.source import standing
from dashboard.figures import Figure
from dashboard.views import boundaries, change, gaps, naming, overview, targets, unit
from dashboard.views import rankings as ranks
from dashboard.views.boundaries import MAP, TILES
from dashboard.views.reader import Reader
from dashboard.words import N_
from store.faults import Fault, ReportError

NO_ROUND: Final = N_("There is no reporting round yet. An administrator opens the first one.")
UNKNOWN: Final = N_("“{name}” is not known here. Choose one of: {names}.")
NEEDS_UNIT: Final = N_("This figure is about one unit. Name the unit.")
NOT_REPORTED: Final = N_("The unit has not reported for this round.")
NOT_DRAWN: Final = N_("For this choice there is nothing to draw yet.")


@dataclass(frozen=True)
class Choice:
    """What a figure is asked about; `unit` may be empty."""

    round: str
    institution_type: str
    item: str
    unit: str = ""


Draw = Callable[[Reader, Choice], Figure | None]


@dataclass(frozen=True)
class Piece:
    """A figure by name; `draw` gives None where there is nothing to show."""

    title: str
    draw: Draw
    of_unit: bool = False
    page: str = "overview"  # where it stands


def _course(reader: Reader, on: Choice) -> Figure:
    return overview.course(reader, on.round, on.institution_type, on.item)


def _moved(reader: Reader, on: Choice) -> Figure | None:
    return overview.moved(reader, on.round, on.institution_type, on.item)


def _ranges(reader: Reader, on: Choice) -> Figure:
    return ranks.ranges(reader, on.round, on.institution_type, on.item, "", None)


def _causes(reader: Reader, on: Choice) -> Figure | None:
    if change.before(reader, on.round, on.institution_type) is None:
        return None
    return change.mean_moved(reader, on.round, on.institution_type, on.item)


def _target(reader: Reader, on: Choice) -> Figure | None:
    followed = targets.followed(reader, on.round)
    return targets.way(reader, on.round, followed[0]) if followed else None


PIECES: Final[Mapping[str, Piece]] = {
    "map": Piece(
        N_("Map of the provinces"),
        lambda reader, on: boundaries.whereabouts(reader, on.round, on.institution_type, on.item, MAP),
    ),
    "tiles": Piece(
        N_("Provinces as tiles of one size"),
        lambda reader, on: boundaries.whereabouts(reader, on.round, on.institution_type, on.item, TILES),
    ),
    "levels": Piece(N_("Units by level"), lambda reader, on: overview.maturity(reader, on.round)),
    "course": Piece(N_("Course of the mean"), _course),
    "moved": Piece(N_("Who rose and who fell"), _moved),
    "causes": Piece(N_("Why the mean moved"), _causes, page="change"),
    "ranks": Piece(N_("Ranks and how sure they are"), _ranges, page="rankings"),
    "evidence": Piece(
        N_("Strength of the evidence"),
        lambda reader, on: ranks.proofs(reader, on.round, on.institution_type, ""),
        page="rankings",
    ),
    "drivers": Piece(
        N_("What drives the ranks"),
        lambda reader, on: ranks.drivers(reader, on.round, on.institution_type, on.item),
        page="rankings",
    ),
    "shortfalls": Piece(
        N_("Shortfalls by province"), lambda reader, on: gaps.where(reader, on.round, on.institution_type), page="gaps"
    ),
    "target": Piece(N_("Course of the nearest target"), _target, page="targets"),
    "unit": Piece(
        N_("One unit beside its peers"),
        lambda reader, on: unit.beside_peers(reader, on.round, on.unit),
        of_unit=True,
        page="unit",
    ),
    "unit-course": Piece(
        N_("Course of one unit"), lambda reader, on: unit.course(reader, on.round, on.unit), of_unit=True, page="unit"
    ),
}


def names(reader: Reader, *, of_unit: bool = True) -> dict[str, str]:
    """What can be asked for, by name, each with its title; one figure for each difficulty that has norms."""
    of_topics = {_of_topic(topic): topic.name(reader.language) for topic in gaps.difficulties()}
    return {
        **{name: reader.words(piece.title) for name, piece in PIECES.items() if of_unit or not piece.of_unit},
        **of_topics,
    }


def reader_now(language: str) -> Reader:
    """Who reads the store as it stands, from the command line."""
    stand = standing()
    return Reader(stand.version, language, stand.today, stand.demonstration)


def chosen(reader: Reader, round_: str = "", institution_type: str = "", item: str = "", unit_: str = "") -> Choice:
    """A whole choice from what was named, the rest as a page first shows it; ReportError names what is not known."""
    first = facts.latest_due(reader.version, reader.today)
    if first is None:
        raise ReportError([Fault("", NO_ROUND)])
    round_ = known(round_ or first.id, [each.id for each in facts.rounds(reader.version)])
    if unit_:
        rows = unit.directory(reader, round_)
        known(unit_, rows["unit"].to_list(), most=5)
        institution_type = institution_type or unit.directory_row(reader, round_, unit_)["institution_type"]
    types = [instrument.institution_type for instrument in facts.instruments()]
    institution_type = known(institution_type or types[0], types)
    items = rankings.pickable(naming.instrument_of(institution_type))
    return Choice(round_, institution_type, known(item or items[0], items), unit_)


def drawn(reader: Reader, name: str, on: Choice) -> Figure:
    """The figure of that name; ReportError where it is not known, needs a unit, or has nothing to show."""
    known(name, list(names(reader)))
    if name in PIECES and PIECES[name].of_unit and not on.unit:
        raise ReportError([Fault(name, NEEDS_UNIT)])
    figure = drawn_or_none(reader, name, on)
    if figure is None:
        raise ReportError([Fault(name, NOT_DRAWN)])
    return figure


def drawn_or_none(reader: Reader, name: str, on: Choice) -> Figure | None:
    """The figure of a known name; None where there is nothing to show."""
    topics = {_of_topic(topic): topic.id for topic in gaps.difficulties()}
    if name in topics:
        return gaps.difficulty(reader, on.round, on.institution_type, topics[name])[0]
    return PIECES[name].draw(reader, on)


def view(name: str, figure: Figure, on: Choice) -> View:
    """Where the figure of a known name stands, so that its code leads there."""
    page = PIECES[name].page if name in PIECES else "gaps"
    more = {"view": TILES} if name == "tiles" else {"unit": on.unit} if page == "unit" else {}
    choices = {"round": on.round, "type": on.institution_type, "item": on.item, **more}
    return View(figure.code, figure.title, page, choices)


def _of_topic(topic: Topic) -> str:
    return f"gaps-{topic.id.replace('_', '-')}"


def known(name: str, among: Sequence[str], most: int = 60) -> str:
    """The same name; ReportError where it is not among these, of which the first are told."""
    if name not in among:
        listed = [*among[:most], *(["…"] if len(among) > most else [])]
        raise ReportError([Fault("", UNKNOWN, {"name": name, "names": listed})])
    return name
