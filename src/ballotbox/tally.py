"""The count: how often each grade was given, and why ballots did not count."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

from ballotbox.errors import ManifestMalformed
from ballotbox.histogram import BLOCK, GradeCounter
from ballotbox.manifest import Manifest
from ballotbox.validity import ABSTAINED, Reason, first_failure, mended, rule_failure

MOST_GRADES: Final = 0xFF
HIGH_OF_LOW: Final = bytes(255) + ABSTAINED
"""The high byte that a sound cell has before each low byte."""

Hear = Callable[[int, bytes], None]
"""Is told a group, and the low bytes of some valid ballots of it, one after another."""

_Failure = Callable[[Manifest, Any], Reason | None]
Histogram = tuple[tuple[tuple[int, ...], ...], ...]
"""Counts by unit, criterion and grade; the last place of each row is 不了解."""


@dataclass(frozen=True, slots=True)
class GroupTally:
    """The count of one group: 收回 = 有效 + 无效, 弃权 among the valid."""

    group: int
    issued: int
    received: int
    valid: int
    abstained: int
    invalid: tuple[tuple[Reason, int], ...]
    histogram: Histogram

    @property
    def invalid_total(self) -> int:
        """Return how many ballots did not count."""
        return self.received - self.valid


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a whole poll, group by group in manifest order."""

    groups: tuple[GroupTally, ...]

    def of_group(self, number: int) -> GroupTally:
        """Return the count of one group."""
        return next(tally for tally in self.groups if tally.group == number)


class Counting:
    """The count of one group while its ballots come in, piece by piece.

    `hear` is told the low bytes of the valid ballots of each piece: statistics that
    look at whole ballots need no second opening.
    """

    def __init__(
        self, manifest: Manifest, hear: Callable[[bytes], None] | None = None
    ) -> None:
        if len(manifest.grades) > MOST_GRADES:
            raise ManifestMalformed("grades: more than can be counted")
        self._manifest, self._hear = manifest, hear
        self._counter = GradeCounter(manifest.cell_count, len(manifest.grades))
        self._allowed = bytes([*range(len(manifest.grades)), 0xFF])
        self._failures: Counter[Reason] = Counter()
        self._received = self._valid = self._abstained = 0

    def add(self, ballots: Iterable[bytes | None]) -> None:
        """Count these ballots; nothing stands for one that the locks did not open."""
        rest = iter(ballots)
        while block := list(islice(rest, BLOCK)):
            self._received += len(block)
            self._add_block(block)

    def finish(self, group: int, issued: int) -> GroupTally:
        """Return the count of the group."""
        return GroupTally(
            group=group,
            issued=issued,
            received=self._received,
            valid=self._valid,
            abstained=self._abstained,
            invalid=tuple(
                (reason, self._failures[reason])
                for reason in Reason
                if self._failures[reason]
            ),
            histogram=self._histogram(),
        )

    def _add_block(self, block: list[bytes | None]) -> None:
        low = self._low_bytes(block)
        if low is None and self._manifest.is_by_row:
            block = [mended(self._manifest, cells) for cells in block]
        if low is None or self._manifest.rules or self._manifest.quotas:
            failure = first_failure if low is None else rule_failure
            block = [cells for cells in block if self._is_valid(cells, failure)]
            low = b"".join(filter(None, block))[1::2]
        self._valid += len(block)
        self._abstained += block.count(ABSTAINED * self._manifest.cell_bytes)
        self._counter.add(low)
        if self._hear is not None:
            self._hear(low)

    def _low_bytes(self, block: list[bytes | None]) -> bytes | None:
        """Return the low byte of each cell, or nothing if any ballot is unsound.

        A sound cell is told by its low byte: it is a grade after 0x00, or 0xFF
        after 0xFF.
        """
        sound = [cells for cells in block if cells is not None]
        if {*map(len, sound)} != {self._manifest.cell_bytes} or len(sound) < len(block):
            return None
        joined = b"".join(sound)
        low = joined[1::2]
        if low.translate(None, self._allowed):
            return None
        return low if joined[::2] == low.translate(HIGH_OF_LOW) else None

    def _is_valid(self, cells: bytes | None, failure: _Failure) -> bool:
        reason = failure(self._manifest, cells)
        if reason is not None:
            self._failures[reason] += 1
        return reason is None

    def _histogram(self) -> Histogram:
        counts = self._counter.counts()
        rows = [(*cell, self._valid - sum(cell)) for cell in counts]
        columns = len(self._manifest.criteria)
        return tuple(
            tuple(rows[unit : unit + columns]) for unit in range(0, len(rows), columns)
        )


def tally_cells(
    manifest: Manifest,
    issued: Mapping[int, int],
    ballots: Mapping[int, Iterable[bytes | None]],
    hear: Hear | None = None,
) -> Tally:
    """Return the count of ballots by group; groups that are not given are left out."""
    return Tally(
        tuple(
            _count(
                counting_of(manifest, group.number, hear),
                group.number,
                issued,
                ballots[group.number],
            )
            for group in manifest.groups
            if group.number in ballots
        )
    )


def counting_of(manifest: Manifest, group: int, hear: Hear | None) -> Counting:
    """Return an empty count of one group that tells `hear` its valid ballots."""
    return Counting(manifest, None if hear is None else partial(hear, group))


def _count(
    counting: Counting,
    number: int,
    issued: Mapping[int, int],
    ballots: Iterable[bytes | None],
) -> GroupTally:
    counting.add(ballots)
    return counting.finish(number, issued[number])
