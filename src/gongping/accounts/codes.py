"""The printed activation code and the six digits: pure functions of their inputs."""

import hmac
import secrets
from typing import Final

import pyotp
from django.utils.crypto import salted_hmac

# No 0/O, 1/I/L: the sheet is read by people and typed on telephones.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS: Final = 3
GROUP_LENGTH: Final = 4
STEP_SECONDS: Final = 30
TOLERANCE: Final = (0, -1, 1)


def new_code() -> str:
    """Return a fresh code such as K7QM-3XRD-9TWA, 59 bits from the system."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH))
        for _ in range(GROUPS)
    )


def normalised(code: str) -> str:
    """Return the code as it was made, however it was typed."""
    return "".join(sign for sign in code.upper() if sign in ALPHABET)


def hash_of(code: str) -> str:
    """Return what is kept of a code; with the site's secret, never the code."""
    sealed = salted_hmac(
        "gongping.accounts.activation", normalised(code), algorithm="sha256"
    )
    return sealed.hexdigest()


def new_secret() -> str:
    """Return a fresh shared secret for one-time codes."""
    return pyotp.random_base32()


def address_of(secret: str, username: str, issuer: str) -> str:
    """Return what the QR of the set-up page says to an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=issuer)


def step_of(secret: str, digits: str, *, at: int) -> int | None:
    """Return the time step that `digits` belong to, near `at`, or nothing."""
    for offset in TOLERANCE:
        step = at // STEP_SECONDS + offset
        expected = pyotp.TOTP(secret).at(step * STEP_SECONDS)
        if hmac.compare_digest(expected.encode(), digits.encode()):
            return step
    return None
