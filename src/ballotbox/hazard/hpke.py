"""HPKE (RFC 9180), single shot, base mode, with the one suite of the protocol."""

from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from ballotbox.errors import Unopenable
from ballotbox.hazard import ecdsa

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
OVERHEAD: Final = ecdsa.POINT_BYTES + 16
"""Bytes that each seal adds: the encapsulated key and the tag."""


def seal(point: bytes, info: bytes, plain: bytes) -> bytes:
    """Return `plain` sealed to the key of a point: encapsulated key ‖ ciphertext."""
    return SUITE.encrypt(plain, ecdsa.public_from(point), info)


def unseal(
    private: "EllipticCurvePrivateKey", info: bytes, sealed: bytes, lock: int
) -> bytes:
    """Return what was sealed; raise `Unopenable` naming the lock."""
    try:
        return SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError) as error:
        raise Unopenable(lock) from error
