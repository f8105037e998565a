"""Accounts, sign-ins, links and recovery codes, as the store keeps them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from store.accounts import links, people, recovery, sessions
from store.accounts.people import AccountGiven
from store.faults import ReportError
from store.rights import Person, Reach
from store.schema import Invitation, RecoveryCode, Session, StoreState
from tests.door.conftest import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TICK = timedelta(seconds=1)


def demonstrate(connection):
    connection.execute(update(StoreState).values(demonstration=True))


def test_an_account_reaches_what_it_was_granted(connection, account):
    id_ = account("Lan", "lead", [("cluster", "dept-1"), ("province", "01")])

    reach = Reach((("cluster", "dept-1"), ("province", "01")))
    assert people.person(connection, id_) == Person(id_, "lan", "Lan", "lead", reach)


@pytest.mark.parametrize("role", ["leader", "administrator"])
def test_leaders_and_administrators_reach_everything(connection, account, role):
    assert people.person(connection, account("an", role, [])).reach == Reach(everywhere=True)


def test_everything_wrong_with_an_account_is_said_at_once(connection, account):
    account("lan")

    with pytest.raises(ReportError) as refused:
        people.add(connection, AccountGiven(" LAN ", "", "owner", (("planet", "mars"),)), NOW)

    assert str(refused.value).splitlines() == [
        "There is an account lan already. Choose another name.",
        "There is no role “owner”. The roles are coordinator, lead, reviewer, leader, administrator.",
        "There is no kind of branch “planet”. The kinds are unit, cluster, province, institution_type.",
    ]


def test_a_coordinator_of_nothing_is_refused(connection):
    with pytest.raises(ReportError) as refused:
        people.add(connection, AccountGiven("lan", "", "coordinator"), NOW)

    assert str(refused.value) == (
        "A coordinator reaches something: name a unit, a cluster, a province or an institution type."
    )


def test_the_store_keeps_neither_cookies_nor_links_nor_codes(connection, account):
    id_ = account()
    known = {sessions.start(connection, id_, NOW).cookie, links.make(connection, id_, "an", NOW)}
    known |= {code.replace("-", "") for code in recovery.make(connection, id_)}

    kept = {
        *connection.scalars(select(Session.digest)),
        *connection.scalars(select(Invitation.digest)),
        *connection.scalars(select(RecoveryCode.digest)),
    }

    assert len(kept) == 12
    assert not kept & known
    assert all(len(digest) == 64 for digest in kept)


def test_a_cookie_leads_to_its_session_and_the_session_to_the_person(connection, account):
    id_ = account()
    opened = sessions.start(connection, id_, NOW)

    found = sessions.of_cookie(connection, opened.cookie, NOW)

    assert (found.id, found.account, found.owed) == (opened.id, id_, "nothing")
    assert sessions.person_of(connection, opened.id, NOW).name == "lan"
    # not found: the public id is no cookie, and an edited cookie none of ours
    assert sessions.of_cookie(connection, opened.id, NOW) is None
    assert sessions.of_cookie(connection, opened.cookie[:-1] + "_", NOW) is None


def test_each_sign_in_has_values_of_its_own(connection, account):
    id_ = account()
    opened = [sessions.start(connection, id_, NOW) for _ in range(50)]

    assert len({each.cookie for each in opened}) == len({each.id for each in opened}) == 50


@pytest.mark.parametrize(
    ("after", "lasts"),
    [
        (sessions.IDLE - TICK, True),
        (sessions.IDLE, False),
    ],
)
def test_a_session_ends_when_nobody_uses_it(connection, account, after, lasts):
    cookie = sessions.start(connection, account(), NOW).cookie

    assert (sessions.of_cookie(connection, cookie, NOW + after) is not None) == lasts


def test_a_session_ends_for_good_however_much_it_is_used(connection, account):
    opened = sessions.start(connection, account(), NOW)
    moment = NOW
    while moment < NOW + sessions.LONGEST - HOUR:
        moment += HOUR
        sessions.see(connection, opened.id, moment)

    assert sessions.of_cookie(connection, opened.cookie, NOW + sessions.LONGEST - TICK) is not None
    assert sessions.of_cookie(connection, opened.cookie, NOW + sessions.LONGEST) is None


def test_a_rotated_cookie_counts_a_minute_more(connection, account):
    opened = sessions.start(connection, account(), NOW)
    later = NOW + sessions.ROTATED_EVERY

    fresh = sessions.rotate(connection, opened.id, later)

    assert sessions.of_cookie(connection, fresh, later).id == opened.id
    assert sessions.of_cookie(connection, opened.cookie, later + sessions.GRACE - TICK).id == opened.id
    assert sessions.of_cookie(connection, opened.cookie, later + sessions.GRACE) is None


def test_two_tabs_that_load_at_once_rotate_once(connection, account):
    opened = sessions.start(connection, account(), NOW)
    later = NOW + sessions.ROTATED_EVERY

    assert sessions.rotate(connection, opened.id, later) is not None
    assert sessions.rotate(connection, opened.id, later) is None


def test_who_owes_the_second_factor_is_nobody_yet_and_not_for_long(connection, account):
    opened = sessions.start(connection, account(), NOW, owed="factor")

    assert sessions.of_cookie(connection, opened.cookie, NOW).owed == "factor"
    assert sessions.person_of(connection, opened.id, NOW) is None
    assert sessions.of_cookie(connection, opened.cookie, NOW + sessions.OWING) is None


def test_ending_all_sessions_of_an_account_leaves_those_of_others(connection, account):
    lan, minh = account("lan"), account("minh")
    hers = [sessions.start(connection, lan, NOW) for _ in range(2)]
    his = sessions.start(connection, minh, NOW)

    sessions.end_all(connection, lan, NOW)

    assert [sessions.of_cookie(connection, each.cookie, NOW) for each in hers] == [None, None]
    assert sessions.person_of(connection, his.id, NOW).name == "minh"


def test_a_disabled_account_is_out_at_once_and_has_no_way_in(connection, account):
    id_ = account()
    opened, link = sessions.start(connection, id_, NOW), links.make(connection, id_, "an", NOW)

    people.disable(connection, id_)

    assert sessions.of_cookie(connection, opened.cookie, NOW) is None
    assert sessions.person_of(connection, opened.id, NOW) is None
    assert people.credentials(connection, "lan") is None
    assert links.account_of(connection, link, NOW) is None


def test_invented_people_exist_only_in_a_demonstration(connection, account):
    id_ = account("minh", "leader", [], demonstration=True)
    opened = sessions.start(connection, id_, NOW)

    assert people.demonstrators(connection) == []
    assert sessions.person_of(connection, opened.id, NOW) is None
    demonstrate(connection)
    assert people.demonstrators(connection) == [(id_, "Minh", "leader")]
    assert sessions.person_of(connection, opened.id, NOW).name == "minh"


def test_a_link_works_once_and_for_a_time(connection, account):
    id_ = account()
    link = links.make(connection, id_, "an", NOW)

    assert links.account_of(connection, link, NOW + links.LASTS - TICK) == (id_, "lan")
    assert links.account_of(connection, link, NOW + links.LASTS) is None
    assert links.use(connection, link, NOW)
    assert not links.use(connection, link, NOW)
    assert links.account_of(connection, link, NOW) is None


def test_a_new_link_makes_earlier_ones_void(connection, account):
    id_ = account()
    first, second = links.make(connection, id_, "an", NOW), links.make(connection, id_, "an", NOW)

    assert links.account_of(connection, first, NOW) is None
    assert links.account_of(connection, second, NOW) == (id_, "lan")


def test_a_recovery_code_works_once_however_it_is_typed(connection, account):
    lan, minh = account("lan"), account("minh")
    codes = recovery.make(connection, lan)

    assert len(set(codes)) == recovery.CODES
    assert not recovery.use(connection, minh, codes[0], NOW)
    assert recovery.use(connection, lan, f" {codes[0].upper().replace('-', ' ')}", NOW)
    assert not recovery.use(connection, lan, codes[0], NOW)
    assert recovery.use(connection, lan, codes[1], NOW)


def test_a_time_step_is_taken_once_and_never_an_older_one(connection, account):
    id_ = account()

    assert [people.take_step(connection, id_, step) for step in (7, 7, 6, 8)] == [True, False, False, True]
