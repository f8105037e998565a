"""The second factor: codes that a telephone shows for half a minute."""

import logging
import re
from datetime import datetime
from typing import Final

import pyotp
import segno
from sqlalchemy import Engine

from dashboard.door.vault import Vault
from store.accounts.factors import reseal
from store.engine import writing

STEP: Final = 30  # seconds
DRIFT: Final = 1  # steps by which a telephone's clock may be off
PLAIN: Final = re.compile("[A-Z2-7]{32}")  # as they were kept before they were sealed

logger = logging.getLogger(__name__)


def fresh() -> str:
    """A secret to be shared with a telephone, base 32."""
    return pyotp.random_base32()


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """The time step whose code this is, the present one or a neighbour; None if it is none of these."""
    code = "".join(letter for letter in typed if letter.isdigit())
    now = int(at.timestamp()) // STEP
    codes = pyotp.TOTP(secret)
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(codes.generate_otp(step), code)), None)


def picture(secret: str, name: str) -> str:
    """The secret as an SVG image that a telephone reads."""
    address = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="thidua")
    drawn: str = segno.make(address, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff")
    return drawn


def seal_again(engine: Engine, vault: Vault) -> int:
    """What the store keeps unsealed, or under the secret before, is sealed under the present one.

    Tells how many cannot be opened: their owners come in with a code on paper, or have the second step switched off.
    """
    with writing(engine) as connection:
        unreadable = reseal(
            connection, lambda kept: vault.sealed(kept) if PLAIN.fullmatch(kept) else vault.renewed(kept)
        )
    if unreadable:
        logger.warning("%s second factors were sealed under a secret that is not known here", unreadable)
    return unreadable
