"""Blind RSA signatures of RFC 9474: blinding, signing blindly, finalising.

The functions that end in `_with` are told every random value; only vectors and the
functions beside them call those.
"""

import secrets
from typing import Final

import gmpy2
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateNumbers

from ballotbox.errors import BlindedMalformed, KeyMalformed, SigningFault
from ballotbox.hazard import pss

E: Final = pss.EXPONENT


def blind(modulus: bytes, message: bytes) -> tuple[bytes, bytes]:
    """Return the blinded message and the inverse that will unblind its signature."""
    n = int.from_bytes(modulus, "big")
    blinding = secrets.randbelow(n - 2) + 2
    return blind_with(modulus, message, secrets.token_bytes(pss.SALT_BYTES), blinding)


def blind_with(
    modulus: bytes, message: bytes, salt: bytes, blinding: int
) -> tuple[bytes, bytes]:
    """Return what `blind` does, given its random values."""
    n = gmpy2.mpz(int.from_bytes(modulus, "big"))
    encoded = int.from_bytes(pss.encode(message, salt, n.bit_length() - 1), "big")
    blinded = encoded * gmpy2.powmod(blinding, E, n) % n
    try:
        inverse = gmpy2.invert(blinding, n)
    except ZeroDivisionError as error:
        raise KeyMalformed("modulus: it has a small factor") from error
    return _fill(blinded, modulus), _fill(inverse, modulus)


def unblind(modulus: bytes, blind_signature: bytes, inverse: bytes) -> bytes:
    """Return the signature over the message; it is still to be verified."""
    n = int.from_bytes(modulus, "big")
    factor = int.from_bytes(inverse, "big")
    return _fill(int.from_bytes(blind_signature, "big") * factor % n, modulus)


def sign_blinded(modulus: bytes, key: RSAPrivateNumbers, blinded: bytes) -> bytes:
    """Return blinded^d mod n, by way of the two primes and in even time.

    The base is blinded once more, so that not even chosen requests meet the primes;
    and the result is raised to e again, because a fault on one side of the Chinese
    remainder would give the primes away.
    """
    n = gmpy2.mpz(int.from_bytes(modulus, "big"))
    z = gmpy2.mpz(int.from_bytes(blinded, "big"))
    if len(blinded) != len(modulus) or z >= n:
        raise BlindedMalformed("not a number below the modulus")
    factor = gmpy2.mpz(secrets.randbelow(int(n) - 2) + 2)
    base = z * gmpy2.powmod(factor, E, n) % n
    signature = _power(key, base) * gmpy2.invert(factor, n) % n
    if gmpy2.powmod(signature, E, n) != z:
        raise SigningFault("the signature does not fit what was signed")
    return _fill(signature, modulus)


def _power(key: RSAPrivateNumbers, base: gmpy2.mpz) -> gmpy2.mpz:
    p, q = gmpy2.mpz(key.p), gmpy2.mpz(key.q)
    at_p = gmpy2.powmod_sec(base % p, key.dmp1, p)
    at_q = gmpy2.powmod_sec(base % q, key.dmq1, q)
    return at_q + (key.iqmp * (at_p - at_q) % p) * q


def _fill(number: "int | gmpy2.mpz", modulus: bytes) -> bytes:
    return int(number).to_bytes(len(modulus), "big")
