"""Sealed ballots: a body that the ballot key signs, and the receipt for it."""

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ballotbox.canonical import canonical_json, parse_canonical
from ballotbox.errors import (
    BallotBoxError,
    BallotMalformed,
    ContentsDiffer,
    ContentsLength,
    ReceiptInvalid,
    SignatureInvalid,
)
from ballotbox.hazard import ecdsa
from ballotbox.labels import BALLOT, HASH_BYTES, RECEIPT
from ballotbox.parameters import GROUP_LIMIT, parameters_of
from ballotbox.sealing import contents_bytes
from ballotbox.tickets import parse_hex
from ballotbox.tokens import PREFIX_BYTES, Token, verify_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ballotbox.keys import SigningKey
    from ballotbox.manifest import Manifest
    from ballotbox.messages import CastRequest

LEAF: Final = b"\0"
"""Before a body; a node of the tree has 0x01 there, so neither passes for the other."""

KEY_BYTES: Final = ecdsa.POINT_BYTES
GROUP_BYTES: Final = 2
HEADER_BYTES: Final = HASH_BYTES + GROUP_BYTES + KEY_BYTES


def ballot_header(m: bytes, group: int, key: bytes) -> bytes:
    """Return M ‖ u16 group ‖ ballot key: what seals and bodies are bound to."""
    if len(m) != HASH_BYTES:
        raise BallotMalformed(f"manifest digest: not {HASH_BYTES} bytes")
    return m + group.to_bytes(GROUP_BYTES, "big") + key


@dataclass(frozen=True, slots=True)
class SealedBallot:
    """A ballot as the box takes it, without its contents: everything but the vote."""

    group: int
    key: bytes
    tokens: tuple[Token, ...]
    contents_digest: bytes
    signature: bytes

    def __post_init__(self) -> None:
        if not 0 < self.group < GROUP_LIMIT:
            raise BallotMalformed("group: not a number of a group")
        widths = {
            "key": (self.key, KEY_BYTES),
            "digest of the contents": (self.contents_digest, HASH_BYTES),
            "signature": (self.signature, ecdsa.SIGNATURE_BYTES),
        }
        for name, (part, width) in widths.items():
            if len(part) != width:
                raise BallotMalformed(f"{name}: not {width} bytes")

    def header(self, m: bytes) -> bytes:
        """Return M ‖ u16 group ‖ ballot key."""
        return ballot_header(m, self.group, self.key)

    def body(self, m: bytes) -> bytes:
        """Return the bytes that the ballot key signs."""
        tokens = b"".join(token.prefix + token.signature for token in self.tokens)
        return BALLOT + self.header(m) + tokens + self.contents_digest

    def leaf(self, m: bytes) -> bytes:
        """Return the hash that stands for this ballot on the board."""
        return leaf_of(self.body(m))


def leaf_of(body: bytes) -> bytes:
    """Return the hash that stands for a body on the board: a leaf of RFC 9162."""
    return hashlib.sha256(LEAF + body).digest()


def body_bytes(manifest: "Manifest") -> int:
    """Return how long the body of a ballot is under these rules."""
    return (
        len(BALLOT)
        + HEADER_BYTES
        + len(manifest.seal.issuers) * _token_bytes(manifest)
        + HASH_BYTES
    )


def parse_body(manifest: "Manifest", body: bytes, signature: bytes) -> SealedBallot:
    """Return the ballot of a body; raise `BallotMalformed` naming the part."""
    if len(body) != body_bytes(manifest):
        raise BallotMalformed(f"body: not {body_bytes(manifest)} bytes")
    start = BALLOT + manifest.digest
    if not body.startswith(start):
        raise BallotMalformed("body: not a ballot under these rules")
    key_at = len(start) + GROUP_BYTES
    tokens_at = key_at + KEY_BYTES
    width = _token_bytes(manifest)
    return SealedBallot(
        group=int.from_bytes(body[len(start) : key_at], "big"),
        key=body[key_at:tokens_at],
        tokens=tuple(
            Token(body[at : at + PREFIX_BYTES], body[at + PREFIX_BYTES : at + width])
            for at in range(tokens_at, len(body) - HASH_BYTES, width)
        ),
        contents_digest=body[-HASH_BYTES:],
        signature=signature,
    )


def make_ballot(
    m: bytes,
    key: "SigningKey",
    group: int,
    tokens: "Sequence[Token]",
    contents: bytes,
) -> SealedBallot:
    """Return the ballot that names these sealed contents, signed by its key."""
    digest = hashlib.sha256(contents).digest()
    blank = bytes(ecdsa.SIGNATURE_BYTES)
    ballot = SealedBallot(group, key.public, tuple(tokens), digest, blank)
    return replace(ballot, signature=key.sign(ballot.body(m)))


def verify_ballot(
    manifest: "Manifest", ballot: SealedBallot, *, allow_weak: bool = False
) -> None:
    """Raise a named error unless the ballot belongs in this poll's box.

    Its group is in the manifest (`WrongGroup`), every issuer signed a token for its
    key and group (`TokenInvalid`), and its key signed its body (`SignatureInvalid`;
    `PointMalformed` if the key is none).
    """
    parameters_of(manifest.suite, allow_weak=allow_weak)
    verify_tokens(manifest, ballot.group, ballot.key, ballot.tokens)
    ecdsa.verify(ballot.key, ballot.body(manifest.digest), ballot.signature)


def verify_contents(ballot: SealedBallot, contents: bytes) -> None:
    """Raise `ContentsDiffer` unless the ballot names these sealed contents."""
    if hashlib.sha256(contents).digest() != ballot.contents_digest:
        raise ContentsDiffer("the contents are not those that the ballot names")


def take_ballot(
    manifest: "Manifest", request: "CastRequest", *, allow_weak: bool = False
) -> SealedBallot:
    """Return the ballot that the box may store; raise a named error if it may not.

    Contents of another length than the rules give are `ContentsLength`: they would
    mark the ballot.
    """
    ballot = parse_body(manifest, request.body, request.signature)
    if len(request.contents) != contents_bytes(manifest):
        raise ContentsLength(f"contents: not {contents_bytes(manifest)} bytes")
    verify_contents(ballot, request.contents)
    verify_ballot(manifest, ballot, allow_weak=allow_weak)
    return ballot


def sign_receipt(box_key: "SigningKey", m: bytes, ballot: SealedBallot) -> bytes:
    """Return the box's receipt; the same ballot always gets the same one."""
    return box_key.sign(receipt_message(m, ballot.key, ballot.leaf(m)))


def verify_receipt(
    manifest: "Manifest", key: bytes, leaf: bytes, receipt: bytes
) -> None:
    """Raise `ReceiptInvalid` unless the box signed this leaf for this ballot key."""
    message = receipt_message(manifest.digest, key, leaf)
    try:
        ecdsa.verify(manifest.seal.box_key, message, receipt)
    except SignatureInvalid as error:
        raise ReceiptInvalid("the box did not sign it") from error


def check_receipt(manifest: "Manifest", receipt: "Receipt") -> None:
    """Raise `ReceiptInvalid` unless a kept receipt is one of this poll's box."""
    if receipt.manifest_digest != manifest.digest:
        raise ReceiptInvalid("the receipt is that of another poll")
    verify_receipt(manifest, receipt.key, receipt.leaf, receipt.signature)


def receipt_message(m: bytes, key: bytes, leaf: bytes) -> bytes:
    """Return what the box signs when it has stored a ballot."""
    return RECEIPT + m + key + leaf


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a voter keeps (回执): it proves that the box took the ballot.

    With it a missing leaf is evidence that convinces others.
    """

    manifest_digest: bytes
    key: bytes
    leaf: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """Return the one text of the receipt, as it is saved."""
        return canonical_json(
            {
                "key": self.key.hex(),
                "leaf": self.leaf.hex(),
                "manifest": self.manifest_digest.hex(),
                "receipt": self.signature.hex(),
            }
        )


def parse_receipt(text: str) -> Receipt:
    """Return the receipt of a canonical text; raise `ReceiptInvalid` if none."""
    try:
        value = parse_canonical(text)
        receipt = Receipt(
            manifest_digest=parse_hex(value["manifest"], HASH_BYTES),
            key=parse_hex(value["key"], KEY_BYTES),
            leaf=parse_hex(value["leaf"], HASH_BYTES),
            signature=parse_hex(value["receipt"], ecdsa.SIGNATURE_BYTES),
        )
    except (BallotBoxError, KeyError, TypeError) as error:
        raise ReceiptInvalid(f"{type(error).__name__}: {error}") from error
    if receipt.text != text:
        raise ReceiptInvalid("not a receipt: it holds something else")
    return receipt


def _token_bytes(manifest: "Manifest") -> int:
    modulus = manifest.seal.issuers[0].keys[0].modulus
    return PREFIX_BYTES + len(modulus)
