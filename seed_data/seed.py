"""`plant` fills an empty store with the invented country, through the same doors as real reports."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Engine

from catalogue import Catalogue
from seed_data.answers import Respondents, mistaken
from seed_data.appraisal import appraisals
from seed_data.chance import Chance
from seed_data.country import Country, imagine
from seed_data.fates import Fate, Season, fate, seasons
from seed_data.initiatives import Author, Setting
from seed_data.latent import panel
from seed_data.reading import read_toml
from seed_data.registering import register
from store.engine import writing
from store.ingest import Move, appraise, file_reports, move
from store.submission import Submission

Progress = Callable[[str, int, int], None]

BATCH = 150
DOOR = "seed"
DRAFTED = 0.6  # of the questions of a draft have an answer


@dataclass(frozen=True)
class Filing:
    """One report on its way in: what is filed first, what at last, and the reviewer's words between the two."""

    fate: Fate
    respondents: Respondents
    first: Submission
    last: Submission
    objection: str = ""


def plant(
    engine: Engine,
    catalogue: Catalogue,
    progress: Progress | None = None,
    seed: int = 2025,
    *,
    limit: int | None = None,
) -> None:
    """An empty, migrated store becomes a country, whole or not at all; ReportError where units are there already.

    The same seed and catalogue give the same country. `limit` plants only the first so many units of each type, which
    are those of the whole. `progress` is told the round, the reports filed so far, and how many there will be.
    """
    chance = Chance(seed)
    country = imagine(catalogue, chance, limit)
    filings = invent(catalogue, country, chance)
    total = sum(map(len, filings.values()))
    done = 0
    with writing(engine) as connection:
        register(connection, catalogue, country, seasons(), read_toml("rounds.toml")["today"])
        for round_, these in filings.items():
            for start in range(0, len(these), BATCH):
                batch = these[start : start + BATCH]
                _file(connection, catalogue, batch)
                done += len(batch)
                if progress:
                    progress(round_, done, total)


def invent(catalogue: Catalogue, country: Country, chance: Chance) -> dict[str, list[Filing]]:
    """All reports of a country, by round, each round's by the hour of filing; nothing is stored."""
    everyone = tuple(_respondents(catalogue, country, chance))
    author = Author(chance, catalogue.topics)
    return {s.round.id: _filings(everyone, author, s, column) for column, s in enumerate(seasons())}


def _filings(everyone: Sequence[Respondents], author: Author, season: Season, column: int) -> list[Filing]:
    """Everything that is filed for one round, the round of that column, by the hour of filing."""
    found: list[Filing] = []
    for respondents in everyone:
        for row, unit in enumerate(respondents.panel.units):
            fated = fate(unit, season, author.chance) if unit.lives_on(season.round.ends) else None
            if fated:
                found.append(_filing(respondents, author, fated, row, column))
    return sorted(found, key=lambda filing: (filing.fate.filed, filing.fate.unit.id))


def _respondents(catalogue: Catalogue, country: Country, chance: Chance) -> Iterator[Respondents]:
    periods = [(s.round.id, s.round.ends) for s in seasons()]
    for type_ in catalogue.institution_types:
        instrument, units = catalogue.instrument_for(type_), country.of_type(type_)
        if instrument and units:
            yield Respondents(catalogue, instrument, panel(chance, units, periods))


def _filing(respondents: Respondents, author: Author, fated: Fate, row: int, column: int) -> Filing:
    figures = respondents.figures
    setting = Setting(
        unit=fated.unit,
        learners=figures.of("learners")[row, column],
        teachers=figures.of("teachers")[row, column],
        level=figures.level[row, column],
    )
    round_ = fated.season.round.id
    answers = respondents.answers(row, column)
    if fated.state == "draft":
        answers = {q: a for q, a in answers.items() if fated.chance.one("drafted", fated.unit.id, round_, q) < DRAFTED}
    submission = Submission(
        unit=fated.unit.id,
        round=round_,
        answers=answers,
        initiatives=author.initiatives(setting, round_, fated.season.initiatives),
        by=fated.by,
        at=fated.filed,
        door=DOOR,
        submit=fated.state != "draft",
    )
    return _with_slip(respondents, fated, submission)


def _with_slip(respondents: Respondents, fated: Fate, submission: Submission) -> Filing:
    """A report that is or was wrong, where this one is fated to be; otherwise as it is."""
    slip = mistaken(submission, respondents, fated.chance) if fated.wrong or fated.corrected else None
    if slip is None:
        return Filing(fated, respondents, submission, submission)
    wrong, question = slip
    if fated.corrected is None:
        return Filing(fated, respondents, wrong, wrong)
    words = fated.chance.pick(read_toml("reasons.toml")["mistaken"], "objection", submission.unit, submission.round)
    right = replace(submission, at=fated.corrected)
    return Filing(fated, respondents, wrong, right, objection=words.format(question=question.name_vi))


def _file(connection: Connection, catalogue: Catalogue, batch: Sequence[Filing]) -> None:
    """A batch goes in, what was objected to goes back and comes again, and the reviewers do the rest."""
    reports = _stored(connection, catalogue, [filing.first for filing in batch])
    wrong = [(report, filing) for report, filing in zip(reports, batch, strict=True) if filing.objection]
    move(connection, [Move(r, "returned", f.fate.reviewer, f.fate.returned, f.objection) for r, f in wrong])
    _stored(connection, catalogue, [filing.last for _, filing in wrong])
    moves = [(one, filing) for r, filing in zip(reports, batch, strict=True) for one in filing.fate.moves(r)]
    looked_at = [(one.report, f) for one, f in moves if one.to_state == "appraised"]
    appraise(
        connection,
        [
            row
            for report, f in looked_at
            for row in appraisals(report, f.fate, f.respondents.instrument, dict(f.last.answers))
        ],
    )
    move(connection, [one for one, _ in moves])


def _stored(connection: Connection, catalogue: Catalogue, submissions: Sequence[Submission]) -> list[int]:
    """The reports, all of them accepted: an invented report that is refused is a fault of this package."""
    outcomes = file_reports(connection, catalogue, submissions) if submissions else []
    for outcome in outcomes:
        if outcome.report is None:
            raise AssertionError(f"{outcome.submission.unit}, {outcome.submission.round}: {outcome.faults}")
    return [outcome.report for outcome in outcomes if outcome.report is not None]
