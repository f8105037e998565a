"""What the operator settles for the door: the secret, the names of the site, and whether cookies need https."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.door.oidc_settings import Provider, providers
from dashboard.door.vault import Vault
from store.faults import N_, Fault, ReportError

SECRET, BEFORE, HOSTS, SITE = "THIDUA_SECRET", "THIDUA_SECRET_BEFORE", "THIDUA_HOSTS", "THIDUA_SITE"
PUBLIC = "THIDUA_PUBLIC"
# Which seals everybody may read, by what the operator writes; nothing is public unless it is said.
PUBLISHED: Final = {"": (), "official": ("official",), "drafts": ("official", "project draft")}
INVENTED: Final = b"demonstration"  # where all is invented, so are the secrets that have to last over a restart
SHORTEST: Final = 32
FEWEST_LETTERS: Final = 10  # different ones, so that nobody gets by with a row of the same

MISSING: Final = N_(
    "A store of real data needs a secret. Set {variable} to at least {n} characters that nobody can guess, such as the "
    "output of: openssl rand -hex 32. For a demonstration, run: thidua seed"
)
NO_SUCH_CHOICE: Final = N_("{variable} is “{given}”. Write official or drafts, or leave it out.")
WEAK: Final = N_("{variable} can be guessed. Take at least {n} characters, such as the output of: openssl rand -hex 32")


@dataclass(frozen=True)
class Settings:
    """`secure`: cookies travel by https alone, as they do everywhere but in a demonstration.

    `lasting` are the secrets under which the store keeps what the site has to read again, the present one first; empty
    where that is `secret` alone. `site` is the address under which people know it; empty where each request says it.
    `public` are the statuses of the sealed editions that are shown to everybody; none unless it is switched on.
    """

    secret: bytes
    secure: bool = True
    hosts: tuple[str, ...] = ("*",)
    lasting: tuple[bytes, ...] = ()
    site: str = ""
    providers: tuple[Provider, ...] = ()
    public: tuple[str, ...] = ()

    @property
    def session_cookie(self) -> str:
        """Its prefix makes the browser keep it to this very host, over https."""
        return "__Host-thidua" if self.secure else "thidua"

    @property
    def form_cookie(self) -> str:
        return f"{self.session_cookie}-form"

    @property
    def sso_cookie(self) -> str:
        return f"{self.session_cookie}-sso"

    def vault(self, purpose: str) -> Vault:
        """What opens and shuts for one purpose."""
        return Vault.of(purpose, *(self.lasting or (self.secret,)))

    def seal(self, purpose: str, value: str) -> str:
        """What only this site can say of a value."""
        return hmac.new(self.secret, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def settled(environment: Mapping[str, str], *, demonstration: bool) -> Settings:
    """As the environment says; ReportError where a store of real data would be left without a secret of its own."""
    hosts = tuple(host.strip() for host in environment.get(HOSTS, "").split(",") if host.strip()) or ("*",)
    given, before = (_secret(environment, name) for name in (SECRET, BEFORE))
    if given is None and not demonstration:
        raise ReportError([Fault("", MISSING, {"variable": SECRET, "n": SHORTEST})])
    if given is not None and (len(given) < SHORTEST or len(set(given)) < FEWEST_LETTERS):
        raise ReportError([Fault("", WEAK, {"variable": SECRET, "n": SHORTEST})])
    choice = environment.get(PUBLIC, "").strip()
    if choice not in PUBLISHED:
        raise ReportError([Fault("", NO_SUCH_CHOICE, {"variable": PUBLIC, "given": choice})])
    known = [each.encode() for each in (given, before) if each]
    return Settings(
        # In a demonstration nothing that lasts hangs on it: who is signed in stays so over a restart.
        secret=given.encode() if given else secrets.token_bytes(SHORTEST),
        secure=not demonstration,
        hosts=hosts,
        lasting=(*known, *([INVENTED] if demonstration else [])),
        site=environment.get(SITE, "").strip(),
        providers=providers(environment),
        public=PUBLISHED[choice],
    )


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    if file := environment.get(f"{name}_FILE"):
        return Path(file).read_text("utf-8").strip()
    return environment.get(name, "").strip() or None
