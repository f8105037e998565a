"""Coming in through the door, by password, code, link and click; and what a stranger meets."""

import re
from contextlib import ExitStack

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.door import demonstration, passwords
from store import log
from store.accounts import links, people, sessions
from store.engine import reading, writing
from store.schema import LogEntry, Session, StoreState
from tests.door.conftest import NOW
from tests.door.site import HTML, Site, said

PASSWORD = "một câu ngắn dễ nhớ"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture(scope="module", autouse=True)
def hashed():
    """The password's hash; hashes are cheap here, where their number counts: `test_passwords` holds what one costs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield passwords.hashed(PASSWORD)


@pytest.fixture
def site(engine, hashed):
    """Lan, who coordinates one Department, may sign in with a password."""
    with writing(engine) as connection:
        given = people.AccountGiven("lan", "Trần Thị Lan", "coordinator", (("unit", "SGD-01"),))
        people.choose_password(connection, people.add(connection, given, NOW), hashed)
    return Site(engine)


@pytest.fixture
def visitor(site):
    with site.visitor() as visitor:
        yield visitor


def account(site, name="lan"):
    with reading(site.engine) as connection:
        return people.named(connection, name)[0]


def logged(site):
    with reading(site.engine) as connection:
        return connection.execute(select(LogEntry.by, LogEntry.action).order_by(LogEntry.number)).all()


def test_a_stranger_is_led_to_the_door_and_back_to_where_the_link_led(visitor):
    answer = visitor.see("/rankings?type=department&lang=en")

    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Frankings%3Ftype%3Ddepartment%26lang%3Den&lang=en",
    )
    entered = visitor.sign_in(page=answer.headers["location"])
    assert (entered.status_code, entered.headers["location"]) == (303, "/rankings?type=department&lang=en")
    assert visitor.inside()


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("coordinator", "/report"),
        ("reviewer", "/review"),
        ("lead", "/review"),
        ("leader", "/"),
        ("administrator", "/"),
    ],
)
def test_everybody_begins_where_the_own_work_is(site, hashed, role, home):
    with writing(site.engine) as connection:
        branches = {"coordinator": "unit:SGD-01", "reviewer": "institution_type:department", "lead": "province:01"}
        branch = branches.get(role)
        given = people.AccountGiven(role, "", role, (tuple(branch.split(":")),) if branch else ())
        people.choose_password(connection, people.add(connection, given, NOW), hashed)

    with site.visitor() as visitor:
        assert visitor.sign_in(role).headers["location"] == home
        # who is in already, and opens the door again; in the language of the door
        assert visitor.see("/login?lang=en").headers["location"] == f"{home}?lang=en"
        # not there: who asked for a page
        assert visitor.see("/login?next=/gaps").headers["location"] == "/gaps"


def test_the_front_page_leads_to_the_door_whatever_a_client_accepts(visitor):
    answer = visitor.client.get("/", headers={"accept": "*/*"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/host-config",
        "/_stcore/upload_file/a/b",
        "/media/figure.png",
        "/component/x",
        "/api/v1/reports",
        "/account.json",
    ],
)
def test_a_stranger_gets_no_data_and_no_upload(visitor, path):
    answers = [visitor.client.get(path), visitor.client.put(path, content=b"x"), visitor.client.delete(path)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(401, "")] * 3


def test_a_stranger_gets_no_socket(visitor):
    with pytest.raises(WebSocketDisconnect), visitor.client.websocket_connect("wss://thidua.example/_stcore/stream"):
        pass


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/oauth2callback"])
def test_what_nobody_needs_is_not_there_even_for_those_inside(visitor, path):
    visitor.sign_in()

    assert visitor.see(path).status_code == 404


def test_whoever_is_in_is_known_by_the_session_whatever_the_client_says(site, visitor):
    visitor.sign_in()
    with reading(site.engine) as connection:
        sid = connection.scalar(select(Session.id))

    assert visitor.see("/", **{"X-App-Session": "0" * 32}).text == sid
    with visitor.client.websocket_connect(
        "wss://thidua.example/_stcore/stream", headers={"X-App-Session": "0" * 32}
    ) as socket:
        assert socket.receive_text() == sid
    # stripped on open paths too
    assert visitor.see("/static/x.js", **{"X-App-Session": sid}).text == "nobody"


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(visitor):
    answer = visitor.sign_in()

    (cookie,) = (each for each in answer.headers.get_list("set-cookie") if each.startswith("__Host-thidua="))
    assert re.sub("=[^;]{43};", "=…;", cookie, count=1) == (
        "__Host-thidua=…; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure"
    )


@pytest.mark.parametrize("name", ["lan", "minh", "", "a" * 500, "lan' OR 1=1 --"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visitor, name):
    answer = visitor.sign_in(name, "another short sentence")

    assert (answer.status_code, said(answer)) == (401, [WRONG])
    assert not visitor.inside()


def test_the_same_password_typed_on_another_keyboard_is_the_same(visitor):
    import unicodedata

    assert visitor.sign_in(password=unicodedata.normalize("NFD", PASSWORD)).status_code == 303


def test_a_cookie_from_before_signing_in_is_worth_nothing_after(site, visitor):
    visitor.see("/login")
    stolen = dict(visitor.client.cookies)
    visitor.client.cookies.set("__Host-thidua", "planted", domain="thidua.example")
    visitor.sign_in()

    with site.visitor() as thief:
        thief.client.cookies.update(stolen)
        assert not thief.inside()
        thief.client.cookies.set("__Host-thidua", "planted")
        assert not thief.inside()


def test_a_forged_or_edited_cookie_is_refused(site, visitor):
    visitor.sign_in()
    real = visitor.cookie

    for forged in ("", "x", real[:-1], real + "A", real.swapcase(), "%00", "a" * 5000):
        with site.visitor() as thief:
            thief.client.cookies.set("__Host-thidua", forged)
            assert not thief.inside(), forged


def test_a_form_from_another_site_or_browser_is_refused(site, visitor):
    page = visitor.see("/login")
    with site.visitor() as other:
        other.see("/login")
        assert other.fill_in(page, "/login", name="lan", password=PASSWORD).status_code == 403
    for header in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        visitor.client.headers.update(header)
        assert visitor.sign_in().status_code == 403
        for name in header:
            del visitor.client.headers[name]
    # not refused: the same form from here
    assert visitor.sign_in().status_code == 303


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\\b", "javascript:alert(1)", "/\nx", "/logout"],
)
def test_the_door_leads_nowhere_else(visitor, path):
    from urllib.parse import quote

    answer = visitor.sign_in(page=f"/login?next={quote(path)}")

    assert answer.headers["location"] == "/report"


def test_signing_out_in_one_tab_is_out_in_the_other_and_in_copies(site, visitor):
    visitor.sign_in()
    with site.visitor() as copy:
        copy.client.cookies.set("__Host-thidua", visitor.cookie)
        assert copy.inside()
        assert visitor.fill_in("/logout").headers["location"] == "/login"

        assert not visitor.inside()
        assert not copy.inside()


def test_a_link_or_a_form_of_another_site_signs_nobody_out(visitor):
    visitor.sign_in()

    visitor.see("/logout")
    visitor.client.post("/logout", data={"token": "0" * 64}, headers=HTML)

    assert visitor.inside()


@pytest.mark.parametrize("step", ["revoke", "disable", "wait", "new password"])
def test_whoever_is_out_is_out_at_the_next_action(site, visitor, hashed, step):
    visitor.sign_in()
    lan = account(site)
    with writing(site.engine) as connection:
        match step:
            case "revoke":
                sessions.end_all(connection, lan, NOW)
            case "disable":
                people.disable(connection, lan)
            case "wait":
                site.clock.move(hours=12)
            case "new password":
                secret = links.make(connection, lan, "an", NOW)
    if step == "new password":
        site.entry.by_link(secret, "a sentence of her own", "10.0.0.1")

    assert visitor.see("/", accept="text/html").headers["location"] == "/login"
    assert visitor.client.get("/media/x").status_code == 401


def test_what_is_done_in_a_tab_after_its_session_ended_does_nothing(site, visitor):
    visitor.sign_in()
    clicked = BackMsg()
    clicked.rerun_script.query_string, clicked.rerun_script.page_script_hash = "round=2026-Q3", "abc"
    clicked.rerun_script.fragment_id = "origin"
    clicked.rerun_script.widget_states.widgets.add(id="seal", trigger_value=True)
    stripped = BackMsg()
    stripped.rerun_script.query_string, stripped.rerun_script.page_script_hash = "round=2026-Q3", "abc"

    with visitor.client.websocket_connect("wss://thidua.example/_stcore/stream") as socket:
        socket.receive_text()
        socket.send_bytes(clicked.SerializeToString())
        # untouched: what is done while the session lasts
        assert BackMsg.FromString(socket.receive_bytes()) == clicked
        with writing(site.engine) as connection:
            sessions.end_all(connection, account(site), NOW)
        for sent in (clicked.SerializeToString(), b"\xff", b""):
            socket.send_bytes(sent)
            told = BackMsg.FromString(socket.receive_bytes())
            assert told == (stripped if len(sent) > 1 else BackMsg(rerun_script={}))


def test_the_cookie_turns_every_hour_and_other_tabs_follow(site, visitor):
    visitor.sign_in()
    first = visitor.cookie
    site.clock.move(minutes=59)
    visitor.see("/")
    assert visitor.cookie == first

    site.clock.move(minutes=2)
    # not turned by a part of a page
    visitor.client.get("/media/x")
    assert visitor.cookie == first
    visitor.see("/")
    assert visitor.cookie != first

    with site.visitor() as tab:
        tab.client.cookies.set("__Host-thidua", first)
        assert tab.inside()
        site.clock.move(seconds=61)
        assert not tab.inside()
    assert visitor.inside()


def test_a_restart_keeps_people_in(site, visitor):
    visitor.sign_in()

    with Site(site.engine, settings=site.settings).visitor() as after:
        after.client.cookies.set("__Host-thidua", visitor.cookie)
        assert after.inside()


def test_wrong_passwords_are_slowed_logged_and_then_cost_no_hash(site, visitor, monkeypatch):
    tried = []
    fits = passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda *given: tried.append(given) or fits(*given))
    page = visitor.see("/login")

    answers = [visitor.fill_in(page, "/login", name="lan", password=f"guess {n}") for n in range(50)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 45
    assert said(answers[-1]) == ["Đã có quá nhiều lần nhập sai. Vui lòng thử lại sau 2 giây."]
    assert len(tried) == 6
    assert logged(site) == [("lan", "sign in failed")] * 6 + [("lan", "sign in slowed")]
    # slowed too: the right password; and in again when the wait is over
    assert visitor.fill_in(page, "/login", name="lan", password=PASSWORD).status_code == 429
    site.clock.move(minutes=15)
    assert visitor.fill_in(page, "/login", name="lan", password=PASSWORD).status_code == 303


def test_what_is_typed_as_an_unknown_name_is_not_written_down(site, visitor):
    visitor.sign_in("my password by mistake", "x")

    assert logged(site) == [("(unknown)", "sign in failed")]


def test_a_province_behind_one_address_signs_in_at_once(site, hashed):
    with writing(site.engine) as connection:
        for n in range(40):
            given = people.AccountGiven(f"user{n}", "", "coordinator", (("unit", f"DH-{n:03}"),))
            people.choose_password(connection, people.add(connection, given, NOW), hashed)

    with ExitStack() as stack:
        visitors = [stack.enter_context(site.visitor("203.0.113.9")) for _ in range(40)]
        codes = [visitor.sign_in(f"user{n}").status_code for n, visitor in enumerate(visitors)]

    assert codes == [303] * 40


def test_the_second_step_lets_in_by_a_code_once(site, visitor):
    secret = pyotp.random_base32()
    with writing(site.engine) as connection:
        people.choose_factor(connection, account(site), site.entry.factors.sealed(secret))
    code = pyotp.TOTP(secret).at(NOW)

    assert visitor.sign_in(page="/login?next=/gaps").headers["location"] == "/login/code?next=%2Fgaps"
    assert visitor.see("/").headers["location"] == "/login/code"
    first = visitor.cookie
    assert said(visitor.fill_in("/login/code", code="000000")) == ["Mã không đúng hoặc đã được dùng."]
    assert visitor.fill_in("/login/code?next=/gaps", code=code).headers["location"] == "/gaps"
    assert visitor.inside()
    assert visitor.cookie != first
    with site.visitor() as thief:
        thief.sign_in()
        assert thief.fill_in("/login/code", code=code).status_code == 401


def test_codes_are_not_guessed(site, visitor):
    with writing(site.engine) as connection:
        people.choose_factor(connection, account(site), site.entry.factors.sealed(pyotp.random_base32()))
    visitor.sign_in()

    answers = [visitor.fill_in("/login/code", code=f"{n:06}") for n in range(20)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 15


def test_a_second_step_is_switched_on_with_codes_on_paper_and_off_with_the_password(site, visitor):
    visitor.sign_in()
    page = visitor.see("/account/factor")
    secret = re.search('name="secret" value="([A-Z2-7]+)"', page.text)[1]

    shown = visitor.fill_in(page, code=pyotp.TOTP(secret).at(NOW))
    codes = re.findall("<li>([a-z2-9-]{19})</li>", shown.text)
    assert len(codes) == 10

    with reading(site.engine) as connection:
        kept = people.credentials(connection, "lan").factor
    assert secret not in kept  # whoever reads the store alone computes no code
    with site.visitor() as later:
        later.sign_in()
        assert later.fill_in("/login/code", code=codes[3]).status_code == 303
        assert later.inside()
    wrong = visitor.fill_in("/account", "/account/factor/off", present="not this one")
    assert said(wrong) == ["Mật khẩu hiện tại không đúng."]
    visitor.fill_in("/account", "/account/factor/off", present=PASSWORD)
    with site.visitor() as later:
        later.sign_in()
        assert later.inside()


def test_a_first_password_must_be_changed(site, visitor, hashed):
    with writing(site.engine) as connection:
        people.choose_password(connection, account(site), hashed, due=True)

    assert visitor.sign_in().headers["location"] == "/login/password"
    assert not visitor.inside()
    weak = visitor.fill_in("/login/password", password="matkhau2026!", again="matkhau2026")
    assert said(weak) == [
        "Mật khẩu này rất dễ đoán. Hãy thêm những từ không liên quan.",
        "Hai lần nhập mật khẩu mới không giống nhau.",
    ]
    own = "con mèo đen ngủ trên mái"
    visitor.fill_in("/login/password", password=own, again=own)
    assert visitor.inside()


def test_a_new_password_ends_all_other_sessions(site, visitor):
    visitor.sign_in()
    own = "con mèo đen ngủ trên mái"
    with site.visitor() as other:
        other.sign_in()

        visitor.fill_in("/account", "/account/password", present=PASSWORD, password=own, again=own)

        assert visitor.inside()
        assert not other.inside()


def test_an_invited_person_chooses_a_password_once(site, visitor):
    with writing(site.engine) as connection:
        added = people.add(connection, people.AccountGiven("minh", "", "administrator"), NOW)
        secret = links.make(connection, added, "an", NOW)
    own = "con mèo đen ngủ trên mái"

    assert "minh" in visitor.see(f"/join/{secret}").text
    visitor.fill_in(f"/join/{secret}", password=own, again=own)
    assert visitor.inside()

    again = visitor.see(f"/join/{secret}")
    unknown = visitor.see("/join/of-nobody")
    assert (again.status_code, unknown.status_code) == (403, 403)
    assert again.text == unknown.text.replace("of-nobody", secret)


def test_a_real_store_offers_no_click(site, visitor):
    demonstration.people_in(site.engine)

    assert "minh họa" not in visitor.see("/login").text
    answer = visitor.fill_in("/login", "/login/demonstration", account=str(account(site)))
    assert answer.status_code == 401
    assert not visitor.inside()


def test_a_demonstration_offers_a_click_for_each_role_and_says_so(site, visitor):
    with writing(site.engine) as connection:
        connection.execute(update(StoreState).values(demonstration=True))

    page = visitor.see("/login")

    assert "Đây là bản minh họa: mọi số liệu và tên người đều là giả định." in page.text
    roles = re.findall("<button class=plain>(.*?)</button>", page.text)
    assert roles == [
        "Lãnh đạo Bộ",
        "Quản trị viên",
        "Người thẩm định",
        "Phụ trách cụm, khối hoặc tỉnh",
        "Đầu mối của đơn vị",
    ]
    accounts = re.findall('name="account" value="([0-9]+)"', page.text)
    answer = visitor.fill_in(page, "/login/demonstration", account=accounts[0])
    assert answer.headers["location"] == "/"
    assert visitor.inside()
    # not by a click: Lan, who is no invented person
    with site.visitor() as other:
        assert other.fill_in("/login", "/login/demonstration", account=str(account(site))).status_code == 401


def test_a_store_without_people_says_how_the_first_comes_in(engine):
    with Site(engine).visitor() as visitor:
        page = visitor.see("/login")

    assert "thidua user add TÊN --role administrator" in page.text
    assert "<form" not in page.text


def test_every_sign_in_and_out_is_in_the_log_and_the_log_holds(site, visitor):
    visitor.sign_in(password="another sentence")
    visitor.sign_in()
    visitor.fill_in("/logout")

    assert logged(site) == [("lan", "sign in failed"), ("lan", "sign in"), ("lan", "sign out")]
    with reading(site.engine) as connection:
        assert log.verify(connection).broken is None


def test_the_pages_of_the_door_allow_no_script_and_are_kept_by_nobody(visitor):
    for path in ("/login", "/login?lang=en", "/join/x"):
        answer = visitor.see(path)
        assert "<script" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(visitor.see("/login").content) < 8_000


def test_what_is_typed_comes_back_as_text(visitor):
    answer = visitor.sign_in('"><script>alert(1)</script>', "x")

    assert "<script" not in answer.text
