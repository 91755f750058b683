"""What rules may add to the plain weighted mean; it stands in the manifest.

Here it is read and held to its form. The validity of ballots and the quorum follow
from it in this package; the scores are reckoned from the published counts by whoever
has them, as section 20 of the specification says.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ballotbox.errors import ManifestMalformed
from ballotbox.shapes import parts, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ballotbox.manifest import Manifest

VERSION: Final = 1
FORMULA: Final = "scheme/1"
"""The `formula` of a manifest that has a scheme; others need none."""

LARGEST: Final = 10_000
"""Above this no share is written: programs of every language multiply such numbers."""


class Scale(StrEnum):
    """What a step of the scale is to the voter: a grade, or a number."""

    GRADES = "grades"
    NUMBERS = "numbers"


class Method(StrEnum):
    """How the counts of one cell become one score."""

    MEAN = "mean"
    TRIMMED = "trimmed"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Mark:
    """A grade with several values: this many neighbouring steps are one grade."""

    name: str
    name_en: str
    steps: int


@dataclass(frozen=True, slots=True)
class Band:
    """These points where the rate of the best steps is at least parts / of."""

    parts: int
    of: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Override:
    """These points before any band, where the lowest steps reach parts / of."""

    steps: int
    parts: int
    of: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Quota:
    """On each criterion at least and at most so many of the steps first to last."""

    first: int
    last: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A part of the whole (`parent` 0), or of a pool of a smaller number."""

    number: int
    name: str
    name_en: str
    weight: Decimal
    parent: int


@dataclass(frozen=True, slots=True)
class Member:
    """In which pool a group counts; 0 is the whole."""

    group: int
    pool: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The further rules of a poll, all of them, also those that are not used.

    `worth` 0 leaves the score on the scale of the points.
    """

    version: int
    scale: Scale
    method: Method
    best: int
    trim_each: int
    trim_above: int
    worth: Decimal
    quorum_parts: int
    quorum_of: int
    is_by_row: bool
    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    overrides: tuple[Override, ...]
    quotas: tuple[Quota, ...]
    pools: tuple[Pool, ...]
    members: tuple[Member, ...]

    @property
    def quorum(self) -> Fraction:
        """Return the share of the roll that must take part."""
        return Fraction(self.quorum_parts, self.quorum_of)


def read_scheme(value: Any) -> Scheme:
    """Return the scheme of a parsed text; raise `ManifestMalformed` if none."""
    found = parts(value, Scheme, "scheme")
    lists = {
        "marks": Mark,
        "bands": Band,
        "overrides": Override,
        "quotas": Quota,
        "pools": Pool,
        "members": Member,
    }
    for name, kind in lists.items():
        found[name] = rows(value[name], kind, f"scheme.{name}")
    return Scheme(**found)


def check_scheme(manifest: "Manifest") -> None:
    """Raise `ManifestMalformed` unless formula and scheme belong to the rules."""
    scheme = manifest.scheme
    if (manifest.formula == FORMULA) != (scheme is not None):
        raise ManifestMalformed("formula: does not fit the scheme")
    if scheme is None:
        return
    wrong = {
        **_wrong_in_steps(scheme, len(manifest.grades), len(manifest.units)),
        **_wrong_in_shares(scheme, manifest.quorum_percent),
        **_wrong_in_pools(scheme, [group.number for group in manifest.groups]),
    }
    for place, is_wrong in wrong.items():
        if is_wrong:
            raise ManifestMalformed(f"scheme.{place}: not possible")


def _wrong_in_steps(scheme: Scheme, steps: int, units: int) -> dict[str, bool]:
    marked = [mark.steps for mark in scheme.marks]
    is_trimmed = scheme.method is Method.TRIMMED
    return {
        "version": scheme.version != VERSION,
        "marks": bool(marked) != (scheme.scale is Scale.GRADES)
        or (bool(marked) and (min(marked) < 1 or sum(marked) != steps)),
        "best": not 1 <= scheme.best < steps,
        "trim": is_trimmed != (scheme.trim_each > 0)
        or not 2 * scheme.trim_each <= scheme.trim_above <= LARGEST
        or not (is_trimmed or scheme.trim_above == 0),
        "overrides": any(not 1 <= row.steps < steps for row in scheme.overrides),
        "quotas": any(
            not (0 <= row.first <= row.last < steps and 0 <= row.least <= row.most)
            or row.least > units
            or row.most > LARGEST
            for row in scheme.quotas
        ),
    }


def _wrong_in_shares(scheme: Scheme, percent: int) -> dict[str, bool]:
    shares = [(row.parts, row.of) for row in scheme.bands]
    lowest = [(row.parts, row.of) for row in scheme.overrides]
    quorum = (scheme.quorum_parts, scheme.quorum_of)
    is_banded = scheme.method is Method.BANDS
    # In this order: what is no share at all cannot be compared.
    if not all(map(_is_share, [*shares, *lowest, quorum])):
        return {"shares": True}
    return {
        "bands": is_banded != bool(shares) or not _ends_at_nothing(shares),
        "overrides.share": any(not part for part, _ in lowest)
        or (bool(lowest) and not is_banded),
        "quorum": scheme.quorum_parts == 0
        or -(-100 * scheme.quorum_parts // scheme.quorum_of) != percent,
        "worth": scheme.worth.is_signed(),
    }


def _wrong_in_pools(scheme: Scheme, groups: list[int]) -> dict[str, bool]:
    numbers = [pool.number for pool in scheme.pools]
    return {
        "pools": numbers != [*range(1, len(numbers) + 1)]
        or any(
            not 0 <= pool.parent < pool.number or pool.weight <= 0
            for pool in scheme.pools
        ),
        "members": [row.group for row in scheme.members] != groups
        or any(not 0 <= row.pool <= len(numbers) for row in scheme.members),
    }


def _is_share(share: tuple[int, int]) -> bool:
    part, of = share
    return 0 <= part <= of <= LARGEST and of > 0


def _ends_at_nothing(shares: "Sequence[tuple[int, int]]") -> bool:
    """Tell whether the shares fall, and the last one is reached by everybody."""
    falls = all(a * d > c * b for (a, b), (c, d) in pairwise(shares))
    return falls and (not shares or shares[-1][0] == 0)
