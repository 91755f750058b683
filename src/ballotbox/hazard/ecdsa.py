"""ECDSA on P-256 with SHA-256; points uncompressed, signatures raw r ‖ s."""

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ballotbox.errors import KeyMalformed, PointMalformed, SignatureInvalid

POINT_BYTES: Final = 65
SCALAR_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
UNCOMPRESSED: Final = 4


def new_private() -> ec.EllipticCurvePrivateKey:
    """Return a fresh private key."""
    return ec.generate_private_key(ec.SECP256R1())


def private_from(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private key of a scalar; raise `KeyMalformed` if out of range."""
    if len(scalar) != SCALAR_BYTES:
        raise KeyMalformed(f"private key: not {SCALAR_BYTES} bytes")
    try:
        return ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
    except ValueError as error:
        raise KeyMalformed("private key: out of range") from error


def scalar_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the scalar of a private key."""
    return private.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")


def point_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public point that belongs to a private key."""
    return private.public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )


def public_from(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return the public key of a point; raise `PointMalformed` if there is none.

    Nothing is kept: a cache would remember the ballot keys that came last, in order.
    """
    if len(point) != POINT_BYTES or point[0] != UNCOMPRESSED:
        raise PointMalformed(f"not {POINT_BYTES} bytes of an uncompressed point")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise PointMalformed("not on the curve") from error


def sign(private: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Return the signature; the same message always gets the same one (RFC 6979)."""
    scheme = ec.ECDSA(SHA256(), deterministic_signing=True)
    r, s = decode_dss_signature(private.sign(message, scheme))
    return r.to_bytes(SCALAR_BYTES, "big") + s.to_bytes(SCALAR_BYTES, "big")


def verify(point: bytes, message: bytes, signature: bytes) -> None:
    """Raise `SignatureInvalid` unless the key of `point` signed the message."""
    public = public_from(point)
    if len(signature) != SIGNATURE_BYTES:
        raise SignatureInvalid(f"not {SIGNATURE_BYTES} bytes")
    r = int.from_bytes(signature[:SCALAR_BYTES], "big")
    s = int.from_bytes(signature[SCALAR_BYTES:], "big")
    try:
        public.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise SignatureInvalid("not by this key over these bytes") from error
