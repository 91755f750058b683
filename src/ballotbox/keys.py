"""Private keys, each with its one encoding. None of them shows itself in a repr."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ballotbox.hazard import ecdsa

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """A P-256 key that signs: of the box, a scrutineer, or one ballot."""

    public: bytes
    _private: "EllipticCurvePrivateKey" = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """Return r ‖ s over a message that begins with its label."""
        return ecdsa.sign(self._private, message)

    def encode(self) -> bytes:
        """Return the 32 bytes that the key can be made from again."""
        return ecdsa.scalar_of(self._private)


def new_signing_key() -> SigningKey:
    """Return a fresh signing key."""
    private = ecdsa.new_private()
    return SigningKey(ecdsa.point_of(private), private)


def decode_signing_key(scalar: bytes) -> SigningKey:
    """Return the key of its encoding; raise `KeyMalformed` if there is none."""
    private = ecdsa.private_from(scalar)
    return SigningKey(ecdsa.point_of(private), private)


def verify_signature(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise `SignatureInvalid` unless this key signed; `PointMalformed` if none."""
    ecdsa.verify(public, message, signature)
