"""What the manifest fixes about the voters: the roll, and the slips that were printed.

Neither tells a name: the roll is hashed with a salt that only those who audit it get,
and a slip's hash tells nothing before the slip is opened.
"""

from typing import TYPE_CHECKING, Final

from ballotbox.canonical import canonical_json
from ballotbox.errors import BallotMalformed, SlipsDiffer
from ballotbox.labels import HASH_BYTES, ROLL, SLIPS, labelled_hash
from ballotbox.tickets import parse_hex

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ballotbox.manifest import Manifest

SALT_BYTES: Final = 32


def hash_roll(salt: bytes, roll: "Sequence[tuple[int, str]]") -> bytes:
    """Return the hash of a roll: group and reference of each voter, in roll order."""
    if len(salt) != SALT_BYTES:
        raise BallotMalformed(f"salt of the roll: not {SALT_BYTES} bytes")
    rows = [[group, reference] for group, reference in roll]
    return labelled_hash(ROLL, salt, canonical_json(rows).encode())


def hash_slips(slips: "Mapping[int, Collection[str]]") -> bytes:
    """Return the digest of the ticket hashes of all slips, by group.

    Groups ascend and their hashes are sorted, so that it tells no order of printing;
    a group without slips is left out.
    """
    return labelled_hash(
        SLIPS, *(_group(number, slips[number]) for number in sorted(slips))
    )


def verify_slips(manifest: "Manifest", slips: "Mapping[int, Collection[str]]") -> None:
    """Raise `SlipsDiffer` unless these are the slips that the manifest names."""
    if hash_slips(slips) != manifest.seal.slips_digest:
        raise SlipsDiffer("not the slips that the manifest names")


def _group(number: int, hashes: "Collection[str]") -> bytes:
    if not hashes:
        return b""
    if len(set(hashes)) != len(hashes):
        raise SlipsDiffer(f"group {number}: a slip is there twice")
    listed = sorted(parse_hex(text, HASH_BYTES) for text in hashes)
    size = len(listed).to_bytes(4, "big")
    return number.to_bytes(2, "big") + size + b"".join(listed)
