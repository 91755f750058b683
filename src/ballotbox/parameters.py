"""The parameter sets: one suite for polls, one with short keys for tests."""

from dataclasses import dataclass
from typing import Final

from ballotbox.errors import ManifestMalformed, WeakSuite
from ballotbox.labels import SUITE
from ballotbox.labels import WEAK as WEAK_SUITE

FLOOR: Final = 5
"""The smallest group, and the smallest disclosure threshold."""

SMALL_GROUP: Final = 50
"""Below this size whole ballots are fingerprints: only auditors may see them."""

GROUP_LIMIT: Final = 0xFFFF
"""Groups are numbered from 1, and below this."""

MOST_SCRUTINEERS: Final = 5
MOST_ISSUERS: Final = 0xFF


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a suite fixes beyond its shapes."""

    suite: str
    modulus_bits: int

    @property
    def modulus_bytes(self) -> int:
        """Return how long moduli, blinded messages and signatures are."""
        return self.modulus_bits // 8


GP1: Final = Parameters(SUITE, 3072)
WEAK: Final = Parameters(WEAK_SUITE, 1024)


def parameters_of(suite: str, *, allow_weak: bool = False) -> Parameters:
    """Return the parameters of a suite; raise `WeakSuite` unless allowed."""
    if suite == GP1.suite:
        return GP1
    if suite != WEAK.suite:
        raise ManifestMalformed("suite: unknown")
    if not allow_weak:
        raise WeakSuite("gp1/weak is for tests only")
    return WEAK
