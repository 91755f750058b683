"""Ballots: a group, a one-time key, the cells, and the leaf that names them."""

import secrets
from dataclasses import dataclass
from typing import Final

from ballotbox.errors import BallotMalformed
from ballotbox.labels import BALLOT, labelled_hash
from ballotbox.parameters import GROUP_LIMIT

KEY_BYTES: Final = 16
DIGEST_BYTES: Final = 32


def new_ballot_key() -> str:
    """Return a fresh one-time key (票钥) as hexadecimal digits.

    It tells two ballots with the same grades apart, and lets a lost reply be
    asked for again without any link to the ticket.
    """
    return secrets.token_hex(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot as it lies in the box; it knows its group and nobody's name."""

    group: int
    key: bytes
    cells: bytes

    def __post_init__(self) -> None:
        if not 0 < self.group < GROUP_LIMIT:
            raise BallotMalformed("group: not a number of a group")
        if len(self.key) != KEY_BYTES:
            raise BallotMalformed(f"key: not {KEY_BYTES} bytes")

    def leaf(self, manifest_digest: bytes) -> bytes:
        """Return the hash that stands for this ballot under these rules."""
        if len(manifest_digest) != DIGEST_BYTES:
            raise BallotMalformed(f"manifest digest: not {DIGEST_BYTES} bytes")
        group = self.group.to_bytes(2, "big")
        return labelled_hash(BALLOT, manifest_digest, group, self.key, self.cells)
