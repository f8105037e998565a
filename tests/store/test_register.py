"""Units, places, clusters and rounds enter the store; what becomes of units leaves what was as it was."""

from datetime import date

import pytest
from sqlalchemy import select

from catalogue import Membership
from store import queries, register
from store.engine import writing
from store.faults import ReportError
from store.register import RoundGiven, UnitGiven
from store.schema import Province, UnitEvent, UnitSpell

NEW_YEAR = date(2026, 1, 1)
OLD_YEAR = date(2025, 12, 31)


@pytest.fixture
def change(world):
    def change(how, *args, **options):
        with writing(world.engine) as connection:
            how(connection, *args, **options)

    return change


def units_on(world, on):
    return world.ask(queries.units, on)["unit"].to_list()


def events(world):
    columns = (UnitEvent.kind, UnitEvent.on_date, UnitEvent.act, UnitEvent.before, UnitEvent.after)
    return world.ask(lambda connection: [tuple(r) for r in connection.execute(select(*columns).order_by(UnitEvent.id))])


def department(id_, province, opened, closed=None):
    return UnitGiven(id_, f"Sở {id_}", f"Department {id_}", "department", province, opened, closed)


def test_places_are_kept_once_and_take_what_changed(world, change):
    change(register.keep_places, world.catalogue.geography)
    version = world.version()
    kept = world.ask(lambda connection: connection.execute(select(Province.code, Province.valid_from)).all())

    change(register.keep_places, world.catalogue.geography)

    assert len(kept) == len(world.catalogue.geography.provinces)
    assert world.version() == version


def test_a_unit_takes_the_province_that_had_its_code_in_its_own_time(world, change):
    change(register.keep_places, world.catalogue.geography)
    before, after = date(2008, 8, 1), date(2025, 7, 1)
    units = [
        department("old", "08", before, date(2025, 6, 30)),
        department("new", "08", after),
        department("both", "08", before),
        department("none", None, before),
    ]

    change(register.add_units, units)

    columns = (UnitSpell.unit, UnitSpell.province, UnitSpell.province_from)
    spells = world.ask(lambda connection: connection.execute(select(*columns).order_by(UnitSpell.unit)).all())
    assert [tuple(spell) for spell in spells] == [
        ("both", "08", after),
        ("new", "08", after),
        ("none", None, None),
        ("old", "08", before),
    ]


def test_units_that_cannot_be_added_are_all_named_and_none_is(world, change):
    world.units("a")
    change(register.keep_places, world.catalogue.geography)
    ended = date(2025, 6, 30)

    with pytest.raises(ReportError) as refused:
        change(
            register.add_units,
            [department(*each) for each in (("a", None, ended), ("b", "99", ended), ("c", None, ended))],
        )

    assert str(refused.value).splitlines() == [
        "Unit a is in the register already. Use another code.",
        "Unit b: no province had the code 99 in its time. Use a code of the list of provinces.",
    ]
    assert units_on(world, NEW_YEAR) == ["a"]


def test_a_merger_ends_the_parts_the_day_before_and_keeps_what_they_were(world, change):
    world.units("a", "b")
    world.units("c", opened=NEW_YEAR)

    change(register.merge, ["a", "b"], "c", NEW_YEAR, "QĐ 1")

    assert (units_on(world, OLD_YEAR), units_on(world, NEW_YEAR)) == (["a", "b"], ["c"])
    assert events(world) == [("merge", NEW_YEAR, "QĐ 1", "a", "c"), ("merge", NEW_YEAR, "QĐ 1", "b", "c")]


def test_a_unit_may_take_another_in(world, change):
    world.units("a", "b")

    change(register.merge, ["a", "b"], "a", NEW_YEAR, "QĐ 1")

    assert units_on(world, NEW_YEAR) == ["a"]
    assert events(world) == [("merge", NEW_YEAR, "QĐ 1", "b", "a")]


def test_a_split_ends_the_whole_unless_it_goes_on_itself(world, change):
    world.units("a", "b")
    world.units("a1", "a2", "b2", opened=NEW_YEAR)

    change(register.split, "a", ["a1", "a2"], NEW_YEAR, "QĐ 2")
    change(register.split, "b", ["b", "b2"], NEW_YEAR, "QĐ 3")

    assert units_on(world, NEW_YEAR) == ["a1", "a2", "b", "b2"]
    assert [event[3:] for event in events(world)] == [("a", "a1"), ("a", "a2"), ("b", "b2")]


def test_a_closed_unit_is_there_until_the_day_before(world, change):
    world.units("a")

    change(register.close, "a", NEW_YEAR, "QĐ 4")

    assert (units_on(world, OLD_YEAR), units_on(world, NEW_YEAR)) == (["a"], [])
    assert events(world) == [("close", NEW_YEAR, "QĐ 4", "a", None)]


def test_a_renamed_unit_keeps_its_old_name_for_the_old_time(world, change):
    world.units("a")

    change(register.rename, "a", "Trường Mới", "New School", NEW_YEAR, "QĐ 5")

    names = [world.ask(queries.units, on).select("name_vi", "name_en").row(0) for on in (OLD_YEAR, NEW_YEAR)]
    assert names == [("Trường a", "School a"), ("Trường Mới", "New School")]


def test_a_moved_unit_is_in_its_old_place_for_the_old_time(world, change):
    change(register.keep_places, world.catalogue.geography)
    world.units("a", "parent")

    change(register.move_unit, "a", NEW_YEAR, "QĐ 6", province="01", parent="parent")

    places = [world.ask(queries.units, on).select("province", "parent").row(0) for on in (OLD_YEAR, NEW_YEAR)]
    assert places == [(None, None), ("01", "parent")]


@pytest.mark.parametrize(
    ("how", "args", "told"),
    [
        (register.merge, (["a", "x"], "b", NEW_YEAR, "QĐ"), "There is no unit x on 2025-12-31."),
        (register.merge, (["a"], "x", NEW_YEAR, "QĐ"), "There is no unit x on 2026-01-01."),
        (register.close, ("gone", NEW_YEAR, "QĐ"), "There is no unit gone on 2025-12-31."),
        (register.rename, ("a", "x", "x", date(2020, 1, 1), "QĐ"), "There is no unit a on 2019-12-31."),
        (register.move_unit, ("a", NEW_YEAR, "QĐ"), None),
    ],
)
def test_an_act_needs_the_units_that_it_names(world, change, how, args, told):
    world.units("a", "b")
    world.units("gone", closed=date(2025, 12, 30))
    options = {"province": "99"} if told is None else {}

    with pytest.raises(ReportError) as refused:
        change(how, *args, **options)

    assert str(refused.value).startswith(told or "There is no province 99 on 2026-01-01.")
    assert events(world) == []


def test_a_unit_changes_once_a_day(world, change):
    world.units("a")
    change(register.rename, "a", "x", "x", NEW_YEAR, "QĐ 5")

    with pytest.raises(ReportError, match="Unit a changes on 2026-01-01 already"):
        change(register.rename, "a", "y", "y", NEW_YEAR, "QĐ 6")


def test_clusters_are_kept_once_and_for_registered_units_alone(world, change):
    world.units("a", "b")
    fields = {"name_vi": "Cụm 1", "name_en": "Cluster 1", "institution_type": "school", "source": "test"}
    members = [
        Membership(cluster="1", unit="a", valid_from=date(2021, 1, 1), valid_to=OLD_YEAR, **fields),
        Membership(
            cluster="2", unit="a", valid_from=NEW_YEAR, **{**fields, "name_vi": "Cụm 2", "name_en": "Cluster 2"}
        ),
        Membership(cluster="1", unit="nobody", valid_from=NEW_YEAR, **fields),  # not kept
    ]

    change(register.add_clusters, members)
    change(register.add_clusters, members)

    clusters = [
        world.rows(lambda c, on=on: queries.units(c, on).select("unit", "cluster", "cluster_en"))
        for on in (OLD_YEAR, NEW_YEAR)
    ]
    assert clusters == [[("a", "1", "Cluster 1"), ("b", None, None)], [("a", "2", "Cluster 2"), ("b", None, None)]]


def test_a_round_is_added_once(world, change):
    world.rounds("q")
    dates = dict.fromkeys(("starts", "ends", "opens", "due"), NEW_YEAR)

    with pytest.raises(ReportError, match="There is a round q already"):
        change(register.add_rounds, [RoundGiven("q", "x", "x", "year", **dates)])


def test_a_demonstration_has_its_own_day(world, change):
    change(register.mark_demonstration, date(2026, 11, 20))

    assert world.ask(queries.state) == queries.State(data_version=1, demonstration=True, today=date(2026, 11, 20))
    assert world.ask(queries.today) == date(2026, 11, 20)
