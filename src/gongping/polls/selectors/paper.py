"""The sealed paper ballots of a poll, as the board file will carry them."""

from typing import TYPE_CHECKING

from ballotbox.paper import PaperBatch, PaperDigests

if TYPE_CHECKING:
    from gongping.polls.models import Poll


def paper_batches(poll: "Poll") -> tuple[PaperBatch, ...]:
    """Return the batch of each group that has paper ballots. One query."""
    return tuple(
        PaperBatch(
            row.group,
            bytes.fromhex(row.salt),
            tuple(bytes.fromhex(cells) for cells in row.ballots),
        )
        for row in poll.paper.all()
    )


def paper_digests(poll: "Poll") -> PaperDigests:
    """Return what the board says of each batch before it is opened. One query."""
    rules = bytes.fromhex(poll.manifest_digest)
    return tuple((batch.group, batch.digest(rules)) for batch in paper_batches(poll))


def paper_received(poll: "Poll") -> dict[int, int]:
    """Return how many paper ballots of each group are sealed. One query."""
    return {batch.group: len(batch.ballots) for batch in paper_batches(poll)}
