"""The paper batch (纸质票): an equal path; labelled cells under the head."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ballotbox.findings import PaperDiffers, PaperNotSigned
from ballotbox.head import Signatures, verify_witnesses
from ballotbox.labels import PAPER, PAPER_ALL, PAPER_SIGNED, labelled_hash

if TYPE_CHECKING:
    from ballotbox.counts import Turnout
    from ballotbox.manifest import Manifest

PaperDigests = tuple[tuple[int, bytes], ...]
"""The digest of each batch, by group, in the order of the manifest."""

SALT_BYTES: Final = 32
UNREADABLE: Final = 0xFFFE
"""A cell with two marks or none: off every scale, so the ballot is out of range."""


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """The paper ballots of one group, sorted by cells: no pile and no order is left.

    The salt keeps the digest, which is public, from giving away a batch so small
    that its cells could be guessed.
    """

    group: int
    salt: bytes
    ballots: tuple[bytes, ...]

    def digest(self, manifest_digest: bytes) -> bytes:
        """Return the hash that stands for the batch on the board."""
        group = self.group.to_bytes(2, "big")
        number = len(self.ballots).to_bytes(8, "big")
        parts = (manifest_digest, group, self.salt, number, *self.ballots)
        return labelled_hash(PAPER, *parts)


def make_paper_batch(group: int, ballots: Iterable[bytes]) -> PaperBatch:
    """Return the batch of these ballots, with a fresh salt."""
    salt = secrets.token_bytes(SALT_BYTES)
    return PaperBatch(group, salt, tuple(sorted(ballots)))


def paper_digest(manifest_digest: bytes, digests: PaperDigests) -> bytes:
    """Return what the head carries of all batches."""
    parts = (group.to_bytes(2, "big") + digest for group, digest in digests)
    return labelled_hash(PAPER_ALL, manifest_digest, *parts)


def paper_message(digest: bytes) -> bytes:
    """Return what a scrutineer signs when the two entries agree."""
    return PAPER_SIGNED + digest


def verify_paper_signed(
    manifest: "Manifest",
    turnouts: Iterable["Turnout"],
    digests: PaperDigests,
    signatures: Signatures,
) -> None:
    """Raise unless each group with paper has a batch, and t scrutineers signed them.

    Without paper no signature is needed: the co-signed head says that there is none.
    """
    received = [turnout.group for turnout in turnouts if turnout.paper_received]
    if [group for group, _ in digests] != received:
        raise PaperDiffers("the batches are not those of the groups with paper")
    if digests or signatures:
        message = paper_message(paper_digest(manifest.digest, digests))
        verify_witnesses(manifest, message, signatures, PaperNotSigned)


def verify_paper_batch(
    manifest: "Manifest",
    turnouts: Iterable["Turnout"],
    digests: PaperDigests,
    batch: PaperBatch,
) -> None:
    """Raise `PaperDiffers` unless this is the batch that was signed and counted."""
    if any(len(cells) != manifest.cell_bytes for cells in batch.ballots):
        raise PaperDiffers("a ballot has another number of cells than the rules")
    received = {turnout.group: turnout.paper_received for turnout in turnouts}
    if received.get(batch.group, 0) != len(batch.ballots):
        raise PaperDiffers(f"group {batch.group}: another number of paper ballots")
    if dict(digests).get(batch.group) != batch.digest(manifest.digest):
        raise PaperDiffers(f"group {batch.group}: not the batch under the head")
