"""The head (板首): 256 bits that stand for the whole closed poll, and who signed it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ballotbox.errors import SignatureInvalid
from ballotbox.findings import (
    HeadNotSigned,
    NotCosigned,
    SignerWrong,
    SplitView,
)
from ballotbox.hazard import ecdsa
from ballotbox.labels import COSIGN, HEAD, labelled_hash
from ballotbox.words import code_of

if TYPE_CHECKING:
    from ballotbox.errors import BallotBoxError
    from ballotbox.manifest import Manifest

Signatures = tuple[tuple[int, bytes], ...]
"""Signatures of scrutineers, each under its number in the manifest (from 1)."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the box signs at the close."""

    manifest_digest: bytes
    size: int
    root: bytes
    counts: bytes
    paper: bytes

    @property
    def encoded(self) -> bytes:
        """Return M ‖ u64 size ‖ root ‖ digest of counts ‖ digest of paper, labelled."""
        size = self.size.to_bytes(8, "big")
        parts = (self.manifest_digest, size, self.root, self.counts, self.paper)
        return HEAD + b"".join(parts)

    @property
    def digest(self) -> bytes:
        """Return SHA-256 of the head: what projector, minutes and QR carry in full."""
        return labelled_hash(self.encoded)

    def code_in(self, language: str) -> str:
        """Return the word code (板首码), an aid to reading and never a proof."""
        return code_of(self.digest, language)


def cosign_message(head_digest: bytes) -> bytes:
    """Return what a scrutineer signs after the close.

    It names the hash alone, so that a page that shows it can sign what it shows.
    """
    return COSIGN + head_digest


def verify_head_signed(manifest: "Manifest", head: Head, signature: bytes) -> None:
    """Raise `HeadNotSigned` unless the box of this poll signed the head."""
    try:
        ecdsa.verify(manifest.seal.box_key, head.encoded, signature)
    except SignatureInvalid as error:
        raise HeadNotSigned("the signature is not the box's") from error


def verify_cosigned(
    manifest: "Manifest", head_digest: bytes, signatures: Signatures
) -> None:
    """Raise `NotCosigned` or `SignerWrong` unless t scrutineers co-signed the head."""
    message = cosign_message(head_digest)
    verify_witnesses(manifest, message, signatures, NotCosigned)


def verify_one_view(
    manifest: "Manifest", one: Head, other: Head, other_signature: bytes
) -> None:
    """Raise `SplitView` if the box signed another head of the same poll.

    A head that it did not sign proves nothing and raises `HeadNotSigned`.
    """
    verify_head_signed(manifest, other, other_signature)
    if one != other:
        raise SplitView(f"two heads: {one.digest.hex()} and {other.digest.hex()}")


def verify_witnesses(
    manifest: "Manifest",
    message: bytes,
    signatures: Signatures,
    too_few: "type[BallotBoxError]",
) -> None:
    """Raise unless each signature is its scrutineer's, and there are at least t."""
    verify_numbers(manifest, signatures)
    for number, signature in signatures:
        key = manifest.seal.scrutineer_keys[number - 1]
        try:
            ecdsa.verify(key, message, signature)
        except SignatureInvalid as error:
            raise SignerWrong(f"scrutineer {number}: {error}") from error
    if len(signatures) < manifest.threshold:
        raise too_few(f"{len(signatures)} of {manifest.threshold} signatures")


def verify_numbers(manifest: "Manifest", signatures: Signatures) -> None:
    """Raise `SignerWrong` unless the numbers are scrutineers', ascending, each once."""
    numbers = [number for number, _ in signatures]
    if numbers != sorted(set(numbers)):
        raise SignerWrong("the scrutineers are not in order, or one stands twice")
    if any(not 1 <= number <= manifest.scrutineers for number in numbers):
        raise SignerWrong("a number is no scrutineer's")
