"""The sealed part of a manifest: every public key of the poll, and who sees what.

Issuers, scrutineers and locks are numbered from 1, in the order of the manifest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import comb
from typing import TYPE_CHECKING, Any

from ballotbox.errors import KeyMalformed, ManifestMalformed, WrongGroup, WrongIssuer
from ballotbox.hazard import ecdsa
from ballotbox.labels import HASH_BYTES
from ballotbox.parameters import (
    FLOOR,
    MOST_ISSUERS,
    MOST_SCRUTINEERS,
    SMALL_GROUP,
    Parameters,
)
from ballotbox.shapes import parts, rows

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest


class Publication(StrEnum):
    """Who receives the opened ballots of a group."""

    AUDITORS = "auditors"
    VOTERS = "voters"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class GroupKey:
    """The modulus with which an issuer signs for one group; the exponent is 65537."""

    group: int
    modulus: bytes


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """One office that hands out ballots (发票处), with a key for each group."""

    name: str
    name_en: str
    keys: tuple[GroupKey, ...]

    def modulus_for(self, group: int) -> bytes:
        """Return the modulus for a group; raise `WrongGroup` if there is none."""
        for key in self.keys:
            if key.group == group:
                return key.modulus
        raise WrongGroup(f"group {group}: not in the manifest")


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """The publication level of one group."""

    group: int
    level: Publication


@dataclass(frozen=True, slots=True)
class Seal:
    """Everything that seals the ballots of a poll: keys, locks, hashes, issuers."""

    roll_hash: bytes
    slips_digest: bytes
    client_hash: bytes
    box_key: bytes
    scrutineer_keys: tuple[bytes, ...]
    locks: tuple[bytes, ...]
    issuers: tuple[IssuerRow, ...]
    publication: tuple[PublicationRow, ...]

    @property
    def points(self) -> tuple[bytes, ...]:
        """Return every P-256 key of the poll."""
        return (self.box_key, *self.scrutineer_keys, *self.locks)

    @property
    def moduli(self) -> tuple[bytes, ...]:
        """Return every RSA modulus of the poll."""
        return tuple(key.modulus for issuer in self.issuers for key in issuer.keys)

    def modulus_of(self, issuer: int, group: int) -> bytes:
        """Return the modulus of an issuer for a group.

        Raise `WrongIssuer` or `WrongGroup` if the manifest has none.
        """
        if not 1 <= issuer <= len(self.issuers):
            raise WrongIssuer(f"issuer {issuer}: not in the manifest")
        return self.issuers[issuer - 1].modulus_for(group)


def read_seal(value: Any) -> Seal:
    """Return the sealed part; raise `ManifestMalformed` naming the place."""
    found = parts(value, Seal, "seal")
    issuers = rows(found["issuers"], IssuerRow, "seal.issuers")
    found["issuers"] = tuple(
        IssuerRow(row.name, row.name_en, _keys(row.keys)) for row in issuers
    )
    found["publication"] = rows(
        found["publication"], PublicationRow, "seal.publication"
    )
    return Seal(**found)


def check_seal(manifest: "Manifest", seal: Seal, parameters: Parameters) -> None:
    """Raise `ManifestMalformed` unless the sealed part fits the rest."""
    wrong = _wrong_in_counts(manifest, seal) | _wrong_in_keys(seal, parameters)
    for place, is_wrong in wrong.items():
        if is_wrong:
            raise ManifestMalformed(f"{place}: not possible")
    for point in seal.points:
        try:
            ecdsa.public_from(point)
        except KeyMalformed as error:
            raise ManifestMalformed(f"seal: a key is malformed: {error}") from error


def _keys(value: Any) -> tuple[GroupKey, ...]:
    return rows(value, GroupKey, "seal.issuers.keys")


def _wrong_in_counts(manifest: "Manifest", seal: Seal) -> dict[str, bool]:
    numbers = [group.number for group in manifest.groups]
    hashes = (seal.roll_hash, seal.slips_digest, seal.client_hash)
    locks = comb(manifest.scrutineers, manifest.threshold - 1)
    small = {group.number for group in manifest.groups if group.size < SMALL_GROUP}
    return {
        "disclosure_threshold": manifest.disclosure_threshold < FLOOR,
        "quorum_percent": not 0 <= manifest.quorum_percent <= 100,
        "groups.size": any(group.size < FLOOR for group in manifest.groups),
        "scrutineers": manifest.scrutineers > MOST_SCRUTINEERS,
        "seal.hashes": any(len(digest) != HASH_BYTES for digest in hashes),
        "seal.scrutineer_keys": len(seal.scrutineer_keys) != manifest.scrutineers,
        "seal.locks": len(seal.locks) != locks,
        "seal.issuers": not 1 <= len(seal.issuers) <= MOST_ISSUERS,
        "seal.issuers.keys": any(
            [key.group for key in issuer.keys] != numbers for issuer in seal.issuers
        ),
        "seal.publication": [row.group for row in seal.publication] != numbers,
        "seal.publication.level": any(
            row.group in small and row.level is not Publication.AUDITORS
            for row in seal.publication
        ),
    }


def _wrong_in_keys(seal: Seal, parameters: Parameters) -> dict[str, bool]:
    return {
        "seal.issuers.keys.modulus": any(
            not _fits(modulus, parameters) for modulus in seal.moduli
        ),
        "seal.issuers.keys distinct": _repeats(seal.moduli),
        "seal keys distinct": _repeats(seal.points),
    }


def _fits(modulus: bytes, parameters: Parameters) -> bool:
    number = int.from_bytes(modulus, "big")
    return (
        len(modulus) == parameters.modulus_bytes
        and number.bit_length() == parameters.modulus_bits
        and number % 2 == 1
    )


def _repeats(keys: Iterable[bytes]) -> bool:
    listed = list(keys)
    return len(set(listed)) != len(listed)
