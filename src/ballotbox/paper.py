"""The paper batch (纸质票): an equal path; labelled cells under the head."""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ballotbox.findings import PaperDiffers, PaperNotSigned
from ballotbox.head import Signatures, verify_witnesses
from ballotbox.labels import PAPER, PAPER_SIGNED, labelled_hash

if TYPE_CHECKING:
    from ballotbox.counts import Turnout
    from ballotbox.manifest import Manifest

SALT_BYTES: Final = 32
UNREADABLE: Final = 0xFFFE
"""A cell with two marks or none: off every scale, so the ballot is out of range."""


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """The paper ballots, sorted by group and cells: no pile and no order is left.

    The salt keeps the digest, which is public, from giving away a batch so small
    that its cells could be guessed.
    """

    salt: bytes
    ballots: tuple[tuple[int, bytes], ...]

    @property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """Return how many ballots each group has, for the groups that have any."""
        return tuple(sorted(Counter(group for group, _ in self.ballots).items()))

    def digest(self, manifest_digest: bytes) -> bytes:
        """Return what the head carries of the batch."""
        number = len(self.ballots).to_bytes(8, "big")
        rows = (group.to_bytes(2, "big") + cells for group, cells in self.ballots)
        return labelled_hash(PAPER, manifest_digest, self.salt, number, *rows)


def make_paper_batch(ballots: Iterable[tuple[int, bytes]]) -> PaperBatch:
    """Return the batch of these ballots, with a fresh salt."""
    return PaperBatch(secrets.token_bytes(SALT_BYTES), tuple(sorted(ballots)))


def paper_message(paper_digest: bytes) -> bytes:
    """Return what a scrutineer signs when the two entries agree."""
    return PAPER_SIGNED + paper_digest


def verify_paper_signed(
    manifest: "Manifest",
    turnouts: Iterable["Turnout"],
    digest: bytes,
    signatures: Signatures,
) -> None:
    """Raise `PaperNotSigned` or `SignerWrong` unless t scrutineers signed the batch.

    An empty batch needs no signature: the co-signed head says that it is empty.
    """
    if signatures or any(turnout.paper_received for turnout in turnouts):
        verify_witnesses(manifest, paper_message(digest), signatures, PaperNotSigned)


def verify_paper_batch(
    manifest: "Manifest",
    turnouts: Iterable["Turnout"],
    digest: bytes,
    batch: PaperBatch,
) -> None:
    """Raise `PaperDiffers` unless this is the batch that was signed and counted."""
    if any(len(cells) != manifest.cell_bytes for _, cells in batch.ballots):
        raise PaperDiffers("a ballot has another number of cells than the rules")
    received = {row.group: row.paper_received for row in turnouts if row.paper_received}
    if dict(batch.counts) != received:
        raise PaperDiffers("the batch has another number of ballots in a group")
    if batch.digest(manifest.digest) != digest:
        raise PaperDiffers("the batch is not the one under the head")
