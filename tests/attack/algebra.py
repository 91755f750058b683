"""Two blinded requests with one blinding factor give their voters away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import gmpy2

from ballotbox.manifest import Manifest
from ballotbox.sealed import SealedBallot

PUBLIC_EXPONENT = 65537
SMALL = 1 << 10


def same_factor(
    manifest: Manifest, ballots: Sequence[SealedBallot], rights: Mapping[str, str]
) -> dict[str, int]:
    """Return which right was redeemed for which ballot, where the algebra tells.

    The request is hash × rᵉ. Dividing it by the hash of a ballot gives rᵉ for the
    right ballot and noise for any other: if two voters used one r, or one voter a
    small one, it shows.
    """
    found: dict[str, int] = {}
    for group in sorted(manifest.group_numbers):
        modulus = gmpy2.mpz(manifest.seal.issuers[0].modulus_for(group).hex(), 16)
        small = {gmpy2.powmod(r, PUBLIC_EXPONENT, modulus) for r in range(1, SMALL)}
        factors: dict[gmpy2.mpz, list[tuple[str, int]]] = defaultdict(list)
        inverses = _inverse_hashes(ballots, group, modulus)
        for hashed, blinded in rights.items():
            number = gmpy2.mpz(blinded, 16)
            for ballot, inverse in inverses.items():
                factors[number * inverse % modulus].append((hashed, ballot))
        for factor, pairs in factors.items():
            if len(pairs) > 1 or factor in small:
                found.update(pairs)
    return found


def _inverse_hashes(
    ballots: Sequence[SealedBallot], group: int, modulus: "gmpy2.mpz"
) -> "dict[int, gmpy2.mpz]":
    return {
        n: gmpy2.invert(
            gmpy2.powmod(
                gmpy2.mpz(ballot.tokens[0].signature.hex(), 16),
                PUBLIC_EXPONENT,
                modulus,
            ),
            modulus,
        )
        for n, ballot in enumerate(ballots)
        if ballot.group == group
    }
