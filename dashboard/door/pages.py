"""The pages at the door: small, without scripts, readable by password managers and screen readers."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from dashboard.door.demonstration import ROLE_NAMES
from dashboard.words import LANGUAGES, Words
from store.rights import Person

STYLE: Final = (Path(__file__).parent / "door.css").read_text("utf-8")
POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'",
        *("img-src 'self'", "font-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"),
    ]
)


@dataclass(frozen=True)
class Frame:
    """What every page of the door needs: the language, where it stands, where it leads, and the form's token."""

    words: Words
    path: str
    then: str = "/"
    token: str = ""

    def address(self, path: str, **more: str) -> str:
        """A page of the door that leads on to the same place, in the same language."""
        asked = {"next": self.then if self.then != "/" else "", "lang": self.words.language, **more}
        named = {name: value for name, value in asked.items() if value and (name, value) != ("lang", "vi")}
        return f"{path}?{urlencode(named)}" if named else path


def page(frame: Frame, title: str, body: str, *, wide: bool = False, broad: bool = False) -> str:
    """The whole page; `title` is text, `body` is HTML; `wide` for more than a form, `broad` for tables."""
    words = frame.words
    look = " class=broad" if broad else " class=wide" if wide else ""
    others = "".join(
        f'<a href="{escape(frame.address(frame.path, lang=id_))}" lang="{id_}" hreflang="{id_}">{escape(name)}</a>'
        for id_, name in LANGUAGES.items()
        if id_ != words.language
    )
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/app/static/favicon.png"><title>{escape(title)} · thidua</title>'
        f"<style>{STYLE}</style></head><body><main{look}>"
        f'<header><img src="/app/static/logo.svg" alt="thidua" height="32"><nav>{others}</nav></header>'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def sign_in(
    frame: Frame,
    *,
    said: str = "",
    name: str = "",
    people: Sequence[tuple[int, str, str]] = (),
    services: Sequence[tuple[str, str]] = (),
) -> str:
    """Name and password; before it one button for each sign-in service, and in a demonstration for each role."""
    words = frame.words
    first = not name and not people and not services
    by_name = form(
        frame,
        "/login",
        field(words("Name"), "name", value=name, autocomplete="username", autofocus=first)
        + field(words("Password"), "password", kind="password", autocomplete="current-password", autofocus=bool(name)),
        words("Sign in"),
    )
    others = (_roles(frame, people) if people else "") + _services(frame, services)
    heading = f"<h2>{escape(words('With an account'))}</h2>" if others else ""
    lost = _text(words("Forgotten the password? An administrator can give you a new link."))
    return page(frame, words("Sign in"), _problem(said) + others + heading + by_name + lost)


def code(frame: Frame, *, said: str = "") -> str:
    """The second factor."""
    words = frame.words
    told = words("Enter the code that your telephone shows now, or one of your codes on paper.")
    asked = field(words("Code"), "code", autocomplete="one-time-code", autofocus=True)
    return page(
        frame, words("Second step"), _text(told) + _problem(said) + form(frame, "/login/code", asked, words("Go on"))
    )


def new_password(frame: Frame, action: str, *, name: str, said: Iterable[str] = (), wide: bool = False) -> str:
    """A password to be chosen; the name is told, and is there for password managers."""
    words = frame.words
    told = words("Choose a password of your own: at least 12 characters. A short sentence is easy to remember.")
    who = words("You sign in as “{name}”. You need this name the next time.", name=name)
    asked = _text(who) + _text(told) + password_form(frame, action, name, said, first=True)
    return page(frame, words("Choose a password"), asked, wide=wide)


def password_form(
    frame: Frame, action: str, name: str, said: Iterable[str] = (), *, present: bool = False, first: bool = False
) -> str:
    words = frame.words
    asked = f'<input type="hidden" name="name" value="{escape(name)}" autocomplete="username">'
    if present:
        asked += field(words("Present password"), "present", kind="password", autocomplete="current-password")
    asked += field(words("New password"), "password", kind="password", autocomplete="new-password", autofocus=first)
    asked += field(words("New password once more"), "again", kind="password", autocomplete="new-password")
    return _problems(said) + form(frame, action, asked, words("Keep this password"))


def notice(frame: Frame, title: str, text: str, *, link: tuple[str, str] | None = None) -> str:
    """A sentence, and perhaps a way on."""
    return page(frame, title, _text(text) + (_way(*link) if link else ""))


def account(frame: Frame, person: Person, *, has_password: bool, has_factor: bool, said: Iterable[str] = ()) -> str:
    """One's own account: sign out, and where there is a password, that and the second step."""
    words = frame.words
    body = (
        _text(f"{person.shown_as} · {words(ROLE_NAMES[person.role])}")
        + form(frame, "/logout", "", words("Sign out"))
        + _way("/", words("Back to the pages"))
    )
    if has_password:
        body += f"<h2>{escape(words('Second step'))}</h2>{_factor(frame, has_factor=has_factor)}"
        body += f"<h2>{escape(words('Password'))}</h2>"
        body += password_form(frame, "/account/password", person.name, said, present=True)
    return page(frame, words("My account"), body, wide=True)


def _factor(frame: Frame, *, has_factor: bool) -> str:
    words = frame.words
    if not has_factor:
        told = _text(words("With a second step, a password alone lets nobody in. You need an app that shows codes."))
        return told + _way(frame.address("/account/factor"), words("Switch the second step on"))
    present = field(
        words("Present password"), "present", "present-off", kind="password", autocomplete="current-password"
    )
    return (
        _text(words("The second step is on: signing in asks for a code of your telephone."))
        + form(frame, "/account/codes", "", words("New codes on paper"), plain=True)
        + form(frame, "/account/factor/off", present, words("Switch the second step off"), plain=True)
    )


def new_factor(frame: Frame, *, secret: str, picture: str, said: str = "") -> str:
    """A secret to be read by a telephone, confirmed by its first code."""
    words = frame.words
    told = words("Read this image with the app that shows codes, or type the secret in. Then enter the code it shows.")
    asked = f'<input type="hidden" name="secret" value="{escape(secret)}">'
    asked += field(words("Code"), "code", autocomplete="one-time-code")
    body = f"{_text(told)}{picture}<p class=soft><code>{escape(secret)}</code></p>{_problem(said)}"
    return page(
        frame, words("Switch the second step on"), body + form(frame, "/account/factor", asked, words("Switch it on"))
    )


def codes(frame: Frame, made: Sequence[str]) -> str:
    """Codes on paper, shown this once."""
    words = frame.words
    told = words(
        "Print these codes and put them away: each lets you in once without your telephone. They are not shown again."
    )
    listed = "".join(f"<li>{escape(each)}</li>" for each in made)
    way = _way(frame.address("/account"), words("My account"))
    return page(frame, words("Codes on paper"), f"{_text(told)}<ul class=codes>{listed}</ul>{way}", wide=True)


def field(
    label: str,
    name: str,
    id_: str = "",
    *,
    kind: str = "text",
    value: str = "",
    autocomplete: str = "",
    autofocus: bool = False,
) -> str:
    """A labelled input."""
    id_ = id_ or name
    more = " autofocus" if autofocus else ""
    return (
        f'<label for="{id_}">{escape(label)}</label><input id="{id_}" name="{name}" type="{kind}" required '
        f'value="{escape(value)}" autocomplete="{autocomplete}" autocapitalize="none" spellcheck="false"{more}>'
    )


def form(
    frame: Frame, action: str, fields: str, button: str, *, plain: bool = False, more: Mapping[str, str] | None = None
) -> str:
    hidden = {"token": frame.token, "next": frame.then, "lang": frame.words.language, **(more or {})}
    kept = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items())
    look = " class=plain" if plain else ""
    return f'<form method="post" action="{escape(action)}">{kept}{fields}<button{look}>{escape(button)}</button></form>'


def _roles(frame: Frame, people: Sequence[tuple[int, str, str]]) -> str:
    words = frame.words
    told = words(
        "This is a demonstration: all data and people are invented. One click lets you in, in the role you choose."
    )
    order = list(ROLE_NAMES)
    buttons = "".join(
        form(frame, "/login/demonstration", "", words(ROLE_NAMES[role]), plain=True, more={"account": str(id_)})
        for id_, _, role in sorted(people, key=lambda each: order.index(each[2]))
    )
    return f'<p class="note">{escape(told)}</p>{buttons}'


def _services(frame: Frame, services: Sequence[tuple[str, str]]) -> str:
    """Links, since the policy lets forms lead to this site alone."""
    return "".join(
        f'<p><a class="button" href="{escape(frame.address(f"/login/sso/{id_}"))}">'
        f"{escape(frame.words('Sign in with {service}', service=name))}</a></p>"
        for id_, name in services
    )


def _way(address: str, name: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(name)}</a></p>'


def _text(said: str) -> str:
    return f'<p class="soft">{escape(said)}</p>'


def _problem(said: str) -> str:
    return f'<p class="bad" role="alert">{escape(said)}</p>' if said else ""


def _problems(said: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f'<ul class="bad" role="alert">{listed}</ul>' if listed else ""
