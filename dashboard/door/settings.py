"""What the operator settles for the door: the secret, the names of the site, and whether cookies need https."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.faults import N_, Fault, ReportError

SECRET, SECRET_FILE, HOSTS = "THIDUA_SECRET", "THIDUA_SECRET_FILE", "THIDUA_HOSTS"
SHORTEST: Final = 32
FEWEST_LETTERS: Final = 10  # different ones, so that nobody gets by with a row of the same

MISSING: Final = N_(
    "A store of real data needs a secret. Set {variable} to at least {n} characters that nobody can guess, such as the "
    "output of: openssl rand -hex 32. For a demonstration, run: thidua seed"
)
WEAK: Final = N_("{variable} can be guessed. Take at least {n} characters, such as the output of: openssl rand -hex 32")


@dataclass(frozen=True)
class Settings:
    """`secure`: cookies travel by https alone, as they do everywhere but in a demonstration."""

    secret: bytes
    secure: bool = True
    hosts: tuple[str, ...] = ("*",)

    @property
    def session_cookie(self) -> str:
        """Its prefix makes the browser keep it to this very host, over https."""
        return "__Host-thidua" if self.secure else "thidua"

    @property
    def form_cookie(self) -> str:
        return f"{self.session_cookie}-form"

    def seal(self, purpose: str, value: str) -> str:
        """What only this site can say of a value."""
        return hmac.new(self.secret, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def settled(environment: Mapping[str, str], *, demonstration: bool) -> Settings:
    """As the environment says; ReportError where a store of real data would be left without a secret of its own."""
    hosts = tuple(host.strip() for host in environment.get(HOSTS, "").split(",") if host.strip()) or ("*",)
    given = _secret(environment)
    if given is None and demonstration:
        # Nothing that lasts hangs on it: who is signed in stays so over a restart.
        return Settings(secrets.token_bytes(SHORTEST), secure=False, hosts=hosts)
    if given is None:
        raise ReportError([Fault("", MISSING, {"variable": SECRET, "n": SHORTEST})])
    if len(given) < SHORTEST or len(set(given)) < FEWEST_LETTERS:
        raise ReportError([Fault("", WEAK, {"variable": SECRET, "n": SHORTEST})])
    return Settings(given.encode(), secure=not demonstration, hosts=hosts)


def _secret(environment: Mapping[str, str]) -> str | None:
    if file := environment.get(SECRET_FILE):
        return Path(file).read_text("utf-8").strip()
    return environment.get(SECRET, "").strip() or None
