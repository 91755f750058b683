"""Tokens: what an issuer signs blindly, and anybody verifies."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ballotbox.errors import BallotMalformed, WrongGroup
from ballotbox.hazard import pss
from ballotbox.labels import TOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ballotbox.manifest import Manifest

PREFIX_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Token:
    """One issuer's signature for a ballot key it never saw.

    `prefix` is the random prefix of RFC 9474 *Prepare*, without which the signature
    cannot be verified.
    """

    prefix: bytes
    signature: bytes

    def __post_init__(self) -> None:
        if len(self.prefix) != PREFIX_BYTES:
            raise BallotMalformed(f"token prefix: not {PREFIX_BYTES} bytes")


def token_message(m: bytes, issuer: int, group: int, key: bytes) -> bytes:
    """Return what issuer number `issuer` (from 1) signs for a ballot key."""
    return TOKEN + m + issuer.to_bytes(1, "big") + group.to_bytes(2, "big") + key


def verify_token(
    manifest: "Manifest", issuer: int, group: int, key: bytes, token: Token
) -> None:
    """Raise `TokenInvalid` unless this issuer signed for this key and group."""
    modulus = manifest.seal.modulus_of(issuer, group)
    message = token.prefix + token_message(manifest.digest, issuer, group, key)
    pss.verify(modulus, message, token.signature)


def verify_tokens(
    manifest: "Manifest", group: int, key: bytes, tokens: "Sequence[Token]"
) -> None:
    """Raise a named error unless every issuer signed for this key and group."""
    if group not in manifest.group_numbers:
        raise WrongGroup(f"group {group}: not in the manifest")
    if len(tokens) != len(manifest.seal.issuers):
        raise BallotMalformed("tokens: not one of each issuer")
    for issuer, token in enumerate(tokens, 1):
        verify_token(manifest, issuer, group, key, token)
