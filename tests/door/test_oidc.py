"""Coming in with another sign-in service, which runs as a process of its own."""

from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from dashboard.door.oidc_settings import Provider
from dashboard.door.settings import Settings
from store import log
from store.accounts import identities, people, sessions
from store.engine import reading, writing
from store.schema import LogEntry
from tests.door.conftest import NOW
from tests.door.provider import consent, providing
from tests.door.site import Site

SECRET = b"3f9a1c0b7d2e4856a1b0c9d8e7f60514"
LAN = {"sub": "1001", "preferred_username": "lan", "name": "Trần Thị Lan", "duty": {"roles": ["Đầu mối"]}, "unit": "01"}
HOA = {"sub": "1002", "preferred_username": "hoa", "name": "Lê Hoa", "duty": {"roles": ["Kế toán", "Lãnh đạo"]}}
# not let in: a person without a role that means anything here, and one without a unit
BINH = {"sub": "1003", "preferred_username": "binh", "name": "Bình", "duty": {"roles": ["Kế toán"]}, "unit": "01"}
MINH = {"sub": "1004", "preferred_username": "minh", "name": "Minh", "duty": {"roles": ["Đầu mối"]}}


@pytest.fixture(scope="module")
def issuer():
    with providing(LAN, HOA, BINH, MINH) as address:
        yield address


@pytest.fixture
def site(file_engine, issuer):
    """A ministry's service makes accounts by its claims, an office's lets in those who are registered."""
    ministry = Provider(
        id="ministry",
        name_vi="Bộ Giáo dục và Đào tạo",
        name_en="Ministry of Education and Training",
        issuer=issuer,
        client_id="thidua",
        client_secret=SecretStr("shared with the service"),
        arrival="create",
        role="duty.roles",
        roles={"Lãnh đạo": "leader", "Đầu mối": "coordinator"},
        branches={"unit": "unit"},
        ids={"01": "SGD-01"},
    )
    office = ministry.model_copy(
        update={"id": "office", "name_vi": "Văn phòng", "arrival": "match", "role": "", "roles": {}, "branches": {}}
    )
    return Site(file_engine, settings=Settings(SECRET, providers=(ministry, office)))


@pytest.fixture
def visitor(site):
    with site.visitor() as visitor:
        yield visitor


def come(visitor, subject, service="ministry", query=""):
    """To the service and back, as a browser goes; the answer to coming back."""
    away = visitor.see(f"/login/sso/{service}{query}")
    assert away.status_code == 303, away.text
    return visitor.see(consent(away.headers["location"], subject))


def logged(site):
    with reading(site.engine) as connection:
        columns = (LogEntry.by, LogEntry.action, LogEntry.subject, LogEntry.after)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(LogEntry.number))]


def who(site, visitor):
    with reading(site.engine) as connection:
        return sessions.person_of(connection, visitor.see("/").text, NOW)


def test_the_sign_in_page_offers_each_service(visitor):
    page = visitor.see("/login?next=/unit").text

    assert 'href="/login/sso/ministry?next=%2Funit">Đăng nhập bằng Bộ Giáo dục và Đào tạo</a>' in page
    assert 'href="/login/sso/office?next=%2Funit">Đăng nhập bằng Văn phòng</a>' in page


def test_a_first_arrival_makes_the_account_that_the_claims_describe_and_leads_on(site, visitor):
    answer = come(visitor, "1001", query="?next=/unit%3Funit%3DSGD-01&lang=en")

    assert (answer.status_code, answer.headers["location"]) == (303, "/unit?unit=SGD-01")
    person = who(site, visitor)
    assert (person.name, person.shown_as, person.role) == ("lan", "Trần Thị Lan", "coordinator")
    assert person.reach.grants == (("unit", "SGD-01"),)
    assert logged(site) == [
        ("ministry", "add account", "lan", "coordinator unit:SGD-01"),
        ("ministry", "link account", "lan", "1001"),
        ("lan", "sign in", "", "ministry"),
    ]
    with reading(site.engine) as connection:
        assert log.verify(connection).broken is None


def test_the_cookie_is_that_of_a_password_and_the_way_there_leaves_none(visitor):
    answer = come(visitor, "1002")

    set_cookies = {each.split("=")[0]: each for each in answer.headers.get_list("set-cookie")}
    assert "HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure" in set_cookies["__Host-thidua"]
    assert "Max-Age=0" in set_cookies["__Host-thidua-sso"]
    assert visitor.inside()


def test_a_later_arrival_finds_the_account_and_follows_the_claims(site, visitor):
    come(visitor, "1002")
    with writing(site.engine) as connection:
        account = identities.account_of(connection, site.settings.providers[0].issuer, "1002")
        identities.settle(connection, account, "administrator", None)
    with site.visitor() as later:
        come(later, "1002")

        assert (who(site, later).account, who(site, later).role) == (account, "leader")
    assert logged(site)[-2:] == [("ministry", "change account", "hoa", "leader"), ("hoa", "sign in", "", "ministry")]


@pytest.mark.parametrize(
    ("subject", "service", "sentence", "reason"),
    [
        ("1003", "ministry", "Bộ Giáo dục và Đào tạo không nêu vai trò nào của bạn được dùng ở đây.", "no role"),
        ("1004", "ministry", "Bộ Giáo dục và Đào tạo không cho biết bạn thuộc đơn vị nào.", "no branch"),
        ("1001", "office", "Bạn chưa được đăng ký ở đây với tên “lan”.", "not registered"),
    ],
)
def test_an_unknown_person_is_refused_on_a_page_that_says_why_and_in_the_log(
    site, visitor, subject, service, sentence, reason
):
    answer = come(visitor, subject, service)

    assert answer.status_code == 403
    assert sentence in answer.text
    assert "<h1>Không vào được</h1>" in answer.text
    assert not visitor.inside()
    assert logged(site) == [("(unknown)", "sign in refused", f"{service} {subject}", reason)]
    with reading(site.engine) as connection:
        assert not people.is_anybody_there(connection)


def test_whoever_is_registered_is_matched_and_keeps_the_role(site, visitor):
    with writing(site.engine) as connection:
        account = people.add(connection, people.AccountGiven("LAN", "Lan", "leader"), NOW)

    come(visitor, "1001", "office")

    assert (who(site, visitor).account, who(site, visitor).role) == (account, "leader")
    assert logged(site)[0] == ("office", "link account", "lan", "1001")


def test_a_name_that_somebody_has_is_not_taken_over(site, visitor):
    with writing(site.engine) as connection:
        people.add(connection, people.AccountGiven("hoa", "Hoa", "administrator"), NOW)

    answer = come(visitor, "1002", query="?lang=en")

    assert "An account for you could not be made here: There is an account hoa already." in answer.text
    assert not visitor.inside()


def test_a_disabled_account_stays_out(site, visitor):
    come(visitor, "1001")
    with writing(site.engine) as connection:
        people.disable(connection, people.named(connection, "lan")[0])
    assert not visitor.inside()
    with site.visitor() as again:
        answer = come(again, "1001")

        assert "Tài khoản của bạn ở đây đã bị khóa." in answer.text
        assert not again.inside()
    assert logged(site)[-1] == ("(unknown)", "sign in refused", "ministry 1001", "switched off")


def test_a_second_step_is_owed_here_too(site, visitor):
    come(visitor, "1001")
    with writing(site.engine) as connection:
        account = people.named(connection, "lan")[0]
        people.choose_factor(connection, account, site.entry.factors.sealed("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))
    with site.visitor() as later:
        answer = come(later, "1001", query="?next=/rankings")

        assert answer.headers["location"] == "/login/code?next=%2Frankings"
        assert not later.inside()


def test_an_answer_counts_in_the_browser_that_asked_alone_and_once(site, visitor):
    away = visitor.see("/login/sso/ministry").headers["location"]
    back = consent(away, "1001")

    with site.visitor() as other:
        answer = other.see(back)
        assert (answer.status_code, other.inside()) == (403, False)
        assert "Việc đăng nhập bằng Bộ Giáo dục và Đào tạo chưa hoàn tất." in answer.text
    assert visitor.see(back.replace("/ministry/", "/office/")).status_code == 403  # and forgets what was begun
    assert visitor.see(back).status_code == 403
    assert not visitor.inside()


@pytest.mark.parametrize("change", ["state=another", "state=", "code="])
def test_a_forged_answer_is_refused(visitor, change):
    away = visitor.see("/login/sso/ministry").headers["location"]
    back = consent(away, "1001")
    name = change.partition("=")[0]
    kept = parse_qs(urlsplit(back).query)[name][0]

    assert visitor.see(back.replace(f"{name}={kept}", change)).status_code == 403
    assert not visitor.inside()


def test_a_code_of_nobody_is_refused_counted_and_logged(site, visitor):
    away = visitor.see("/login/sso/ministry").headers["location"]
    state = parse_qs(urlsplit(away).query)["state"][0]

    answer = visitor.see(f"/login/sso/ministry/back?code=guessed&state={state}")

    assert "Câu trả lời của Bộ Giáo dục và Đào tạo không hợp lệ." in answer.text
    assert logged(site) == [("(unknown)", "sign in failed", "ministry", "")]


def test_coming_back_too_late_or_having_refused_begins_again(site, visitor):
    away = visitor.see("/login/sso/ministry").headers["location"]
    site.clock.move(minutes=11)
    assert visitor.see(consent(away, "1001")).status_code == 403

    site.clock.move(minutes=-11)
    assert come(visitor, None).status_code == 403
    assert not visitor.inside()


def test_a_way_on_leads_to_no_other_site(visitor):
    assert come(visitor, "1001", query="?next=//evil.example/").headers["location"] == "/report"


def test_what_a_service_is_asked_shows_no_secret_and_asks_for_pkce_and_nonce(visitor):
    away = visitor.see("/login/sso/ministry").headers["location"]

    asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    assert asked["redirect_uri"] == "https://thidua.example/login/sso/ministry/back"
    assert (asked["code_challenge_method"], asked["scope"]) == ("S256", "openid profile email")
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert "client_secret" not in asked


def test_a_service_that_is_silent_or_somebody_else_is_said_to_be(site, issuer):
    gone = site.settings.providers[0].model_copy(update={"issuer": "http://127.0.0.1:9"})
    posing = gone.model_copy(update={"id": "office", "issuer": issuer.replace("127.0.0.1", "localhost") + "/"})
    with Site(site.engine, settings=Settings(SECRET, providers=(gone, posing))).visitor() as visitor:
        for service in ("ministry", "office"):
            answer = visitor.see(f"/login/sso/{service}")
            assert answer.status_code == 502
            assert "hiện không trả lời" in answer.text
        assert visitor.see("/login/sso/nobody").headers["location"] == "/login"
