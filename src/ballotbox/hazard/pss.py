"""RSASSA-PSS with SHA-384, MGF1 and a salt of 48 bytes: what tokens are.

Verifying is left to `cryptography`. Nothing here needs gmpy2, so that a verifier
can do without it.
"""

import hashlib
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384

from ballotbox.errors import KeyMalformed, TokenInvalid

EXPONENT: Final = 65537
SALT_BYTES: Final = 48
HASH_BYTES: Final = 48
TRAILER: Final = b"\xbc"
SCHEME: Final = padding.PSS(padding.MGF1(SHA384()), SALT_BYTES)


def encode(message: bytes, salt: bytes, bits: int) -> bytes:
    """Return EMSA-PSS-ENCODE of RFC 8017, section 9.1.1, for `bits` bits."""
    size = (bits + 7) // 8
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = bytes(size - len(salt) - HASH_BYTES - 2) + b"\1" + salt
    masked = int.from_bytes(block, "big") ^ _mask(digest, len(block))
    masked &= (1 << (bits - 8 * (HASH_BYTES + 1))) - 1
    return masked.to_bytes(len(block), "big") + digest + TRAILER


def _mask(seed: bytes, size: int) -> int:
    blocks = (
        hashlib.sha384(seed + counter.to_bytes(4, "big")).digest()
        for counter in range(-(-size // HASH_BYTES))
    )
    return int.from_bytes(b"".join(blocks)[:size], "big")


@lru_cache(maxsize=64)
def public_from(modulus: bytes) -> rsa.RSAPublicKey:
    """Return the public key of a modulus; raise `KeyMalformed` if there is none."""
    try:
        n = int.from_bytes(modulus, "big")
        return rsa.RSAPublicNumbers(EXPONENT, n).public_key()
    except ValueError as error:
        raise KeyMalformed(f"modulus: {error}") from error


def verify(modulus: bytes, message: bytes, signature: bytes) -> None:
    """Raise `TokenInvalid` unless the key of `modulus` signed the message."""
    try:
        public_from(modulus).verify(signature, message, SCHEME, SHA384())
    except InvalidSignature as error:
        raise TokenInvalid("not by this issuer over these bytes") from error
