"""What the site has to read again is kept so that whoever reads the store alone cannot: sealed under its secret."""

import base64
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@dataclass(frozen=True)
class Vault:
    """Seals under the present key, and opens what was sealed under any."""

    present: Fernet
    keys: MultiFernet

    @staticmethod
    def of(purpose: str, *secrets: bytes) -> "Vault":
        """A key for one purpose from each secret of the site, the present one first."""
        keys = [_key(purpose, secret) for secret in secrets]
        return Vault(keys[0], MultiFernet(keys))

    def sealed(self, plain: str) -> str:
        return self.present.encrypt(plain.encode()).decode()

    def renewed(self, kept: str) -> str | None:
        """Sealed under the present secret, the same if it was already; None where it cannot be opened."""
        if Vault(self.present, MultiFernet([self.present])).opened(kept) is not None:
            return kept
        plain = self.opened(kept)
        return None if plain is None else self.sealed(plain)

    def opened(self, kept: str) -> str | None:
        """None where it was sealed under another secret, altered, or never sealed."""
        try:
            return self.keys.decrypt(kept.encode()).decode()
        except InvalidToken:
            return None


def _key(purpose: str, secret: bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=f"thidua {purpose}".encode()).derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
