"""The second factor: codes that a telephone shows for half a minute."""

from datetime import datetime
from typing import Final

import pyotp
import segno

STEP: Final = 30  # seconds
DRIFT: Final = 1  # steps by which a telephone's clock may be off


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
