"""What an administrator does to the accounts of others: safeguarded, logged, and asked for again at each act."""

from datetime import timedelta

import polars as pl
import pytest

from store import log
from store.accounts import administration, directory, links, people, recovery, roll, sessions
from store.accounts.administration import GONE, LAST, OWN
from store.accounts.people import AccountGiven
from store.accounts.roll import read_lines
from store.acting import NO_LONGER, Acting
from store.faults import ReportError
from tests.door.conftest import NOW

LAN = AccountGiven("Lan", "Trần Thị Lan", "coordinator", (("unit", "SGD-01"),))
KNOWN = [("unit", "SGD-01"), ("unit", "SGD-79"), ("province", "01"), ("institution_type", "vocational")]


@pytest.fixture
def chief(connection, account):
    return Acting(people.person(connection, account("an", "administrator", ())), "203.0.113.7")


def told(connection):
    return log.entries(connection).select("by", "address", "action", "subject", "before", "after").rows()


def refused(function, *given, **more):
    with pytest.raises(ReportError) as error:
        function(*given, **more)
    return [str(fault) for fault in error.value.faults]


def state_of(connection, name):
    return directory.accounts(connection, NOW).row(by_predicate=pl.col("name") == name, named=True)


def test_somebody_is_invited_by_a_link_that_works_once_and_ends(connection, chief):
    invited = administration.invite(connection, chief, LAN, NOW)

    assert (invited.name, invited.shown_as, invited.ends_at) == ("lan", "Trần Thị Lan", NOW + timedelta(days=7))
    assert links.account_of(connection, invited.secret, NOW)[1] == "lan"
    assert links.account_of(connection, invited.secret, invited.ends_at) is None
    after = "Trần Thị Lan; coordinator; unit:SGD-01"
    assert told(connection) == [("an", "203.0.113.7", "add account", "lan", "", after)]
    assert invited.secret not in str(told(connection))


def test_a_new_link_voids_the_one_before(connection, chief):
    first = administration.invite(connection, chief, LAN, NOW)
    account, _ = people.named(connection, "lan")

    again = administration.renew_link(connection, chief, account, NOW)

    assert links.account_of(connection, first.secret, NOW) is None
    assert links.account_of(connection, again.secret, NOW) == (account, "lan")


def test_the_directory_tells_who_is_invited_active_or_disabled(connection, chief, account):
    administration.invite(connection, chief, LAN, NOW)
    active, off = account("minh", "leader", ()), account("hoa", "leader", ())
    people.choose_password(connection, active, "hash")
    people.choose_factor(connection, active, "SECRET")
    sessions.start(connection, active, NOW - timedelta(hours=30))  # has lasted too long without being used
    sessions.start(connection, active, NOW - timedelta(hours=1))
    sessions.start(connection, active, NOW, owed="factor")  # not in yet
    administration.admit(connection, chief, off, NOW, admitted=False)

    listed = directory.accounts(connection, NOW).drop("account", "shown_as")
    assert listed.columns == ["name", "role", "has_factor", "last_sign_in", "link_ends", "sessions", "state"]
    assert listed.rows() == [
        ("an", "administrator", False, None, None, 0, "invited"),
        ("hoa", "leader", False, None, None, 0, "disabled"),
        ("lan", "coordinator", False, None, NOW + timedelta(days=7), 0, "invited"),
        ("minh", "leader", True, NOW - timedelta(hours=1), None, 2, "active"),
    ]
    assert directory.grants(connection).drop("account").rows() == [("unit", "SGD-01")]


def test_a_change_is_told_with_how_it_was_and_no_change_is_not(connection, chief, account):
    minh = account("minh")
    given = AccountGiven("minh", "Minh", "reviewer", (("institution_type", "vocational"),))

    assert administration.change(connection, chief, minh, given, NOW)
    assert not administration.change(connection, chief, minh, given, NOW)

    assert told(connection) == [
        (
            *("an", "203.0.113.7", "change account", "minh"),
            *("Minh; coordinator; unit:SGD-01", "Minh; reviewer; institution_type:vocational"),
        )
    ]
    # branches mean nothing for who reads everything
    leader = AccountGiven("minh", "Minh", "leader", (("unit", "SGD-01"),))
    administration.change(connection, chief, minh, leader, NOW)
    assert administration.standing(connection, minh) == "Minh; leader"


def test_whoever_is_disabled_or_sent_out_is_out_in_every_tab(connection, chief, account):
    lan = account()
    first, second = (sessions.start(connection, lan, NOW).id for _ in range(2))

    administration.end_sessions(connection, chief, lan, NOW)
    assert [sessions.of_id(connection, id_, NOW) for id_ in (first, second)] == [None, None]

    third = sessions.start(connection, lan, NOW).id
    administration.admit(connection, chief, lan, NOW, admitted=False)
    administration.admit(connection, chief, lan, NOW, admitted=True)
    assert sessions.of_id(connection, third, NOW) is None
    assert people.person(connection, lan).name == "lan"
    assert [row[2] for row in told(connection)] == ["enable account", "disable account", "end sessions"]


def test_a_lost_second_step_is_taken_off_or_helped_by_new_codes(connection, chief, account):
    lan = account()
    assert refused(administration.new_codes, connection, chief, lan, NOW) == [
        "lan has no second step at sign-in, and so needs no codes."
    ]
    people.choose_factor(connection, lan, "SECRET")

    codes = administration.new_codes(connection, chief, lan, NOW)
    assert recovery.use(connection, lan, codes[0], NOW)

    administration.drop_factor(connection, chief, lan, NOW)
    assert people.credentials_of(connection, lan).factor is None
    assert not recovery.use(connection, lan, codes[1], NOW)
    assert all(code not in str(told(connection)) for code in codes)


def test_nobody_changes_the_own_account_here(connection, chief):
    own = chief.person.account
    acts = [administration.renew_link, administration.end_sessions, administration.drop_factor]

    assert [refused(act, connection, chief, own, NOW) for act in acts] == [[OWN]] * 3
    assert refused(administration.admit, connection, chief, own, NOW, admitted=False) == [OWN]
    assert refused(administration.change, connection, chief, own, LAN, NOW) == [OWN]
    assert refused(administration.renew_link, connection, chief, 999, NOW) == [GONE]


def test_the_last_administrator_stays(connection, chief, account):
    """Between administrators this cannot come up, since one acts and stays; the command line has nobody who stays."""
    assert people.is_last_administrator(connection, chief.person.account)
    other = account("bình", "administrator", ())
    # not the last: each of the two has the other
    assert not people.is_last_administrator(connection, chief.person.account)
    assert not people.is_last_administrator(connection, other)
    administration.admit(connection, chief, other, NOW, admitted=False)
    assert people.is_last_administrator(connection, chief.person.account)
    assert LAST.startswith("{name} is the last")


@pytest.mark.parametrize("role", ["coordinator", "lead", "reviewer", "leader"])
def test_only_an_administrator_does_any_of_this(connection, account, role):
    somebody = Acting(people.person(connection, account("hoa", role)), "203.0.113.7")
    lan = account()

    assert refused(administration.invite, connection, somebody, LAN, NOW) == [NO_LONGER]
    assert refused(administration.renew_link, connection, somebody, lan, NOW) == [NO_LONGER]
    assert refused(roll.apply, connection, somebody, [], KNOWN, NOW) == [NO_LONGER]
    assert told(connection) == []


HEAD = "Tên đăng nhập;Họ và tên;Vai trò;Phạm vi\r\n"


def of_csv(*lines, head=HEAD):
    return read_lines(("\ufeff" + head + "\r\n".join(lines)).encode(), "ds.csv")


def test_a_list_is_judged_line_by_line_before_anything_changes(connection, chief, account):
    account("cũ", "leader", (), demonstration=False)
    account("minh")
    lines = of_csv(
        "lan;Trần Thị Lan;Đầu mối của đơn vị;SGD-01",
        "cũ;Cũ;Lãnh đạo Bộ;",
        "Minh;Minh;reviewer;institution_type:vocational, SGD-79",
    )

    found = roll.judged(connection, chief, lines, KNOWN)

    assert [(each.line.name, each.outcome, each.before, each.after) for each in found] == [
        ("lan", "new", "", "Trần Thị Lan; coordinator; unit:SGD-01"),
        ("cũ", "unchanged", "Cũ; leader", "Cũ; leader"),
        (
            *("Minh", "changed", "Minh; coordinator; unit:SGD-01"),
            "Minh; reviewer; institution_type:vocational; unit:SGD-79",
        ),
    ]
    assert told(connection) == []

    invited = roll.apply(connection, chief, lines, KNOWN, NOW)

    assert [each.name for each in invited] == ["lan"]
    assert [(row[2], row[3]) for row in told(connection)] == [("add account", "lan"), ("change account", "minh")]
    again = roll.judged(connection, chief, lines, KNOWN)
    assert [each.outcome for each in again] == ["unchanged"] * 3


def test_a_list_with_one_faulty_line_changes_nothing_and_names_every_fault(connection, chief):
    lines = of_csv(
        "lan;Trần Thị Lan;Đầu mối của đơn vị;SGD-01",
        "hai tên;;Người quản lý;SGD-99",
        "LAN;Lan;Đầu mối của đơn vị;",
        "an;An;Lãnh đạo Bộ;",  # oneself
    )

    assert refused(roll.apply, connection, chief, lines, KNOWN, NOW) == [
        "ds.csv!C3: There is no role “Người quản lý”. Write one of: Đầu mối của đơn vị, Phụ trách cụm hoặc tỉnh, "
        "Người thẩm định, Lãnh đạo Bộ, Quản trị viên.",
        "ds.csv!D3: There is no unit, cluster, province or institution type “SGD-99”. Copy it from the list.",
        "ds.csv!A3: A name to sign in by has no spaces; write a short one or an e-mail address.",
        "ds.csv!D4: A coordinator reaches something: name a unit, a cluster, a province or an institution type.",
        "ds.csv!A4: lan stands in ds.csv!A2 already. Keep one of the two lines.",
        f"ds.csv!A5: {OWN}",
    ]
    assert directory.accounts(connection, NOW)["name"].to_list() == ["an"]
    assert told(connection) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "No row has the headings"),
        (HEAD.encode(), "The list has no line below its headings."),
        ("Tên;Vai trò\nlan;leader".encode(), "No row has the headings"),
        ((HEAD + "lan;Trần Thị Lan;leader;").encode("cp1258", "replace"), "The letters of the file cannot be read"),
        (HEAD.encode() + b"lan\0;Lan;leader;", "cannot be read as a table"),
        (HEAD.encode() + b";\n" * 5001, "reaches beyond row 5000"),
        (HEAD.encode() + b"x" * 2_100_000, "2.1 MB"),
        (b"PK\x03\x04 no zip", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password or in the old .xls form"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_words(data, says):
    (message,) = refused(read_lines, data, "ds.csv")

    assert says in message


def test_a_list_is_read_whatever_its_separator_and_the_order_of_its_columns():
    comma = of_csv('leader,"SGD-01, SGD-79",Lan,lan', head="Role,Reach,Full name,Sign-in name\r\n")

    assert [(each.name, each.shown_as, each.role, each.branches) for each in comma] == [
        ("lan", "Lan", "leader", "SGD-01, SGD-79")
    ]
