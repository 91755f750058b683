"""The close and after: the head is made and signed, then the contents are parted."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from ballotbox.counts import Slips, Turnout, counts_digest
from ballotbox.head import Head, cosign_message
from ballotbox.lines import (
    BallotLine,
    ContentsLine,
    HeadLine,
    Line,
    PaperCellsLine,
    SealedLine,
)
from ballotbox.paper import PaperDigests, paper_digest, paper_message
from ballotbox.sealed import parse_body

if TYPE_CHECKING:
    from ballotbox.keys import SigningKey
    from ballotbox.manifest import Manifest
    from ballotbox.tree import StreamingRoot


def make_head(
    manifest: "Manifest",
    tree: "StreamingRoot",
    turnouts: Iterable[Turnout],
    slips: Slips,
    paper: PaperDigests,
) -> Head:
    """Return the head of a board whose sorted leaves the tree has taken."""
    return Head(
        manifest_digest=manifest.digest,
        size=tree.size,
        root=tree.root(),
        counts=counts_digest(turnouts, slips),
        paper=paper_digest(manifest.digest, paper),
    )


def sign_head(box_key: "SigningKey", head: Head) -> HeadLine:
    """Return the head as it stands on the board, signed by the box."""
    signature = box_key.sign(head.encoded)
    return HeadLine(head.size, head.root, head.counts, head.paper, signature)


def cosign_head(key: "SigningKey", head_digest: bytes) -> bytes:
    """Return a scrutineer's co-signature under the head."""
    return key.sign(cosign_message(head_digest))


def sign_paper(
    key: "SigningKey", manifest_digest: bytes, digests: PaperDigests
) -> bytes:
    """Return a scrutineer's signature under all paper batches of a poll."""
    return key.sign(paper_message(paper_digest(manifest_digest, digests)))


def contents_of_groups(
    manifest: "Manifest", lines: Iterable[Line], groups: Collection[int]
) -> Iterator[Line]:
    """Yield of a whole board the contents part that holds these groups only.

    Lock keys open nothing without the sealed contents, so they go to everybody who
    receives the contents of any group.
    """
    leaves = set()
    for line in lines:
        match line:
            case BallotLine(body=body, signature=signature):
                ballot = parse_body(manifest, body, signature)
                if ballot.group in groups:
                    leaves.add(ballot.leaf(manifest.digest))
            case SealedLine(leaf=leaf) if leaf in leaves:
                yield line
            case PaperCellsLine(group=group) if group in groups:
                yield line
            case ContentsLine():
                yield line
            case _:
                pass
