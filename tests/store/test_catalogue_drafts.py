"""A catalogue version comes about as a draft, is tested, and is published; what was kept before stays as it is."""

from dataclasses import replace

import pytest

from store import catalogue_drafts as drafts
from store import log, queries, versions
from store.accounts import people
from store.accounts.people import AccountGiven
from store.acting import Acting
from store.engine import reading, writing
from store.faults import ReportError
from tests.store.small import INSTRUMENT, QUESTIONS
from tests.store.world import AT, messages

EASIER = INSTRUMENT.replace("best = 1\n", "best = 0.5\n")


def acting(world, role="administrator", name="quản-trị"):
    with writing(world.engine) as connection:
        people.add(connection, AccountGiven(name, name, role), AT)
        account, _ = people.named(connection, name)
        return Acting(people.person(connection, account), "203.0.113.7")


@pytest.fixture
def chief(world):
    return acting(world)


def done(world, function, *given):
    with writing(world.engine) as connection:
        return function(connection, *given, AT)


def begun(world, chief):
    done(world, drafts.begin, chief, world.catalogue.digest, world.catalogue.files)
    return world.ask(drafts.open_draft)


def changed(world, chief, **files):
    """The draft, begun if need be, with these files of the folder instruments or of none changed."""
    seen = world.ask(drafts.open_draft) or begun(world, chief)
    named = {f"instruments/{name}.toml" if name == "small" else f"{name}.toml": text for name, text in files.items()}
    done(world, drafts.change, chief, seen, named)
    return world.ask(drafts.open_draft)


def refused(world, function, *given):
    with pytest.raises(ReportError) as error:
        done(world, function, *given)
    return messages(error.value.faults)


def told(world):
    return world.ask(log.entries).select("by", "address", "action", "before", "after").rows()


def test_a_store_without_a_publication_is_judged_by_the_shipped_catalogue(world):
    assert world.ask(versions.published) is None
    assert world.ask(versions.in_force, lambda: world.catalogue) is world.catalogue


def test_a_published_draft_is_in_force_and_earlier_reports_keep_their_version(school_world, chief):
    report = school_world.report("a")
    draft = changed(school_world, chief, small=EASIER)
    assert done(school_world, drafts.test, chief, draft) == ()

    digest = done(school_world, drafts.publish, chief, draft, " Chỉ tiêu mới theo Kế hoạch số 12. ")

    now = school_world.ask(versions.in_force)
    assert (now.digest, now.instruments["small"].indicators[0].best) == (digest, 0.5)
    assert (
        school_world.ask(versions.kept_catalogue, school_world.catalogue.digest).instruments["small"].indicators[0].best
        == 1
    )
    assert school_world.rows(lambda c: queries.reports(c, "2026-Q1").select("report", "catalogue")) == [
        (report, school_world.catalogue.digest)
    ]
    assert school_world.rows(versions.publications) == [
        (1, digest, "Chỉ tiêu mới theo Kế hoạch số 12.", "quản-trị", AT)
    ]
    assert set(school_world.rows(lambda c: versions.versions(c).select("digest", "reports"))) == {
        (digest, 0),
        (school_world.catalogue.digest, 1),
    }
    assert school_world.ask(drafts.open_draft) is None


def test_each_step_is_in_the_log_with_before_and_after(world, chief):
    draft = changed(world, chief, small=EASIER)
    done(world, drafts.test, chief, draft)
    digest = done(world, drafts.publish, chief, draft, "Nới chỉ tiêu.")

    publish, test, change, begin = told(world)
    who = ("quản-trị", "203.0.113.7")
    assert publish == (*who, "publish catalogue", "", "Nới chỉ tiêu.")
    assert test == (*who, "test catalogue draft", "", digest)
    assert begin == (*who, "begin catalogue draft", "", world.catalogue.digest)
    assert change[2] == "change catalogue draft"
    assert change[3].startswith("instruments/small.toml: ")
    assert change[3] != change[4]


def test_a_test_names_all_faults_at_once_with_file_and_entry(world, chief):
    draft = changed(world, chief, small=EASIER.replace('of = "devices"', 'of = "computers"'), gaps="nonsense\n")

    faults = messages(done(world, drafts.test, chief, draft))

    line = INSTRUMENT.splitlines().index('id = "devices_per_learner"') + 1
    where = f"instruments/small.toml:{line}: indicator devices_per_learner: "
    assert sorted(faults) == [
        "gaps.toml: not readable as TOML: Expected '=' after a key in a key/value pair (at line 1, column 9)",
        next(fault for fault in faults if fault.startswith(where) and "computers" in fault),
    ]
    assert world.ask(drafts.open_draft).tested is None


def test_what_units_in_being_need_may_not_go(school_world, chief):
    text = 'id = "school"'
    types = school_world.catalogue.files["institution_types.toml"].replace(text, 'id = "lycee"')
    draft = changed(school_world, chief, institution_types=types, small=INSTRUMENT.replace('"school"', '"lycee"'))

    assert messages(done(school_world, drafts.test, chief, draft)) == [
        "Units of the type “school” are in being, and institution_types.toml does not have it. Put it back."
    ]


def test_only_what_was_tested_as_it_stands_and_is_new_and_says_why_is_published(world, chief):
    draft = begun(world, chief)

    assert refused(world, drafts.publish, chief, draft, "  ") == [drafts.NO_NOTE, drafts.UNTESTED]

    draft = changed(world, chief, small=EASIER)
    done(world, drafts.test, chief, draft)
    draft = changed(world, chief, small=EASIER.replace("0.5", "0.4"))  # after the test
    assert refused(world, drafts.publish, chief, draft, "Nới chỉ tiêu.") == [drafts.UNTESTED]

    done(world, drafts.test, chief, draft)
    digest = done(world, drafts.publish, chief, draft, "Nới chỉ tiêu.")
    done(world, drafts.begin, chief, digest, {})
    again = world.ask(drafts.open_draft)
    done(world, drafts.test, chief, again)
    assert refused(world, drafts.publish, chief, again, "Như cũ.") == [drafts.NOTHING_NEW]


def test_an_earlier_version_is_put_into_force_again_by_a_draft_from_it(world, chief):
    first = world.catalogue.digest
    draft = changed(world, chief, small=EASIER)
    done(world, drafts.test, chief, draft)
    done(world, drafts.publish, chief, draft, "Nới chỉ tiêu.")

    done(world, drafts.begin, chief, first, {})
    back = world.ask(drafts.open_draft)
    done(world, drafts.test, chief, back)
    done(world, drafts.publish, chief, back, "Trở lại chỉ tiêu cũ.")

    assert world.ask(versions.published) == first


def test_two_who_work_on_a_draft_do_not_overwrite_each_other(world, chief):
    seen = begun(world, chief)
    other = acting(world, name="an")
    changed(world, other, small=EASIER)

    assert refused(world, drafts.change, chief, seen, {"questions.toml": QUESTIONS}) == [
        "an has changed the draft meanwhile. Look at it, then try again."
    ]
    assert refused(world, drafts.begin, other, world.catalogue.digest, {}) == [
        "There is a draft already, begun by quản-trị. Go on with it, or drop it first."
    ]
    done(world, drafts.drop, chief, world.ask(drafts.open_draft))
    assert refused(world, drafts.drop, chief, seen) == [drafts.NO_DRAFT]


def test_a_file_as_it_was_is_no_change_and_lines_end_in_one_way(world, chief):
    windows = "\ufeff" + INSTRUMENT.replace("\n", "\r\n")
    assert changed(world, chief, small=EASIER).changes == {"instruments/small.toml": EASIER}
    assert changed(world, chief, small=windows).changes == {}


def test_a_file_that_is_no_catalogue_file_is_refused(world, chief):
    strange = [
        "../gaps.toml",
        "/gaps.toml",
        "places/../gaps.toml",
        "instruments/a/b.toml",
        "loader.py",
        "Gaps.toml",
        "",
    ]

    assert refused(world, drafts.change, chief, begun(world, chief), dict.fromkeys(strange, "x")) == [
        drafts.NO_PATH.format(path=path) for path in strange
    ]


def test_the_right_is_asked_again_at_the_moment_of_writing(world, chief):
    draft = changed(world, chief, small=EASIER)
    with writing(world.engine) as connection:
        people.disable(connection, chief.person.account)
    # not enough: whoever was an administrator when the page was drawn, and a leader
    leader = acting(world, "leader", "bình")
    before = len(told(world))

    for who in (chief, leader, replace(leader, person=replace(leader.person, role="administrator"))):
        assert refused(world, drafts.test, who, draft) == [
            "You may not do this (any more). Sign in again, or ask an administrator."
        ]
    assert len(told(world)) == before


def test_what_is_published_is_read_from_the_store_alone(world, chief, monkeypatch):
    draft = changed(world, chief, small=EASIER)
    done(world, drafts.test, chief, draft)
    digest = done(world, drafts.publish, chief, draft, "Nới chỉ tiêu.")
    monkeypatch.setattr(versions, "_REBUILT", {})

    with reading(world.engine) as connection:
        assert versions.in_force(connection).digest == digest
