"""Initiatives are saved one by one as they are typed, unreadable numbers too, and are filed with the report."""

import pytest

from store import drafts, queries
from store.drafts import Saving, Who
from store.engine import reading, writing
from store.faults import ReportError
from store.initiatives import Typed, lines
from store.stamps import stamp
from store.submission import Given
from tests.store.world import AT, WHOLE, given

AN, BINH = Who("a", "2026-Q1", "an", AT), Who("a", "2026-Q1", "bình", AT)


def save(world, key, typed, version=0, *, who=AN):
    with writing(world.engine) as connection:
        line, overtaken, _ = drafts.save_initiative(connection, world.catalogue, who, key, typed, version)
    return line, overtaken


def titles(world):
    with reading(world.engine) as connection:
        report = drafts.draft(connection, world.catalogue, AN).report
        return [(line.key, line.typed.title, line.version) for line in lines(connection, report).lines]


def submit(world):
    with writing(world.engine) as connection:
        return drafts.submit(connection, world.catalogue, AN)


def answered(world):
    with writing(world.engine) as connection:
        drafts.save(connection, world.catalogue, AN, [Saving(q, given(answer), 0) for q, answer in WHOLE.items()])


def test_a_line_is_kept_from_the_first_letter_and_the_same_again_is_not_written_again(school_world):
    first, _ = save(school_world, "new1", Typed("Thư"))
    save(school_world, "new1", Typed("Thư"))
    second, overtaken = save(school_world, "new1", Typed("Thư viện số"), first.version)

    assert (first.version, second.version, overtaken) == (1, 2, False)
    assert titles(school_world) == [("new1", "Thư viện số", 2)]
    assert school_world.ask(queries.initiatives_of, "a", "2026-Q1").height == 0  # not filed yet


def test_who_has_not_seen_the_last_writing_overwrites_nothing(school_world):
    save(school_world, "new1", Typed("Thư viện số"))
    line, overtaken = save(school_world, "new1", Typed("Thư viện"), 0, who=BINH)

    assert (line.typed.title, line.by, overtaken) == ("Thư viện số", "an", True)
    gone, taken = save(school_world, "new1", None, 0, who=BINH)
    assert (gone.typed.title, taken) == ("Thư viện số", True)


def test_what_is_typed_over_filed_lines_is_filed_with_the_report(school_world):
    school_world.report("a", initiatives=["Một", "Hai"])
    assert titles(school_world) == [("1", "Một", 2), ("2", "Hai", 2)]
    save(school_world, "1", None, 2)
    save(school_world, "2", Typed("Hai", beneficiaries="1.200", cost="12,5"), 2)
    save(school_world, "new1", Typed("Ba"))
    assert titles(school_world) == [("2", "Hai", 3), ("new1", "Ba", 3)]

    assert submit(school_world).faults == ()

    filed = school_world.ask(queries.initiatives_of, "a", "2026-Q1").select("number", "title", "beneficiaries", "cost")
    assert filed.rows() == [(1, "Hai", 1200, 12.5), (2, "Ba", None, None)]
    assert [key for key, _, _ in titles(school_world)] == ["1", "2"]  # what was typed is history now


def test_a_number_that_cannot_be_read_is_kept_and_holds_the_report_back(school_world):
    answered(school_world)
    save(school_world, "new1", Typed("Thư viện số", beneficiaries="cả trường", cost="1,5 tỷ"))

    outcome = submit(school_world)

    assert [(fault.place, fault.values) for fault in outcome.faults] == [
        ("/initiatives/0/beneficiaries", {"text": "cả trường"}),
        ("/initiatives/0/cost", {"text": "1,5 tỷ"}),
    ]
    assert school_world.ask(queries.report_of, "a", "2026-Q1")["state"].item() == "draft"


def test_nothing_is_written_in_a_report_that_has_been_appraised(school_world):
    school_world.move(school_world.report("a"), "appraised")

    with pytest.raises(ReportError, match="has been appraised"):
        save(school_world, "new1", Typed("Thư viện số"))


def test_the_stamp_changes_with_each_change_and_with_nothing_else(school_world):
    def now():
        return school_world.ask(stamp, "a", "2026-Q1")

    seen = [now()]
    save(school_world, "new1", Typed("Thư viện số"))
    seen.append(now())
    with writing(school_world.engine) as connection:
        drafts.save(connection, school_world.catalogue, AN, [Saving("learners", Given(100.0), 0)])
    seen.append(now())
    answered(school_world)
    seen.append(now())
    submit(school_world)
    seen.append(now())
    # not a change: the same line once more
    save(school_world, "1", Typed("Thư viện số"), 1)

    assert len(set(seen)) == len(seen)
    assert now() == seen[-1]
