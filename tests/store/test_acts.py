"""Acts of the register: foreseen before they are written, carried out whole or not at all, undone by another act."""

import json
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from store import log, queries
from store.accounts import people
from store.acts import Change, Close, Create, Join, Merge, RenameCluster, Reopen, Split
from store.carrying_out import carry_out
from store.engine import writing
from store.faults import ReportError
from store.queries.register import cluster_spells, spells, unit_events
from store.register import UnitGiven
from store.schema import Unit
from tests.store.office import AT, TYPES, acting, enact, foreseen
from tests.store.world import submission

DAY, BEFORE = date(2026, 3, 31), date(2026, 3, 30)
NEXT = date(2026, 4, 1)
ACT = {"on": DAY, "act": "1/QĐ"}


@pytest.fixture
def who(engine):
    return acting(engine)


def founded(id_, on=DAY, **fields):
    return UnitGiven(id_, f"Trường {id_}", f"School {id_}", "school", None, on, **fields)


def units_on(world, on):
    return world.ask(queries.units, on)["unit"].to_list()


def test_whoever_administers_no_more_changes_nothing(world, who):
    world.units("a")
    with writing(world.engine) as connection:
        people.disable(connection, who.person.account)
    reviewer = acting(world.engine, "reviewer", "bình", [("unit", "a")])

    for somebody in (who, reviewer):
        with pytest.raises(ReportError, match="You may not do this"):
            enact(world.engine, somebody, Close(unit="a", **ACT))

    assert units_on(world, DAY) == ["a"]


def test_an_act_is_noted_with_what_was_and_what_is(world, who):
    world.units("a")
    version = world.version()

    enact(world.engine, who, Change(unit="a", name_vi="Trường Mới", **ACT))

    entry = world.ask(log.entries).row(0, named=True)
    assert (entry["by"], entry["address"], entry["action"], entry["subject"]) == ("an", "10.0.0.1", "change unit", "a")
    assert json.loads(entry["before"])["a"]["name_vi"] == "Trường a"
    after = json.loads(entry["after"])
    assert (after["on"], after["act"], after["units"]["a"]["name_vi"]) == ("2026-03-31", "1/QĐ", "Trường Mới")
    assert world.version() > version


def test_all_rows_of_a_list_are_judged_and_none_is_kept_if_one_is_refused(world, who):
    world.units("a", "b")
    acts = [
        Change(unit="a", name_vi="x", **ACT),
        Change(unit="nobody", name_vi="x", **ACT),
        Change(unit="b", name_en="", institution_type="moon", **ACT),
        Create(unit=founded("ký tự"), on=DAY, act=""),
    ]

    with pytest.raises(ReportError) as refused:
        enact(world.engine, who, *acts)

    assert str(refused.value).splitlines() == [
        "2: There is no unit nobody on 2026-03-30. Use the code of a unit in being on that day.",
        "3: There is no institution type “moon”. The types are: school, office.",
        "4: There is no number of a document. Enter it, for example 1234/QĐ-BGDĐT.",
        "4: “ký tự” is no code. Use letters without marks, digits, dots and dashes, 32 at most.",
    ]
    assert world.ask(queries.units, DAY)["name_vi"].to_list() == ["Trường a", "Trường b"]


@pytest.mark.parametrize(("on", "leaves"), [(DAY, True), (NEXT, False)], ids=["on its last day", "the day after"])
def test_a_merger_takes_the_parts_out_of_a_round_only_if_it_comes_before_the_round_is_over(world, who, on, leaves):
    world.units("a", "b", "c")
    world.units("new", opened=on)
    world.units("late", opened=date(2026, 3, 15))  # in being for half the round: reports
    world.units("gone", closed=date(2026, 3, 15))  # not included: in being for the other half
    world.rounds("q")
    world.report("a", "q")
    world.file(submission("b", "q", submit=False, learners=5))
    merge = Merge(parts=("a", "b"), into="new", on=on, act="1/QĐ")

    effect = foreseen(world.engine, who, merge)

    rounds = [("q", 5, 3, 0, 2, 0)] if leaves else []  # the new unit is in being before it takes the others in
    assert effect.rounds.rows() == (rounds if on == DAY else [])
    assert effect.reports.rows() == ([("a", "q", "submitted"), ("b", "q", "draft")] if leaves else [])
    assert effect.types.rows() == [("school", 5, 3)]
    assert effect.units.select("unit", "name_vi", "name_vi_after").rows() == [
        ("a", "Trường a", None),
        ("b", "Trường b", None),
    ]
    assert units_on(world, on) == ["a", "b", "c", "late", "new"]  # nothing is written by foreseeing
    assert world.ask(log.entries).filter(pl.col("action") == "merge units").is_empty()

    enact(world.engine, who, merge)

    assert units_on(world, on) == ["c", "late", "new"]
    (outcome,) = world.file(submission("b", "q"))
    assert outcome.refused is leaves


def test_the_effect_names_accounts_clusters_and_those_below(world, who):
    world.units("a", "b")
    world.units("child", parent="a")
    world.rounds("q")
    enact(world.engine, who, Join(units=("a", "b"), cluster="1", name_vi="Cụm 1", name_en="Cluster 1", **ACT))
    acting(world.engine, "coordinator", "lan", [("unit", "a")])
    acting(world.engine, "coordinator", "minh", [("unit", "b")])  # not included: b goes on

    effect = foreseen(world.engine, who, Close(unit="a", on=NEXT, act="2/QĐ"))
    regrouped = foreseen(world.engine, who, Join(units=("b",), cluster=None, on=NEXT, act="3/QĐ"))

    assert effect.holders.rows() == [("lan", "lan", "coordinator", "a")]
    assert effect.below["unit"].to_list() == ["child"]
    assert effect.units.select("unit", "cluster", "cluster_after").rows() == [("a", "1", None)]
    assert regrouped.units.select("unit", "cluster", "cluster_after").rows() == [("b", "1", None)]
    assert regrouped.rounds.is_empty()  # the round is over by then


def test_a_unit_founded_by_a_merger_and_those_of_a_split_open_that_day(world, who):
    world.units("a", "b", "c")

    enact(world.engine, who, Merge(parts=("a", "b"), into="n", founded=founded("n"), **ACT))
    enact(world.engine, who, Split(unit="c", into=("c", "d"), founded=(founded("d"),), **ACT))

    assert (units_on(world, BEFORE), units_on(world, DAY)) == (["a", "b", "c"], ["c", "d", "n"])
    kinds = world.ask(unit_events, "n").select("kind", "before", "after").rows()
    assert kinds == [("open", "n", "n"), ("merge", "a", "n"), ("merge", "b", "n")]


def test_an_ending_that_was_a_mistake_is_undone_by_another_act_and_both_stay_on_record(world, who):
    world.units("a", "b")
    enact(world.engine, who, Merge(parts=("a",), into="b", **ACT))
    assert world.ask(queries.descent, BEFORE, NEXT)["origin"].to_list() == ["a"]

    with pytest.raises(ReportError, match="Unit a did not end on 2026-03-31"):
        enact(world.engine, who, Reopen(unit="a", on=NEXT, act="2/QĐ"))
    enact(world.engine, who, Reopen(unit="a", on=DAY, act="2/QĐ"))

    assert units_on(world, NEXT) == ["a", "b"]
    assert world.ask(unit_events, "a").select("kind", "act").rows() == [("merge", "1/QĐ"), ("reopen", "2/QĐ")]
    assert world.ask(queries.descent, BEFORE, NEXT).is_empty()


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (Close(unit="a", on=NEXT, act="2"), "There is no unit a on 2026-03-31."),
        (Close(unit="a", on=DAY, act="2"), "Unit a ends on 2026-03-30 already."),
        (Close(unit="b", on=BEFORE, act="2"), "Unit b changes on 2026-03-31 already. Choose another day."),
        (Change(unit="b", parent="b", on=NEXT, act="2"), "b would be its own superior. Choose another one."),
        (Change(unit="b", parent="a", on=NEXT, act="2"), "There is no unit a on 2026-04-01."),
        (Change(unit="b", name_vi="Mới", on=NEXT, act="2"), "Unit b is all that already. Change something."),
        (Merge(parts=(), into="b", on=NEXT, act=" "), "There is no number of a document."),
    ],
)
def test_an_act_that_contradicts_what_is_known_is_refused_in_words(world, who, second, told):
    world.units("a", "b")
    enact(world.engine, who, Close(unit="a", **ACT), Change(unit="b", name_vi="Mới", **ACT))

    with pytest.raises(ReportError) as refused:
        enact(world.engine, who, second)

    assert str(refused.value).startswith(told)


def test_a_cluster_is_joined_left_and_renamed_from_a_day_on(world, who):
    world.units("a", "b")
    names = {"name_vi": "Cụm 1", "name_en": "Cluster 1"}
    with pytest.raises(ReportError, match="Cluster 1 is new on 2026-03-31"):
        enact(world.engine, who, Join(units=("a",), cluster="1", **ACT))

    enact(world.engine, who, Join(units=("a", "b"), cluster="1", **names, **ACT))
    enact(world.engine, who, Join(units=("b",), cluster=None, on=NEXT, act="2/QĐ"))
    enact(world.engine, who, RenameCluster(cluster="1", name_vi="Khối 1", name_en="Block 1", on=NEXT, act="3/QĐ"))

    assert world.ask(cluster_spells).select("unit", "valid_from", "valid_to", "name_vi", "act").rows() == [
        ("a", DAY, DAY, "Cụm 1", "1/QĐ"),
        ("a", NEXT, None, "Khối 1", "3/QĐ"),
        ("b", DAY, DAY, "Cụm 1", "1/QĐ"),
    ]
    with pytest.raises(ReportError, match="Unit a changes its cluster on 2026-04-01 already"):
        enact(world.engine, who, Join(units=("a",), cluster="2", name_vi="x", name_en="x", **ACT))


IDS, DAYS = st.sampled_from("abc"), st.dates(date(2026, 1, 1), date(2026, 1, 12))
WORDS = st.sampled_from(["x", "y"])
ACTS = st.one_of(
    st.builds(lambda on, id_: Create(on=on, act="1", unit=founded(id_, on)), DAYS, st.sampled_from("de")),
    st.builds(lambda on, id_, name: Change(on=on, act="1", unit=id_, name_vi=name), DAYS, IDS, WORDS),
    st.builds(lambda on, id_: Close(on=on, act="1", unit=id_), DAYS, IDS),
    st.builds(lambda on, id_: Reopen(on=on, act="1", unit=id_), DAYS, IDS),
    st.builds(
        lambda on, parts, into: Merge(on=on, act="1", parts=tuple(sorted(parts)), into=into), DAYS, st.sets(IDS), IDS
    ),
    st.builds(lambda on, id_, into: Split(on=on, act="1", unit=id_, into=tuple(sorted(into))), DAYS, IDS, st.sets(IDS)),
    st.builds(
        lambda on, id_, to: Join(on=on, act="1", units=(id_,), cluster=to, name_vi="x", name_en="x"),
        *(DAYS, IDS, st.sampled_from(["1", "2", None])),
    ),
)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=8))
def test_whatever_becomes_of_units_each_has_one_spell_on_each_day_of_its_life_and_a_rename_moves_no_total(world, acts):
    with writing(world.engine) as connection:
        example = connection.begin_nested()
        world_units = [UnitGiven(id_, id_, id_, "school", None, date(2025, 12, 1)) for id_ in "abc"]
        from store.register import add_units

        add_units(connection, world_units)
        account = people.add(connection, people.AccountGiven("an", "an", "administrator"), AT)
        from store.acting import Acting

        who = Acting(people.person(connection, account), "")
        for act in acts:
            before = [queries.units(connection, act.on).height, queries.units(connection, act.on - timedelta(1)).height]
            try:
                carry_out(connection, who, [act], TYPES, AT)
            except ReportError:
                continue
            if isinstance(act, Change | Join):
                after = [queries.units(connection, act.on + timedelta(n)).height for n in (0, -1)]
                assert after == before
        held, lives = spells(connection), connection.execute(select(Unit.id, Unit.opened, Unit.closed)).all()
        belong = cluster_spells(connection)
        for day in (date(2025, 12, 20) + timedelta(days) for days in range(40)):
            alive = sorted(u.id for u in lives if u.opened <= day and (u.closed is None or day <= u.closed))
            for rows, once in ((held, True), (belong, False)):
                runs = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
                there = rows.filter(runs)["unit"].to_list()
                assert sorted(there) == alive if once else len(set(there)) == len(there) and set(there) <= set(alive)
        example.rollback()
