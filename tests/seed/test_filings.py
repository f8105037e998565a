"""The whole country on paper: every report of every unit, before any of it is stored."""

from collections import Counter

import pytest

from seed_data.chance import Chance
from seed_data.seed import invent
from store.validation import faults


@pytest.fixture(scope="module")
def filings(catalogue, whole):
    return invent(catalogue, whole, Chance(2025))


def reports(filings):
    return [filing for filed in filings.values() for filing in filed]


def test_no_invented_report_would_be_refused(filings, catalogue):
    refused = [
        (submission.unit, submission.round, fault)
        for filing in reports(filings)
        for submission in (filing.first, filing.last)
        for fault in faults(submission, filing.respondents.instrument, catalogue.topics)
    ]

    assert refused == []


def test_most_units_report_in_every_round_some_late_and_some_not(filings, whole):
    for round_, filed in filings.items():
        season = filed[0].fate.season
        alive = sum(unit.lives_on(season.round.ends) for unit in whole.units)
        if season.round.due < season.today:
            late = sum(filing.fate.filed.date() > season.round.due for filing in filed)
            assert 0.9 < len(filed) / alive <= 1, round_
            assert 0.05 < late / len(filed) < 0.25, round_


def test_about_60_percent_have_filed_in_the_open_round_beside_some_drafts(filings, whole):
    states = Counter(filing.fate.state for filing in filings["2026-Q4"])
    alive = sum(unit.lives_on(filings["2026-Q4"][0].fate.season.round.ends) for unit in whole.units)

    assert 0.55 < (states.total() - states["draft"]) / alive < 0.65
    assert 0.05 < states["draft"] / alive < 0.12
    assert set(states) == {"draft", "submitted", "returned", "appraised"}


def test_about_2_percent_of_the_reports_are_wrong_and_more_were_corrected(filings):
    everything = reports(filings)
    wrong = sum(filing.fate.wrong for filing in everything)
    corrected = [filing for filing in everything if filing.objection]

    assert 0.015 < wrong / len(everything) < 0.03
    assert 0.02 < len(corrected) / len(everything) < 0.05
    for filing in corrected:
        assert filing.first.at < filing.fate.returned < filing.last.at
        assert filing.first.answers != filing.last.answers


@pytest.mark.parametrize(("year", "rounds"), [("2023", 1), ("2024", 1), ("2025", 2), ("2026", 5)])
def test_there_are_about_3_initiatives_per_unit_and_year(filings, year, rounds):
    of_year = [r for r in filings if r.startswith(year) and r != "2025-2026"] + ["2025-2026"] * (year == "2026")
    units = {filing.fate.unit.id for round_ in of_year for filing in filings[round_]}

    written = sum(len(filing.last.initiatives) for round_ in of_year for filing in filings[round_])

    assert len(of_year) == rounds
    assert 2.5 < written / len(units) < 3.5


def test_titles_of_initiatives_are_seldom_the_same(filings):
    titles = Counter(one.title for filing in reports(filings) for one in filing.last.initiatives)

    assert len(titles) > 1500
    assert max(titles.values()) < 0.02 * titles.total()
