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
