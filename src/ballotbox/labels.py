"""Every hash begins with its label, so that none can be taken for another."""

import hashlib
from typing import Final

SUITE: Final = "gp1"
WEAK: Final = "gp1/weak"
"""`gp1` with short keys, for fast tests; refused unless asked for by name."""

HASH_BYTES: Final = 32
"""How long every hash is."""

TICKET: Final = b"gp1/ticket\0"
MANIFEST: Final = b"gp1/manifest\0"
BALLOT: Final = b"gp1/ballot\0"
TOKEN: Final = b"gp1/token\0"
SEAL: Final = b"gp1/seal\0"
RECEIPT: Final = b"gp1/receipt\0"
UNCAST: Final = b"gp1/uncast\0"
ROLL: Final = b"gp1/roll\0"
SLIPS: Final = b"gp1/slips\0"
TRIAL: Final = b"gp1/trial\0"
HEAD: Final = b"gp1/head\0"
COSIGN: Final = b"gp1/cosign\0"
COUNTS: Final = b"gp1/counts\0"
PAPER: Final = b"gp1/paper\0"
PAPER_ALL: Final = b"gp1/paper-all\0"
PAPER_SIGNED: Final = b"gp1/paper-signed\0"
DRAW: Final = b"gp1/draw\0"
OBSERVER: Final = b"gp1/observer\0"


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
