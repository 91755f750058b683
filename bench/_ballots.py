"""A poll of real size and strength, and as many ballots for it as are asked.

47 units under 4 criteria, two of three scrutineers, one issuer, RSA-3072. A token is
signed here directly with the issuer's key, which gives the same signature as blinding,
signing and unblinding in a fifth of the time.
"""

import os
import secrets
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, cycle, islice
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.hashes import SHA384

from ballotbox.keys import IssuerKey, decode_issuer_key, new_issuer_key, new_signing_key
from ballotbox.manifest import (
    CriterionColumn,
    GroupRow,
    Manifest,
    UnitRow,
    parse_manifest,
)
from ballotbox.messages import CastRequest
from ballotbox.sealed import ballot_header, make_ballot
from ballotbox.sealing import seal_cells
from ballotbox.tokens import PREFIX_BYTES, Token, token_message

UNITS: Final = 47
CRITERIA: Final = 4
GRADES: Final = 4
GROUPS: Final = (1, 2)
SALT_BYTES: Final = 48
PIECE: Final = 250


Keys = tuple[dict[int, IssuerKey]]
"""The keys of one issuer, by group."""


def new_keys() -> Keys:
    """Return the keys of one issuer."""
    return ({group: new_issuer_key() for group in GROUPS},)


def rules(voters: int) -> dict[str, Any]:
    """Return what makes a manifest one of real size."""
    return {
        "suite": "gp1",
        "quorum_percent": 0,
        "units": tuple(
            UnitRow(n, f"第{n}司", f"Bureau {n}", "司局", "Bureaus")
            for n in range(1, UNITS + 1)
        ),
        "criteria": tuple(
            CriterionColumn(f"指标{n}", f"Criterion {n}", Decimal(1))
            for n in range(1, CRITERIA + 1)
        ),
        "groups": tuple(
            GroupRow(n, f"第{n}组", f"Group {n}", Decimal(50), max(voters, 100))
            for n in GROUPS
        ),
    }


@dataclass(frozen=True)
class Order:
    """So many ballots for this poll; small enough to be sent to another process."""

    manifest: str
    issuer_keys: tuple[tuple[int, bytes], ...]
    ballots: int
    versions: int


def make_ballots(
    manifest: Manifest, keys: dict[int, IssuerKey], number: int
) -> list[CastRequest]:
    """Return this many ballots with random grades, made on all processors."""
    return [versions[0] for versions in make_versions(manifest, keys, number, 1)]


def make_versions(
    manifest: Manifest, keys: dict[int, IssuerKey], number: int, versions: int
) -> list[list[CastRequest]]:
    """Return so many ballots for each of so many keys; the box may take one of each."""
    written = tuple((group, key.encode()) for group, key in keys.items())
    sizes = [PIECE] * (number // PIECE) + [number % PIECE]
    orders = [Order(manifest.text, written, size, versions) for size in sizes if size]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(chain.from_iterable(pool.map(_made, orders)))


def _made(order: Order) -> list[list[CastRequest]]:
    manifest = _manifest(order.manifest)
    offices = islice(cycle(order.issuer_keys), order.ballots)
    return [_one(manifest, group, key, order.versions) for group, key in offices]


def _one(
    manifest: Manifest, group: int, issuer_key: bytes, versions: int
) -> list[CastRequest]:
    key, m = new_signing_key(), manifest.digest
    prefix = secrets.token_bytes(PREFIX_BYTES)
    message = prefix + token_message(m, 1, group, key.public)
    signer, scheme = _signer(issuer_key), PSS(MGF1(SHA384()), SALT_BYTES)
    tokens = [Token(prefix, signer.sign(message, scheme, SHA384()))]
    header = ballot_header(m, group, key.public)
    sent = []
    for _ in range(versions):
        grades = secrets.token_bytes(manifest.cell_count)
        cells = b"".join(bytes((0, grade % GRADES)) for grade in grades)
        contents = seal_cells(manifest, header, cells)
        ballot = make_ballot(m, key, group, tokens, contents)
        sent.append(CastRequest(ballot.body(m), ballot.signature, contents))
    return sent


@lru_cache(maxsize=1)
def _manifest(text: str) -> Manifest:
    return parse_manifest(text)


@lru_cache(maxsize=len(GROUPS))
def _signer(encoded: bytes) -> Any:
    return decode_issuer_key(encoded).numbers.private_key()
