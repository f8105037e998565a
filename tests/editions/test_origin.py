"""The origin of a result is the whole chain behind it, live and as it was sealed."""

import random
from datetime import UTC, datetime
from functools import partial

import polars as pl
import pytest
from sqlalchemy import text

import catalogue as catalogues
from dashboard.data import editions, facts, sealing
from dashboard.data.chain import Appraised, Condition, Event, Filed, Formula, Given, Link, Origin
from dashboard.data.origin import origin, sealed_origin
from dashboard.data.results import results
from dashboard.data.source import Version
from store import queries
from store.engine import bump, reading, writing
from tests.store.world import AT
from tests.workbook.books import report

ROUND = "2026-Q1"
SEALED_AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def shown(monkeypatch):
    """The version of a store, as a page has it, judged by some catalogue."""

    def version(engine, catalogue):
        monkeypatch.setenv("THIDUA_CATALOGUE", str(catalogue.folder))
        with reading(engine) as connection:
            data = queries.state(connection).data_version
        return Version(engine.url.render_as_string(), data, catalogue.digest)

    return version


def given(question, value, **fields):
    return Given(
        question,
        value=value,
        reason="",
        comment="",
        by="an",
        at=AT,
        **{"door": "form", "place": "", "changes": 1} | fields,
    )


def test_the_origin_of_an_indicator_goes_down_to_the_answers_and_the_reviewer(world, shown):
    version = shown(world.engine, world.catalogue)

    found = origin(version, ROUND, "a", "indicator", "devices_per_learner")

    formula = Formula("ratio", 10.0, of="devices", out_of="learners", worst=0, best=1)
    points = {"value": 0.4, "self_points": 4.0, "points": 3.5, "possible": 10.0, "score": 35.0}
    standing = {"level": None, "rank": 2, "ranked": 3, "answered": 1.0, "rule": "appraised"}
    answers = (given("devices", 40.0), given("learners", 100.0))
    appraisal = Appraised(3.5, "verified", "bình", AT, "counted")
    digest = world.catalogue.digest
    events = (
        Event(AT, "an", None, "submitted", ""),
        Event(AT, "bình", "submitted", "appraised", ""),
        Event(AT, "bình", "appraised", "recognised", ""),
    )
    assert found == Origin(
        unit="a",
        round=ROUND,
        link=Link(
            "indicator",
            "devices_per_learner",
            **points,
            **standing,
            formula=formula,
            answers=answers,
            appraisal=appraisal,
        ),
        filed=Filed(1, "recognised", "small", digest, AT, on_time=True, events=events),
        edition=found.edition,
        data_version=world.version(),
        catalogue=digest,
        method="1",
    )


def test_the_origin_of_a_pillar_is_the_sum_of_its_indicators(world, shown):
    version = shown(world.engine, world.catalogue)

    found = origin(version, ROUND, "a", "pillar", "use").link

    assert (found.formula, found.conditions) == (Formula("sum", 10.0), ())
    assert found.parts == (origin(version, ROUND, "a", "indicator", "devices_per_learner").link,)
    assert found.points == sum(part.points for part in found.parts)


def test_an_answer_from_a_workbook_names_file_and_cell(world, shown, tmp_path):
    from dashboard import intake

    whole = {"learners": 1000, "devices": 40, "plan": "Có", "platform": "Tự có", "budget": 12.5, "online": 80}
    content = report(whole, meta={"format": "1", "unit": "c", "round": ROUND, "instrument": "small", "catalogue": "x"})
    (taken,) = intake.take(world.engine, world.catalogue, [("c.xlsx", content)], by="chi", unsealed=True)
    assert not taken.faults

    found = origin(shown(world.engine, world.catalogue), ROUND, "c", "indicator", "devices_per_learner")

    devices, learners = found.link.answers
    assert (devices.file, devices.place, devices.door, devices.by, devices.changes) == (
        "c.xlsx",
        "Báo cáo!C3",
        "workbook",
        "chi",
        2,
    )
    assert (learners.value, learners.place, len(learners.digest)) == (1000.0, "Báo cáo!C2", 64)


def test_what_was_not_answered_or_has_no_figure_says_so(world, shown):
    world.units("d")
    world.report("d", learners="NOT_AVAILABLE: fire", devices=1, plan=1, platform="own", budget=1, online=1)

    found = origin(shown(world.engine, world.catalogue), ROUND, "d", "indicator", "devices_per_learner").link

    assert [(each.value, each.absence, each.reason) for each in found.answers] == [
        (1.0, None, ""),
        (None, "not_available", "fire"),
    ]
    assert (found.value, found.rule) == (None, "zero")


def test_there_is_no_origin_of_what_is_not_there(world, shown):
    version = shown(world.engine, world.catalogue)

    for unit, kind, item in (("x", "pillar", "use"), ("a", "pillar", "learn"), ("a", "indicator", "use")):
        assert origin(version, ROUND, unit, kind, item) is None


def test_a_sealed_origin_stays_as_it_was_when_the_live_one_moves_on(world, shown):
    digest = sealing.seal(world.engine, world.catalogue, ROUND, official=True, by="Lan", at=SEALED_AT).digest
    before = origin(shown(world.engine, world.catalogue), ROUND, "a", "pillar", "use")
    with writing(world.engine) as connection:  # no door lets a recognised report change; somebody may still try
        connection.exec_driver_sql("UPDATE answer SET value = 99 WHERE report = 1 AND question = 'devices'")
        bump(connection, [ROUND])
    now = origin(shown(world.engine, world.catalogue), ROUND, "a", "pillar", "use")

    sealed = editions.verified(world.engine, digest)
    with reading(world.engine) as connection:
        frozen = sealed_origin(connection, sealed, "a", "pillar", "use")
        nothing = sealed_origin(connection, sealed, "c", "pillar", "use")  # submitted, never recognised

    (was,) = frozen.link.parts
    assert was.answers == before.link.parts[0].answers
    assert (was.points, was.appraisal) == (3.5, before.link.parts[0].appraisal)
    assert (frozen.seal, frozen.filed) == (digest, before.filed)
    assert now.link.parts[0].answers[0].value == 99
    assert nothing is None


RESULT = """
    SELECT value, self_points, points, possible, score, level, rule FROM result
    WHERE edition = :edition AND unit = :unit AND kind = :kind AND item = :item
"""
ANSWER = """
    SELECT a.value, a.choice, a.absence, c.by, c.door, c.place,
           (SELECT count(*) FROM answer_change n WHERE n.report = a.report AND n.question = a.question)
    FROM answer a JOIN report r ON r.id = a.report
    JOIN answer_change c ON c.report = a.report AND c.question = a.question
    WHERE r.unit = :unit AND r.round = :round AND a.question = :question
    ORDER BY c.id DESC LIMIT 1
"""
APPRAISAL = """
    SELECT p.points, p.strength, p.by, p.reason FROM appraisal p JOIN report r ON r.id = p.report
    WHERE r.unit = :unit AND r.round = :round AND p.indicator = :item ORDER BY p.id DESC LIMIT 1
"""
REPORT = "SELECT id, state, instrument, catalogue FROM report WHERE unit = :unit AND round = :round"
LAST = """
    SELECT e.by, e.to_state FROM report_event e JOIN report r ON r.id = e.report
    WHERE r.unit = :unit AND r.round = :round ORDER BY e.id DESC LIMIT 1
"""


def test_twenty_random_origins_are_what_hand_written_queries_find(country, shown):
    from dashboard.data import computing

    judged_by_ = catalogues.load(catalogues.loader.SHIPPED)
    runs = computing.compute_settled(country, judged_by_)
    version = shown(country, judged_by_)
    drawn = random.Random(4)

    for _ in range(20):
        run = drawn.choice(runs)
        row = drawn.choice(results(version, run.round).rows(named=True))
        found = origin(version, run.round, row["unit"], row["kind"], row["item"])
        with country.connect() as connection:
            names = {name: row[name] for name in ("unit", "kind", "item")}
            check(found, partial(one, connection, {**names, "round": run.round, "edition": run.edition}))
        assert found.edition == run.edition
        instrument = judged_by_.instruments[found.filed.instrument]
        assert found.link.points == pytest.approx(again(instrument, found.link), abs=1e-9)


def one(connection, asked, query, **more):
    """The first row of a query; None where there is none."""
    return connection.execute(text(query), {**asked, **more}).first()


def check(found, ask):
    """Each link of the chain against the row that a query of its own finds."""
    link, filed = found.link, found.filed
    assert (link.value, link.self_points, link.points, link.possible, link.score, link.level, link.rule) == ask(RESULT)
    assert (filed.report, filed.state, filed.instrument, filed.catalogue) == ask(REPORT)
    assert (filed.events[-1].by, filed.events[-1].to_state) == ask(LAST)
    for leaf in leaves(link):
        for answer in leaf.answers:
            told = (answer.value, answer.choice, answer.absence, answer.by, answer.door, answer.place, answer.changes)
            assert told == (ask(ANSWER, question=answer.question) or (*[None] * 6, 0))
        own = leaf.appraisal
        assert (own and (own.points, own.strength, own.by, own.reason)) == ask(APPRAISAL, item=leaf.item)


def leaves(link):
    """The indicators below a result, itself included."""
    return [link] if link.kind == "indicator" else [leaf for part in link.parts for leaf in leaves(part)]


def again(instrument, link):
    """The points of a result once more, by hand, from what its origin says."""
    if link.kind == "overall":
        heard = [part for part in link.parts if part.score is not None]
        return sum(part.score * part.formula.weight for part in heard) / sum(part.formula.weight for part in heard)
    if link.parts:
        return sum(part.points for part in link.parts if part.possible)
    if link.appraisal:
        return min(link.appraisal.points, link.formula.full)
    return by_hand(instrument, link)


def by_hand(instrument, link):
    """What an indicator earns: in plain arithmetic, null handled as the instrument says."""
    if link.rule != "scored":
        return 0 if link.rule == "zero" else link.points
    numbers, formula = [answer.value for answer in link.answers], link.formula
    value = numbers[0] / numbers[1] * (100 if formula.kind == "percent" else 1) if formula.out_of else numbers[0]
    if formula.steps:
        return max((step.points for step in formula.steps if value >= step.at_least), default=0)
    if formula.kind == "choice":
        (answer,) = link.answers
        worth = {each.id: each.worth for each in instrument.questions[answer.question].choices}
        share = worth[answer.choice] / 100
    elif formula.worst is not None:
        share = (value - formula.worst) / (formula.best - formula.worst)
    else:
        each = {"yes_no": formula.full, "marks": 1}.get(formula.kind, formula.each)
        share = value * each / formula.full
    return formula.full * min(max(share, 0), 1)


def test_conditions_stand_beside_the_pillar_that_they_hold_down(country, shown):
    from dashboard.data import computing

    judged_by_ = catalogues.load(catalogues.loader.SHIPPED)
    computing.compute_settled(country, judged_by_)
    version = shown(country, judged_by_)
    held = results(version, "2026-Q2").filter(pl.col("rule") == "gate", pl.col("kind") == "pillar")
    instruments = {i.institution_type: i for i in judged_by_.instruments.values()}
    types = dict(facts.units(version, "2026-Q2").select("unit", "institution_type").iter_rows())

    for row in held.head(5).rows(named=True):
        link = origin(version, "2026-Q2", row["unit"], "pillar", row["item"]).link
        gates = [g for g in instruments[types[row["unit"]]].gates if g.pillar == row["item"]]
        assert [each.gate for each in link.conditions] == [gate.id for gate in gates]
        assert all(isinstance(each, Condition) for each in link.conditions)
        assert min(each.limit for each in link.conditions if not each.met) == link.level
