"""How a token is made: the voter blinds, the issuer signs, the voter finalises.

RFC 9474, RSABSSA-SHA384-PSS-Randomized. The issuer learns nothing about the ballot
key, and the box nothing about who asked for the token.
"""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ballotbox.errors import TokenInvalid
from ballotbox.hazard import blind_rsa
from ballotbox.tokens import PREFIX_BYTES, Token, token_message, verify_token

if TYPE_CHECKING:
    from ballotbox.keys import IssuerKey
    from ballotbox.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Blinding:
    """What the voter keeps between request and reply; only `blinded` is sent."""

    prefix: bytes
    inverse: bytes
    blinded: bytes


def blind_token(manifest: "Manifest", issuer: int, group: int, key: bytes) -> Blinding:
    """Return a fresh blinding of the token of this issuer for a ballot key."""
    modulus = manifest.seal.modulus_of(issuer, group)
    prefix = secrets.token_bytes(PREFIX_BYTES)
    message = prefix + token_message(manifest.digest, issuer, group, key)
    blinded, inverse = blind_rsa.blind(modulus, message)
    return Blinding(prefix, inverse, blinded)


def blind_sign(issuer_key: "IssuerKey", blinded: bytes) -> bytes:
    """Return the blind signature; raise `BlindedMalformed` if it is no request.

    That a ticket asks once, and that the same request gets the same answer, is the
    roll's business: it must bind ticket to request durably before it answers.
    """
    return blind_rsa.sign_blinded(issuer_key.modulus, issuer_key.numbers, blinded)


def finalize_token(
    manifest: "Manifest",
    issuer: int,
    group: int,
    key: bytes,
    blinding: Blinding,
    blind_signature: bytes,
) -> Token:
    """Return the token; raise `TokenInvalid` if the issuer signed something else."""
    modulus = manifest.seal.modulus_of(issuer, group)
    if len(blind_signature) != len(modulus):
        raise TokenInvalid(f"blind signature: not {len(modulus)} bytes")
    signature = blind_rsa.unblind(modulus, blind_signature, blinding.inverse)
    token = Token(blinding.prefix, signature)
    verify_token(manifest, issuer, group, key, token)
    return token
