"""Values that only their holder knows: the store keeps their hashes alone."""

import hashlib
import secrets

BYTES = 32  # 256 bits, so that a plain hash is enough: nobody guesses the value behind it


def fresh() -> str:
    """A value nobody has had before, fit for a cookie and for an address."""
    return secrets.token_urlsafe(BYTES)


def digest(value: str) -> str:
    """What the store keeps of such a value."""
    return hashlib.sha256(value.encode()).hexdigest()
