"""Uncast tokens, shown after the close: more ballots than this allows convict."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ballotbox.canonical import parse_canonical
from ballotbox.errors import BallotBoxError, SignatureInvalid, UncastInvalid
from ballotbox.hazard import ecdsa
from ballotbox.labels import UNCAST
from ballotbox.parameters import parameters_of
from ballotbox.shapes import parts, rows, write_text
from ballotbox.tokens import Token, verify_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ballotbox.keys import SigningKey
    from ballotbox.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Uncast:
    """The tokens of a ballot that was collected and never cast.

    If board and shown tokens together are more than were collected, an issuer has
    signed more than it says. That `key` is not on the board, the verification sees to.
    """

    manifest: bytes
    group: int
    key: bytes
    tokens: tuple[Token, ...]
    signature: bytes

    @property
    def text(self) -> str:
        """Return the one text of the showing."""
        return write_text(self)


def sign_uncast(
    manifest: "Manifest", key: "SigningKey", group: int, tokens: "Sequence[Token]"
) -> Uncast:
    """Return the tokens, shown by the owner of their ballot key."""
    signature = key.sign(UNCAST + manifest.digest)
    return Uncast(manifest.digest, group, key.public, tuple(tokens), signature)


def parse_uncast(text: str) -> Uncast:
    """Return the showing of a canonical text; raise `UncastInvalid` if none."""
    try:
        found = parts(parse_canonical(text), Uncast, "uncast")
        found["tokens"] = rows(found["tokens"], Token, "uncast.tokens")
    except BallotBoxError as error:
        raise UncastInvalid(str(error)) from error
    return Uncast(**found)


def verify_uncast(
    manifest: "Manifest", uncast: Uncast, *, allow_weak: bool = False
) -> None:
    """Raise a named error unless these are good tokens, shown by their owner."""
    parameters_of(manifest.suite, allow_weak=allow_weak)
    if uncast.manifest != manifest.digest:
        raise UncastInvalid("it belongs to another poll")
    verify_tokens(manifest, uncast.group, uncast.key, uncast.tokens)
    try:
        ecdsa.verify(uncast.key, UNCAST + manifest.digest, uncast.signature)
    except SignatureInvalid as error:
        raise UncastInvalid("not signed by the owner of the ballot key") from error
