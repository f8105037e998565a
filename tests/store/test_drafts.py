"""Answers saved one by one: right or wrong they are kept, nobody's is lost, and submitting them is a filing."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from store import queries
from store.cells import EMPTY
from store.drafts import Saving, Who, checked, draft, save, submit
from store.engine import reading, writing
from store.faults import ReportError
from store.receipts import receipt
from store.rights import NOWHERE, Reach
from store.submission import Given
from store.typed import read_answer
from tests.store.world import AT, WHOLE, World, given, messages, submission

AN = Who("a", "2026-Q1", "an", AT)
BINH = replace(AN, by="bình")


@pytest.fixture
def typing(school_world):
    """A function by which somebody types one answer, having seen a version of it."""

    def typing(who, question, answer, version=0):
        said = answer if isinstance(answer, Given) else given(answer)
        with writing(school_world.engine) as connection:
            (saved,), _ = save(connection, school_world.catalogue, who, [Saving(question, said, version)])
        return saved

    return typing


def standing(world: World, who=AN):
    with reading(world.engine) as connection:
        return draft(connection, world.catalogue, who)


def shown(world):
    """What the form shows: by question, the answer, its version and who gave it."""
    return {id_: (cell.given, cell.version, cell.by) for id_, cell in standing(world).cells.items()}


def at(question, **fields):
    return Given(place=f"/answers/{question}", **fields)


def file_all(world, who=AN):
    with writing(world.engine) as connection:
        return submit(connection, world.catalogue, who)


def test_whatever_is_typed_is_kept_and_shown_again(school_world, typing):
    typing(AN, "learners", 120)
    typing(AN, "devices", "?chừng bốn mươi")
    typing(AN, "budget", -3)
    typing(AN, "online", Given(absence="not_available"))  # the reason is still to come
    typing(AN, "platform", Given(comment=" hỏi phòng CNTT "))  # no answer yet

    assert shown(school_world) == {
        "learners": (at("learners", value=120), 1, "an"),
        "devices": (at("devices", text="chừng bốn mươi"), 1, "an"),
        "budget": (at("budget", value=-3), 1, "an"),
        "online": (at("online", absence="not_available"), 1, "an"),
        "platform": (at("platform", comment="hỏi phòng CNTT"), 1, "an"),
    }


def test_what_is_wrong_is_said_beside_what_was_typed(school_world, typing):
    typing(AN, "learners", 20)
    typing(AN, "devices", 40)
    typing(AN, "online", "?nhiều")

    with reading(school_world.engine) as connection:
        now = draft(connection, school_world.catalogue, AN)
        typed, _ = checked(connection, school_world.catalogue, AN, now, submit=False)
        before_submitting, _ = checked(connection, school_world.catalogue, AN, now)

    assert messages(typed) == [
        "/answers/devices: “Devices” is 40. Enter 20 or less, the figure given for “Learners”.",
        "/answers/online: “Share online” is “nhiều”. Enter a number.",
    ]
    assert [fault.place for fault in before_submitting] == [
        "/answers/devices",
        "/answers/plan",
        "/answers/platform",
        "/answers/budget",
        "/answers/online",
    ]


def test_typing_counts_nowhere_until_it_is_submitted(school_world, typing):
    typing(AN, "learners", 120)
    after_opening = school_world.version()
    typing(AN, "devices", 40)

    assert school_world.version() == after_opening  # so that no page is computed anew at each key
    assert school_world.rows(queries.reports, "2026-Q1")[0][2] == "draft"
    assert school_world.rows(queries.answers, ["2026-Q1"], states=("draft", "submitted")) == []


def test_who_has_not_seen_the_last_answer_is_told_and_overwrites_nothing(school_world, typing):
    typing(AN, "learners", 120)
    seen = typing(BINH, "learners", 125, version=1)

    late = typing(AN, "learners", 130, version=1)

    assert (seen.overtaken, late.overtaken) == (False, True)
    assert (late.cell.given, late.cell.version, late.cell.by) == (at("learners", value=125), 2, "bình")
    assert shown(school_world) == {"learners": (at("learners", value=125), 2, "bình")}
    assert school_world.ask(queries.written, "a", "2026-Q1").select("by", "step", "said").rows() == [
        ("an", "typed", '{"value": 120.0}'),
        ("bình", "typed", '{"value": 125.0}'),
        ("an", "overtaken", '{"value": 130.0}'),
    ]


def test_a_save_sent_again_is_not_written_again(school_world, typing):
    first = typing(AN, "learners", 120)
    again = typing(AN, "learners", 120)  # no reply was heard, so the version is still the old one

    assert again == first
    assert school_world.ask(queries.written, "a", "2026-Q1").height == 1


def test_two_who_type_at_once_do_not_overwrite_one_another(school_world, typing):
    typing(AN, "learners", 1)
    saved = []
    writers = [Thread(target=lambda n=n: saved.append(typing(AN, "learners", n, version=1))) for n in range(2, 8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    (kept,) = [one for one in saved if not one.overtaken]
    assert standing(school_world).cells["learners"].given == kept.cell.given
    assert (
        school_world.ask(queries.written, "a", "2026-Q1")["step"].sort().to_list() == ["overtaken"] * 5 + ["typed"] * 2
    )


def test_submitting_files_what_was_typed_and_gives_a_receipt(school_world, typing):
    for question, answer in WHOLE.items():
        typing(AN, question, answer)

    outcome = file_all(school_world)

    assert (outcome.faults, outcome.added, outcome.moved) == ((), 6, True)
    assert school_world.ask(receipt, outcome.receipt.lower().replace("-", " ")).answers == 6
    assert school_world.rows(queries.reports, "2026-Q1")[0][2] == "submitted"
    assert {cell.typed for cell in standing(school_world).cells.values()} == {False}


def test_what_is_not_whole_is_refused_and_stays_as_typed(school_world, typing):
    typing(AN, "learners", "?nhiều")

    outcome = file_all(school_world)

    assert len(outcome.faults) == 6
    assert (standing(school_world).state, outcome.receipt) == ("draft", None)
    assert shown(school_world) == {"learners": (at("learners", text="nhiều"), 1, "an")}


def test_what_was_submitted_stays_until_it_is_submitted_again(school_world, typing):
    school_world.report("a")
    first = school_world.file(submission("a"))[0].receipt  # the same once more: the same receipt

    typing(AN, "devices", 41, version=1)
    while_typing = dict(school_world.ask(queries.answers_of, "a", "2026-Q1").select("question", "value").rows())
    outcome = file_all(school_world, replace(AN, at=AT + timedelta(minutes=1)))

    assert while_typing["devices"] == 40
    assert (outcome.changed, outcome.receipt != first) == (1, True)


def test_a_file_that_comes_in_between_goes_before_what_was_typed_over_the_older(school_world, typing):
    typing(AN, "devices", "?bốn mươi")
    school_world.report("a", door="workbook", by="lan")

    assert shown(school_world)["devices"] == (at("devices", value=40), 2, "lan")
    assert typing(AN, "devices", 44, version=1).overtaken


def test_an_appraised_report_takes_no_more_typing(school_world, typing):
    report = school_world.report("a")
    school_world.move(report, "appraised")

    with pytest.raises(ReportError) as error:
        typing(AN, "devices", 44, version=1)

    assert str(error.value) == (
        "The report of a for 2026-Q1 has been appraised. To change it, ask for it to be returned."
    )


def test_a_question_that_is_not_asked_is_refused_by_name(school_world, typing):
    with pytest.raises(ReportError) as error:
        typing(AN, "weather", 1)

    assert str(error.value) == "“weather” is not asked in this report."
    assert standing(school_world).report is None  # not included: an empty report


def test_nothing_typed_is_an_empty_form(school_world):
    now = standing(school_world)

    assert (now.report, now.state, dict(now.cells)) == (None, None, {})
    assert EMPTY.version == 0


@pytest.mark.parametrize(
    ("question", "typed", "read"),
    [
        ("learners", "1.250", Given(value=1250)),
        ("learners", 1250, Given(value=1250)),
        ("learners", True, Given(text="True")),  # not 1: a tick is no number
        ("learners", float("nan"), Given(text="nan")),
        ("budget", "12,5", Given(value=12.5)),
        ("plan", "Có", Given(value=1)),
        ("plan", False, Given(value=0)),
        ("plan", 2.5, Given(text="2.5")),
        ("platform", "dùng chung", Given(choice="shared")),
        ("platform", "own", Given(choice="own")),
        ("platform", "mây", Given(text="mây")),
        ("online", "chưa có số liệu", Given(absence="not_available")),
        ("online", "  ", Given()),
        ("online", None, Given()),
    ],
)
def test_what_is_typed_is_read_as_the_question_wants_it(small_catalogue, question, typed, read):
    assert read_answer(small_catalogue.questions[question], typed) == read


def test_what_was_typed_is_for_those_whose_branch_it_is(school_world, typing):
    typing(AN, "learners", 120)

    seen = [
        school_world.ask(queries.written, "a", "2026-Q1", reach=reach).height
        for reach in (Reach((("unit", "a"),)), Reach((("unit", "b"),)), NOWHERE)
    ]

    assert seen == [1, 0, 0]
