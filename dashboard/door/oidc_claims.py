"""What a sign-in service says of a person, in the words of this site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.door.oidc_settings import Provider


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom a service vouches for; `role` and `grants` are None where the service has no say in them."""

    issuer: str
    subject: str
    name: str
    shown_as: str
    role: str | None
    grants: tuple[tuple[str, str], ...] | None


class Unmapped(Exception):  # noqa: N818 - an answer, not a failure
    """The service names no role that works here."""


def arrival(provider: Provider, claims: Mapping[str, Any]) -> Arrival:
    """Unmapped where a role is asked for and none of the person's is known here."""
    role = None
    if provider.role:
        own = said(claims, provider.role)
        role = next((meant for value, meant in provider.roles.items() if value in own), None)
        if role is None:
            raise Unmapped
    grants = tuple(
        (kind, provider.ids.get(value, value))
        for kind, path in provider.branches.items()
        for value in said(claims, path)
    )
    name = next(iter(said(claims, provider.name)), "")
    return Arrival(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        name="" if provider.name == "email" and claims.get("email_verified") is not True else name,
        shown_as=next(iter(said(claims, provider.shown_as)), ""),
        role=role,
        grants=grants if provider.branches else None,
    )


def said(claims: Any, path: str) -> tuple[str, ...]:  # noqa: ANN401 - claims are whatever JSON the service sends
    """The texts at a path, a list being several; a claim whose own name holds dots comes first."""
    if not isinstance(claims, Mapping):
        return ()
    if path not in claims:
        first, _, rest = path.partition(".")
        return said(claims.get(first), rest) if rest else ()
    found = claims[path]
    values = found if isinstance(found, list) else [found]
    return tuple(str(value) for value in values if isinstance(value, str | int) and not isinstance(value, bool))
