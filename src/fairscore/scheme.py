"""The rule by which counts become scores, as data that is fixed before the vote.

score of a cell       mean of the points; the same without the k highest and the k
                      lowest grades; or the points of the band that the rate of the
                      best grades reaches
score of a group      Σ_c v_c · cell / Σ_c v_c
composite             pools inside pools: Σ_p w_p s_p / Σ_p w_p at every level
worth                 the composite, converted so that full marks are worth this much

Everything is exact: fractions go in, fractions come out (domain §4.2). The rule is
applied by `evaluation.evaluate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from fairscore.errors import SchemeMalformed

WHOLE: Final = 0
"""The number of what holds all pools; pools are numbered from 1."""


class Method(StrEnum):
    """How the grades of one group for one unit and criterion become one score."""

    MEAN = "mean"
    TRIMMED = "trimmed"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Trim:
    """Leave out `each` highest and lowest grades where more than `above` graded."""

    each: int = 0
    above: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """These points where the rate of the best grades is at least this share."""

    at_least: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Override:
    """These points, whatever the bands say, where the lowest steps reach a share."""

    steps: int
    at_least: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Pool:
    """A part of the whole, or of a pool of a smaller number (`parent`)."""

    weight: Fraction
    parent: int = WHOLE


@dataclass(frozen=True, slots=True)
class Scheme:
    """A rule that can be computed with; made by `parse_scheme`.

    `points` (C,) of the steps, best first; weights `criteria` (K,) and `groups` (G,);
    `pool_of` (G,) the pool of each group; `best` how many steps count as best.
    A pool without groups and pools in it is filled from outside the ballot.
    """

    points: tuple[Fraction, ...]
    criteria: tuple[Fraction, ...]
    groups: tuple[Fraction, ...]
    pool_of: tuple[int, ...]
    pools: tuple[Pool, ...] = ()
    method: Method = Method.MEAN
    trim: Trim = Trim()
    best: int = 1
    bands: tuple[Band, ...] = ()
    overrides: tuple[Override, ...] = ()
    worth: Fraction | None = None

    @property
    def full_points(self) -> Fraction:
        """Return the points of a unit of which everybody thinks best."""
        if self.method is Method.BANDS:
            return max(band.points for band in self.bands)
        return max(self.points)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Return the lowest and the highest score that a group can give a unit."""
        if self.method is Method.BANDS:
            given = [band.points for band in self.bands]
            given += [override.points for override in self.overrides]
            return min(given), max(given)
        return min(self.points), max(self.points)

    @property
    def given_pools(self) -> tuple[int, ...]:
        """Return the numbers of the pools that are filled from outside the ballot."""
        filled = {*self.pool_of, *(pool.parent for pool in self.pools)}
        return tuple(n for n in range(1, len(self.pools) + 1) if n not in filled)

    @property
    def group_shares(self) -> tuple[Fraction, ...]:
        """Return what each group decides of the whole; given pools take the rest."""
        shares = {WHOLE: Fraction(1)}
        for number, pool in enumerate(self.pools, 1):
            shares[number] = shares[pool.parent] * pool.weight / self._sum(pool.parent)
        return tuple(
            shares[place] * weight / self._sum(place)
            for place, weight in zip(self.pool_of, self.groups, strict=True)
        )

    def groups_in(self, number: int) -> list[int]:
        """Return the places of the groups that lie in a pool."""
        return [at for at, place in enumerate(self.pool_of) if place == number]

    def pools_in(self, number: int) -> list[int]:
        """Return the places of the pools that lie in a pool."""
        return [at for at, pool in enumerate(self.pools) if pool.parent == number]

    def weights_in(self, number: int) -> list[Fraction]:
        """Return the weights of what lies in a pool: groups first, then pools."""
        return [
            *(self.groups[at] for at in self.groups_in(number)),
            *(self.pools[at].weight for at in self.pools_in(number)),
        ]

    def _sum(self, number: int) -> Fraction:
        return sum(self.weights_in(number), Fraction(0))


def parse_scheme(data: Mapping[str, Any]) -> Scheme:
    """Return the scheme of plain data; raise `SchemeMalformed` naming the place.

    Numbers are whole numbers, `Fraction`, `Decimal` or texts such as "2/3" and
    "7.5", never binary fractions. `points`, `criteria` and `groups` must be there;
    the rest are the other fields of `Scheme`, rows as lists in the order of theirs.
    """
    if unknown := sorted(set(data) - set(Scheme.__dataclass_fields__)):
        raise SchemeMalformed(unknown[0], "not known")
    groups = _numbers(data, "groups")
    worth = data.get("worth")
    scheme = Scheme(
        points=_numbers(data, "points"),
        criteria=_numbers(data, "criteria"),
        groups=groups,
        pool_of=_places(data.get("pool_of", [WHOLE] * len(groups))),
        pools=tuple(
            Pool(_number(weight, "pools"), _whole(parent, "pools"))
            for weight, parent in _rows(data, "pools", 2)
        ),
        method=_method(data.get("method", Method.MEAN)),
        trim=_trim(data.get("trim")),
        best=_whole(data.get("best", 1), "best"),
        bands=tuple(
            Band(_number(share, "bands"), _number(points, "bands"))
            for share, points in _rows(data, "bands", 2)
        ),
        overrides=tuple(
            Override(
                _whole(steps, "overrides"),
                _number(share, "overrides"),
                _number(points, "overrides"),
            )
            for steps, share, points in _rows(data, "overrides", 3)
        ),
        worth=None if worth is None else _number(worth, "worth"),
    )
    _check(scheme)
    return scheme


def _check(scheme: Scheme) -> None:
    steps = len(scheme.points)
    wrong = {
        "points": steps < 2,
        "criteria": not _are_weights(scheme.criteria),
        "groups": not _are_weights(scheme.groups),
        "pools": any(
            not 0 <= pool.parent < number or pool.weight <= 0
            for number, pool in enumerate(scheme.pools, 1)
        ),
        "pool_of": len(scheme.pool_of) != len(scheme.groups)
        or any(not 0 <= place <= len(scheme.pools) for place in scheme.pool_of),
        "trim": scheme.method is Method.TRIMMED and _is_wrong_trim(scheme.trim),
        "best": not 1 <= scheme.best < steps,
        "bands": scheme.method is Method.BANDS and _are_wrong_bands(scheme.bands),
        "overrides": any(
            not 1 <= row.steps < steps or not 0 < row.at_least <= 1
            for row in scheme.overrides
        ),
    }
    for place, is_wrong in wrong.items():
        if is_wrong:
            raise SchemeMalformed(place, "not possible")
    _check_sums(scheme)


def _check_sums(scheme: Scheme) -> None:
    """Raise unless every part that is divided by is above zero."""
    for number in {*scheme.pool_of, *(pool.parent for pool in scheme.pools)}:
        if not sum(scheme.weights_in(number)):
            raise SchemeMalformed("groups", "nothing in a pool has weight")
    if scheme.worth is not None and min(scheme.worth, scheme.full_points) <= 0:
        raise SchemeMalformed("worth", "not above zero")


def _is_wrong_trim(trim: Trim) -> bool:
    """Tell whether nothing, or everything, might be left out."""
    return trim.each < 1 or trim.above < 2 * trim.each


def _are_wrong_bands(bands: Sequence[Band]) -> bool:
    """Tell whether some rate would have no band, or a band could not be reached."""
    shares = [band.at_least for band in bands]
    falls = all(a > b for a, b in pairwise(shares))
    return not falls or not shares or shares[0] > 1 or shares[-1] != 0


def _are_weights(weights: Sequence[Fraction]) -> bool:
    return bool(weights) and min(weights) >= 0 and sum(weights) > 0


def _numbers(data: Mapping[str, Any], place: str) -> tuple[Fraction, ...]:
    return tuple(_number(value, place) for value in _list(data.get(place), place))


def _places(value: Any) -> tuple[int, ...]:
    return tuple(_whole(number, "pool_of") for number in _list(value, "pool_of"))


def _trim(value: Any) -> Trim:
    if value is None:
        return Trim()
    each, above = _row(value, "trim", 2)
    return Trim(_whole(each, "trim"), _whole(above, "trim"))


def _rows(data: Mapping[str, Any], place: str, width: int) -> list[Sequence[Any]]:
    return [_row(row, place, width) for row in _list(data.get(place, []), place)]


def _row(value: Any, place: str, width: int) -> Sequence[Any]:
    row = _list(value, place)
    if len(row) != width:
        raise SchemeMalformed(place, f"not {width} entries")
    return row


def _list(value: Any, place: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise SchemeMalformed(place, "not a list")
    return value


def _number(value: Any, place: str) -> Fraction:
    if isinstance(value, bool | float):
        raise SchemeMalformed(place, "not an exact number")
    try:
        return Fraction(value)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise SchemeMalformed(place, "not a number") from error


def _whole(value: Any, place: str) -> int:
    if type(value) is not int:
        raise SchemeMalformed(place, "not a whole number")
    return value


def _method(value: Any) -> Method:
    try:
        return Method(value)
    except ValueError as error:
        raise SchemeMalformed("method", "not known") from error
