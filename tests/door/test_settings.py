"""No store of real data opens with a secret that somebody could know."""

import pytest

from dashboard.door.settings import settled
from store.faults import ReportError

GOOD = "3f9a1c0b7d2e4856a1b0c9d8e7f60514"
TOLD = "such as the output of: openssl rand -hex 32"


def test_a_real_store_takes_the_secret_of_the_environment_and_cookies_go_by_https():
    settings = settled({"THIDUA_SECRET": GOOD, "THIDUA_HOSTS": "thidua.example, *.gov.example"}, demonstration=False)

    assert (settings.secret, settings.secure) == (GOOD.encode(), True)
    assert settings.hosts == ("thidua.example", "*.gov.example")
    assert settings.session_cookie == "__Host-thidua"


def test_the_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "secret").write_text(f"{GOOD}\n")

    assert settled({"THIDUA_SECRET_FILE": f"{tmp_path}/secret"}, demonstration=False).secret == GOOD.encode()


@pytest.mark.parametrize("given", [{}, {"THIDUA_SECRET": ""}, {"THIDUA_SECRET": "  "}])
def test_a_real_store_without_a_secret_is_not_opened(given):
    with pytest.raises(ReportError) as refused:
        settled(given, demonstration=False)

    assert str(refused.value) == (
        "A store of real data needs a secret. Set THIDUA_SECRET to at least 32 characters that nobody can guess, "
        f"{TOLD}. For a demonstration, run: thidua seed"
    )


@pytest.mark.parametrize("given", ["secret", "changeme" * 8, "0" * 64, GOOD[:-1]])
@pytest.mark.parametrize("demonstration", [True, False])
def test_a_secret_that_can_be_guessed_is_refused_everywhere(given, demonstration):
    with pytest.raises(ReportError) as refused:
        settled({"THIDUA_SECRET": given}, demonstration=demonstration)

    assert str(refused.value) == f"THIDUA_SECRET can be guessed. Take at least 32 characters, {TOLD}"


def test_a_demonstration_needs_none_and_makes_another_each_time():
    first, second = settled({}, demonstration=True), settled({}, demonstration=True)

    assert first.secret != second.secret
    assert not first.secure


def test_a_seal_is_for_one_purpose_and_one_secret():
    settings, other = settled({"THIDUA_SECRET": GOOD}, demonstration=False), settled({}, demonstration=True)

    seals = {
        settings.seal("form", "a"),
        settings.seal("form", "b"),
        settings.seal("cookie", "a"),
        other.seal("form", "a"),
    }

    assert len(seals) == 4


SERVICE = """
[providers.ministry]
name_vi = "Bộ"
name_en = "Ministry"
issuer = "https://sso.example"
client_id = "thidua"
arrival = "create"
role = "realm_access.roles"
roles = { dau_moi = "coordinator" }
branches = { unit = "unit_code" }
"""


def services(tmp_path, text, **environment):
    (tmp_path / "services.toml").write_text(text)
    named = {"THIDUA_SECRET": GOOD, "THIDUA_OIDC_FILE": f"{tmp_path}/services.toml"}
    return settled(named | environment, demonstration=False).providers


def test_sign_in_services_stand_in_a_file_and_their_secrets_elsewhere(tmp_path):
    (tmp_path / "secret").write_text("from a file\n")
    other = SERVICE.replace("ministry", "office") + f'client_secret_file = "{tmp_path}/secret"'

    found = services(tmp_path, SERVICE + other, THIDUA_OIDC_SECRET_MINISTRY="from the environment")

    assert [(each.id, each.client_secret.get_secret_value()) for each in found] == [
        ("ministry", "from the environment"),
        ("office", "from a file"),
    ]
    assert "from" not in repr(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SERVICE, "The sign-in service ministry has no secret. Set THIDUA_OIDC_SECRET_MINISTRY, or name a file"),
        (SERVICE + 'client_secret = "x"', "ministry: a secret does not stand in this file"),
        ("issuer = 1", "everything stands in tables named [providers.…]"),
        ("[providers", "cannot be read: "),
    ],
)
def test_a_file_of_services_that_does_not_fit_is_told(tmp_path, text, told):
    with pytest.raises(ReportError) as refused:
        services(tmp_path, text)

    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("https://sso", "http://sso", "issuer http://sso.example does not begin with https://"),
        ('"coordinator"', '"chief"', "roles: chief is none of coordinator, lead, reviewer, leader, administrator"),
        ("branches = { unit", "branches = { place", "branches: place is none of unit, cluster, province"),
        ("client_id", "client", "ministry.client_id: Field required"),
        ('"create"', '"whoever"', "ministry.arrival: Input should be 'create' or 'match'"),
        ('roles = { dau_moi = "coordinator" }', "", "role and roles go together"),
    ],
)
def test_each_setting_of_a_service_is_checked(tmp_path, right, wrong, told):
    with pytest.raises(ReportError) as refused:
        services(tmp_path, SERVICE.replace(right, wrong), THIDUA_OIDC_SECRET_MINISTRY="s")

    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("role", ("a", "b")),
        ("realm.roles", ("c",)),
        ("https://x.example/role", ("d",)),  # the name of one claim, dots and all
        ("nobody", ()),
        ("role.deeper", ()),
        ("flag", ()),
    ],
)
def test_a_claim_is_found_by_its_path(path, expected):
    from dashboard.door.oidc_claims import said

    claims = {"role": ["a", "b"], "realm": {"roles": "c"}, "https://x.example/role": "d", "flag": True}

    assert said(claims, path) == expected


def test_an_address_of_mail_counts_as_a_name_only_where_the_service_has_checked_it(tmp_path):
    from dashboard.door.oidc_claims import arrival

    text = SERVICE.replace('"create"', '"match"') + 'name = "email"'
    (provider,) = services(tmp_path, text, THIDUA_OIDC_SECRET_MINISTRY="s")
    claims = {"sub": "1", "email": "an@example.vn", "realm_access": {"roles": ["dau_moi"]}}

    names = [arrival(provider, claims | {"email_verified": verified}).name for verified in (True, False, "true")]

    assert names == ["an@example.vn", "", ""]
