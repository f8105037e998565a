"""The register by a list: faults at their cells, rows that create, rename or do nothing, and nothing by halves."""

from datetime import date

import pytest

from store import queries
from store.faults import ReportError
from store.register_list import COLUMNS, foreseen, plan, read_lines
from tests.store.office import AT, REPORTING, TYPES, acting, enact

HEAD = ";".join(column.heading.vi for column in COLUMNS.values())
AS_IS = "a;Trường a;School a;school;;;;"
GOOD = "b;Trường mới;New school;school;;a;31/03/2026;1/QĐ"
RENAMED = "c;Trường đổi tên;School c;school;;;2026-03-31;1/QĐ"


@pytest.fixture
def who(world):
    world.units("a", "c")
    return acting(world.engine)


def planned(world, *rows):
    return plan(world.engine, read_lines("\n".join((HEAD, *rows)).encode(), "ds.csv"))


def foresee(world, who, of):
    return foreseen(world.engine, who, of, TYPES, REPORTING, AT)


def names(world):
    return dict(world.ask(queries.units, date(2026, 3, 31)).select("unit", "name_vi").iter_rows())


def test_every_faulty_row_is_named_by_its_cell_and_nothing_is_stored(world, who):
    of = planned(
        world,
        GOOD,
        "d;Trường;;moon;;;31/03/2026;",
        "e;Trường;School;school;99;;31/03/2026;1/QĐ",
        "f;Trường;School;school;;nobody;31/03/2026;1/QĐ",
        "g;Trường;School;school;;;31/02/2026;1/QĐ",
        GOOD,
    )

    with pytest.raises(ReportError) as refused:
        foresee(world, who, of)

    places = sorted(fault.place for fault in refused.value.faults)
    assert places == [f"ds.csv!{cell}" for cell in ("A7", "C3", "D3", "E4", "F5", "G6", "H3")]
    assert names(world) == {"a": "Trường a", "c": "Trường c"}


def test_a_list_creates_and_renames_what_was_foreseen_of_it(world, who):
    of = planned(world, AS_IS, GOOD, RENAMED)

    effect = foresee(world, who, of)
    assert (effect.units["unit"].to_list(), of.same) == (["b", "c"], 1)
    assert names(world) == {"a": "Trường a", "c": "Trường c"}

    enact(world.engine, who, *of.acts)
    assert names(world) == {"a": "Trường a", "b": "Trường mới", "c": "Trường đổi tên"}
    assert planned(world, AS_IS, GOOD, RENAMED).acts == ()


def test_rows_that_are_so_already_do_nothing(world, who):
    of = planned(world, AS_IS)

    assert (of.acts, of.same, of.faults) == ((), 1, ())
    assert foresee(world, who, of) is None


def test_a_coordinator_may_not_carry_a_list_out(world, who):
    coordinator = acting(world.engine, "coordinator", "bình", [("unit", "a")])
    of = planned(world, GOOD)

    with pytest.raises(ReportError, match="You may not do this"):
        foresee(world, coordinator, of)
    with pytest.raises(ReportError, match="You may not do this"):
        enact(world.engine, coordinator, *of.acts)
    assert "b" not in names(world)
