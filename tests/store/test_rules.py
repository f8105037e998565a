"""Rules between answers: some refuse a report, the others ask to look again and take a comment for an answer."""

from dataclasses import replace
from datetime import date

import pytest

import catalogue
from catalogue import CatalogueError
from store.past import range_of
from store.submission import Given, InitiativeGiven
from tests.store import small
from tests.store.world import WHOLE, World, messages, statements, submission

HEAD = 'source = "test"\n'
RULE = """
[[rule]]
id = "{id}"
name_vi = "Quy tắc"
name_en = "Rule"
{fields}
"""


@pytest.fixture
def ruled(engine, tmp_path):
    """A store with one school, two rounds, and the small catalogue with these rules."""

    def ruled(**rules):
        folder = tmp_path / "catalogue"
        folder.mkdir()
        small.write(folder)
        listed = [RULE.format(id=id_, fields=fields) for id_, fields in rules.items()]
        (folder / "rules.toml").write_text(HEAD + "".join(listed), "utf-8")
        world = World(engine, catalogue.load(folder))
        world.units("a")
        world.rounds("2026-Q1")
        world.rounds("2026-Q2", starts=date(2026, 4, 1), ends=date(2026, 6, 30))
        return world

    return ruled


def told(outcome):
    """What a filing is asked to look at again: rule, question, sentence, and what the unit said to it."""
    return [(doubt.rule, doubt.question, str(doubt.fault), doubt.reason) for doubt in outcome.doubts]


def test_an_error_refuses_and_a_warning_asks(ruled):
    world = ruled(
        whole='kind = "total"\nseverity = "error"\n'
        'parts = ["devices", "budget"]\nrelation = "at_most"\nwhole = "learners"',
        plan='kind = "needs"\ngiven = "plan"\nneeds = "budget"',
    )

    (refused,) = world.file(submission("a", **WHOLE | {"devices": 90, "budget": 10.5}))
    (asked,) = world.file(submission("a", **WHOLE | {"devices": 100, "budget": 0}))  # not refused: 100 of 100

    assert messages(refused.faults) == [
        "“Devices, Budget” add up to 100.5. Enter 100 or less together, the figure given for “Learners”."
    ]
    assert asked.faults == ()
    assert told(asked) == [
        (
            "plan",
            "budget",
            "“Plan adopted?” is answered, but “Budget” is 0. Mend one of the two, or say why in the comment.",
            "",
        )
    ]


def test_a_comment_beside_the_answer_is_the_reason_for_it(ruled):
    world = ruled(plan='kind = "needs"\ngiven = "plan"\nneeds = "budget"')
    filed = submission("a", **WHOLE | {"budget": 0})
    said = {**filed.answers, "budget": Given(value=0, comment="Do Sở chi.")}

    (outcome,) = world.file(replace(filed, answers=said))

    assert [doubt.reason for doubt in outcome.doubts] == ["Do Sở chi."]


@pytest.mark.parametrize(
    ("relation", "devices", "budget", "says"),
    [
        ("equal", 60, 40, None),
        ("equal", 0.1 * 3, 99.7, None),  # not told: what binary fractions lose
        (
            "equal",
            60,
            39,
            "“Devices, Budget” add up to 99. Together they make 100, the figure given for “Learners”: mend one.",
        ),
        ("at_most", 60, 39, None),
        ("equal", 60, "NOT_AVAILABLE: đang đếm", None),  # not told: a part is missing
    ],
)
def test_parts_and_their_whole(ruled, relation, devices, budget, says):
    parts = f'kind = "total"\nparts = ["devices", "budget"]\nrelation = "{relation}"\nwhole = "learners"'
    world = ruled(whole=parts)

    (outcome,) = world.file(submission("a", submit=False, **WHOLE | {"devices": devices, "budget": budget}))

    assert [sentence for _, _, sentence, _ in told(outcome)] == ([says] if says else [])


def test_a_rate_is_told_above_and_below_what_is_usual(ruled):
    world = ruled(devices='kind = "rate"\nof = "devices"\nout_of = "learners"\nper = 100\nat_least = 5\nat_most = 50')

    outcomes = world.file(*(submission("a", **WHOLE | {"devices": n}) for n in (4, 5, 50, 51)))

    assert [[sentence for _, _, sentence, _ in told(outcome)] for outcome in outcomes] == [
        ["“Devices”: 4 for every 100 of “Learners”, where 5 or more is usual. Check both, or say why."],
        [],
        [],
        ["“Devices”: 51 for every 100 of “Learners”, where 50 or less is usual. Check both, or say why."],
    ]


def test_a_jump_is_told_against_the_last_counted_report_of_the_same_calendar(ruled):
    world = ruled(size='kind = "jump"\nof = ["learners", "devices"]\npercent = 25\nleast = 5')
    world.report("a", "2026-Q1", **WHOLE | {"learners": 100, "devices": 4})
    world.units("b")
    draft = world.file(submission("b", "2026-Q1", submit=False, **WHOLE | {"learners": 1000}))  # nobody's past
    assert draft[0].faults == ()

    grown, beside = world.file(
        submission("a", "2026-Q2", **WHOLE | {"learners": 126, "devices": 8}),  # devices doubled, by fewer than 5
        submission("b", "2026-Q2", **WHOLE | {"learners": 100}),
    )

    assert told(grown) == [
        (
            "size",
            "learners",
            "“Learners” was 100 in Round 2026-Q1 and is 126 now. Check it, or say why in the comment.",
            "",
        )
    ]
    assert told(beside) == []


def test_a_report_far_from_its_peers_is_told_what_most_of_them_have(ruled):
    world = ruled(peers='kind = "peers"\nof = "devices"\nout_of = "learners"\nper = 100\nspread = 1\nfewest = 4')
    world.units("p", "q", "r", "s")
    for unit, devices in zip("pqrs", (20, 30, 40, 50), strict=True):
        world.report(unit, "2026-Q1", **WHOLE | {"devices": devices})

    near, far = world.file(
        submission("a", "2026-Q2", **WHOLE | {"devices": 57}), submission("p", "2026-Q2", **WHOLE | {"devices": 58})
    )

    assert told(near) == []
    assert told(far) == [
        (
            "peers",
            "devices",
            "“Devices”: 58 for every 100 of “Learners”; most peers have 12.5 to 57.5. Check both, or say why.",
            "",
        )
    ]


def test_too_few_peers_tell_nothing(small_catalogue, ruled):
    world = ruled(peers='kind = "peers"\nof = "devices"\nout_of = "learners"\nfewest = 4')
    (rule,) = world.catalogue.rules.values()

    assert (range_of([1, 2, 3], rule), range_of([1, 2, 3, 4], rule)) == (None, (-2.75, 7.75))


def test_the_last_rounds_numbers_once_more_are_told(ruled):
    world = ruled(again='kind = "repeated"\nfewest = 4')
    world.report("a", "2026-Q1")

    same, other = world.file(
        submission("a", "2026-Q2", **WHOLE | {"platform": "shared"}),  # what is chosen may well stay
        submission("a", "2026-Q2", **WHOLE | {"budget": 13}),
    )

    assert told(same) == [
        ("again", "", "All 4 numbers are those of Round 2026-Q1. Check that they were counted anew for this round.", "")
    ]
    assert told(other) == []


def test_an_initiative_listed_twice_is_told_at_the_second(ruled):
    world = ruled(once='kind = "twice"')
    listed = [InitiativeGiven(title, place=f"Sáng kiến!B{row}") for row, title in enumerate(("Số hoá", "SỐ HÓA "), 2)]

    (outcome,) = world.file(submission("a", initiatives=listed))

    assert told(outcome) == [
        ("once", "", "Sáng kiến!B3: Initiative “SỐ HÓA ” is listed twice. Delete one of the two lines.", "")
    ]


def test_looking_at_the_past_takes_as_many_statements_for_many_reports_as_for_one(ruled):
    world = ruled(
        size='kind = "jump"\nof = ["learners"]\npercent = 25',
        peers='kind = "peers"\nof = "devices"\nout_of = "learners"',
    )
    world.units(*"bcdefgh")

    with statements(world.engine) as one:
        world.file(submission("a", "2026-Q2"))
    with statements(world.engine) as many:
        world.file(*(submission(unit, "2026-Q2") for unit in "bcdefgh"))

    # Keeping the catalogue and the first report of the first filing is all that differs.
    assert len(many) <= len(one)


def test_a_faulty_rule_is_named_with_what_it_may_be(tmp_path):
    folder = small.write(tmp_path)
    (folder / "rules.toml").write_text(
        HEAD
        + RULE.format(id="one", fields='kind = "guess"')
        + RULE.format(id="two", fields='kind = "needs"\ngiven = "plan"\nneeds = "plam"')
        + RULE.format(id="two", fields='kind = "jump"\nof = ["learners"]\npercent = 0\nseverity = "error"')
        + RULE.format(id="four", fields='kind = "rate"\nof = "devices"\nout_of = "learners"\natmost = 3'),
        "utf-8",
    )

    with pytest.raises(CatalogueError) as error:
        catalogue.load(folder)

    assert error.value.faults == (
        "rules.toml: rule 'two' stands there twice",
        "rules.toml, rule one: no kind 'guess'; there are jump, needs, peers, rate, repeated, total, twice",
        "rules.toml, rule two: severity: Input should be 'warn' (given: 'error')",
        "rules.toml, rule two: percent: Input should be greater than 0 (given: 0)",
        "rules.toml, rule four: no field 'atmost'; the fields are at_least, at_most, id, kind, mark, name_en, name_vi, "
        "of, out_of, per, severity, source",
        "rules.toml, rule two: no question 'plam'; there are budget, devices, learners, online, plan, platform",
    )


def test_a_catalogue_kept_before_there_were_rules_has_none(small_catalogue):
    assert small_catalogue.rules == {}
