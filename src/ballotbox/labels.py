"""Every hash begins with its label, so that none can be taken for another."""

import hashlib
from typing import Final

SUITE: Final = "gp1/open"
"""This suite keeps ballots open; the sealed suite `gp1` will replace it."""

TICKET: Final = b"gp1/ticket\0"
MANIFEST: Final = b"gp1/manifest\0"
BALLOT: Final = b"gp1/ballot\0"
BOARD: Final = b"gp1/board\0"


def labelled_hash(label: bytes, *parts: bytes) -> bytes:
    """Return SHA-256 over the label and the parts, which must be of fixed width."""
    digest = hashlib.sha256(label)
    for part in parts:
        digest.update(part)
    return digest.digest()


def short_code(digest: bytes) -> str:
    """Return the first 64 bits in groups, as an aid to reading, never as proof."""
    text = digest[:8].hex().upper()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))
