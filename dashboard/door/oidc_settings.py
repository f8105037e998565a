"""Sign-in services that the operator names: where each is, and what its word about a person means here."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from store.faults import N_, Fault, ReportError
from store.schema import GRANT_KINDS, ROLES

FILE, SECRET = "THIDUA_OIDC_FILE", "THIDUA_OIDC_SECRET_{id}"
HERE: Final = ("localhost", "127.0.0.1", "::1")
UNREADABLE: Final = N_("The file {file} of sign-in services cannot be read: {problem}")
MISFIT: Final = N_("The sign-in services are not as the manual describes: {problem}")
NO_SECRET: Final = N_(
    "The sign-in service {id} has no secret. Set {variable}, or name a file that holds it as client_secret_file."
)


class Provider(BaseModel):
    """One service; `role`, `branches`, `name` and `shown_as` are paths of claims, as in realm_access.roles."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    name_vi: str
    name_en: str
    issuer: str
    client_id: str
    client_secret: SecretStr
    arrival: Literal["create", "match"]
    scope: str = "openid profile email"
    name: str = "preferred_username"
    shown_as: str = "name"
    role: str = ""
    roles: dict[str, str] = Field(default_factory=dict)
    branches: dict[str, str] = Field(default_factory=dict)
    ids: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for wrong in self._faults():
            raise ValueError(wrong)
        return self

    def _faults(self) -> Iterator[str]:
        where = urlsplit(self.issuer)
        if where.scheme != "https" and where.hostname not in HERE:
            yield f"issuer {self.issuer} does not begin with https://"
        if bool(self.role) != bool(self.roles):
            yield "role and roles go together: the claim, and which role here each of its values means"
        if self.arrival == "create" and not self.role:
            yield 'arrival = "create" needs role and roles: without them nobody knows which role a new account has'
        yield from (f"roles: {each} is none of {', '.join(ROLES)}" for each in self.roles.values() if each not in ROLES)
        unknown = (each for each in self.branches if each not in GRANT_KINDS)
        yield from (f"branches: {each} is none of {', '.join(GRANT_KINDS)}" for each in unknown)


def providers(environment: Mapping[str, str]) -> tuple[Provider, ...]:
    """As the file says that the environment names; none without a file. ReportError tells what does not fit."""
    file = environment.get(FILE, "").strip()
    if not file:
        return ()
    try:
        given = tomllib.loads(Path(file).read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise ReportError([Fault("", UNREADABLE, {"file": file, "problem": str(problem)})]) from None
    tables = given.pop("providers", {})
    if given or not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        raise ReportError([Fault("", MISFIT, {"problem": "everything stands in tables named [providers.…]"})])
    found = [_provider(id_, table, environment) for id_, table in tables.items()]
    faults = [fault for each in found if isinstance(each, list) for fault in each]
    if faults:
        raise ReportError(faults)
    return tuple(each for each in found if isinstance(each, Provider))


def _provider(id_: str, table: dict[str, Any], environment: Mapping[str, str]) -> Provider | list[Fault]:
    variable = SECRET.format(id=id_.upper())
    if "client_secret" in table:
        problem = f"{id_}: a secret does not stand in this file; set {variable}, or name a client_secret_file"
        return [Fault("", MISFIT, {"problem": problem})]
    file = table.pop("client_secret_file", None)
    try:
        secret = environment.get(variable, "") or (Path(str(file)).read_text("utf-8").strip() if file else "")
    except (OSError, ValueError) as problem:
        return [Fault("", UNREADABLE, {"file": str(file), "problem": str(problem)})]
    if not secret:
        return [Fault("", NO_SECRET, {"id": id_, "variable": variable})]
    try:
        return Provider(id=id_, client_secret=SecretStr(secret), **table)
    except ValidationError as wrong:
        places = ((".".join(map(str, (id_, *each["loc"]))), each["msg"]) for each in wrong.errors())
        return [Fault("", MISFIT, {"problem": f"{place}: {said}"}) for place, said in places]
