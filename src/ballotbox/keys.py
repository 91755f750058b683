"""Private keys, each with its one encoding. None of them shows itself in a repr."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from ballotbox.errors import KeyMalformed
from ballotbox.hazard import ecdsa, hpke, pss
from ballotbox.parameters import GP1, Parameters

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


def check_public_key(public: bytes) -> None:
    """Raise `KeyMalformed` unless these 65 bytes are a point of P-256."""
    ecdsa.public_from(public)


@dataclass(frozen=True, slots=True, eq=False)
class LockKey:
    """The private half of a lock, which its holders release at the unsealing."""

    public: bytes
    _private: "EllipticCurvePrivateKey" = field(repr=False)

    def unseal(self, info: bytes, sealed: bytes, lock: int) -> bytes:
        """Return what was sealed; raise `Unopenable` naming the lock."""
        return hpke.unseal(self._private, info, sealed, lock)

    def encode(self) -> bytes:
        """Return the 32 bytes that the key can be made from again."""
        return ecdsa.scalar_of(self._private)


def new_lock_key() -> LockKey:
    """Return a fresh key for one lock."""
    private = ecdsa.new_private()
    return LockKey(ecdsa.point_of(private), private)


def decode_lock_key(scalar: bytes) -> LockKey:
    """Return the key of its encoding; raise `KeyMalformed` if there is none."""
    private = ecdsa.private_from(scalar)
    return LockKey(ecdsa.point_of(private), private)


@dataclass(frozen=True, slots=True, eq=False)
class IssuerKey:
    """An RSA key for one poll, issuer and group; destroyed when collecting ends."""

    modulus: bytes
    numbers: RSAPrivateNumbers = field(repr=False)

    def encode(self) -> bytes:
        """Return the key as PKCS #8, which is how it is kept."""
        return self.numbers.private_key().private_bytes(
            Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
        )


def new_issuer_key(parameters: Parameters = GP1) -> IssuerKey:
    """Return a fresh issuer key of the suite's length."""
    private = generate_private_key(pss.EXPONENT, parameters.modulus_bits)
    return _issuer_key(private.private_numbers(), parameters)


def decode_issuer_key(der: bytes, parameters: Parameters = GP1) -> IssuerKey:
    """Return the key of its encoding; raise `KeyMalformed` if it does not fit.

    The primes are not tested again, which would take as long as forty signatures:
    a key that is broken shows as `SigningFault`, before anything leaves the issuer.
    """
    try:
        private = load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyMalformed("issuer key: not PKCS #8") from error
    if not isinstance(private, RSAPrivateKey):
        raise KeyMalformed("issuer key: not of RSA")
    return _issuer_key(private.private_numbers(), parameters)


def _issuer_key(numbers: RSAPrivateNumbers, parameters: Parameters) -> IssuerKey:
    public = numbers.public_numbers
    if (public.e, public.n.bit_length()) != (pss.EXPONENT, parameters.modulus_bits):
        raise KeyMalformed(f"issuer key: not {parameters.modulus_bits} bits, e 65537")
    if numbers.p * numbers.q != public.n:
        raise KeyMalformed("issuer key: its primes are not those of its modulus")
    return IssuerKey(public.n.to_bytes(parameters.modulus_bytes, "big"), numbers)
