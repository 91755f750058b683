"""The count: how often each grade was given, and why ballots did not count."""

from collections import Counter
from dataclasses import dataclass

from ballotbox.board import Board, verify_board
from ballotbox.cells import decode_cells
from ballotbox.manifest import Manifest
from ballotbox.validity import Reason, first_failure, is_abstention

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


def tally_board(manifest: Manifest, board: Board) -> Tally:
    """Return the count of a board, after verifying that it fits the manifest."""
    verify_board(board, manifest)
    issued = {count.group: count.issued for count in board.counts}
    cells: dict[int, list[bytes]] = {group.number: [] for group in manifest.groups}
    for ballot in board.ballots:
        cells[ballot.group].append(ballot.cells)
    return Tally(
        tuple(
            _group(manifest, number, issued[number], cells[number]) for number in cells
        )
    )


def _group(
    manifest: Manifest, number: int, issued: int, ballots: list[bytes]
) -> GroupTally:
    failures: Counter[Reason] = Counter()
    valid: list[tuple[int, ...]] = []
    for cells in ballots:
        if (reason := first_failure(manifest, cells)) is not None:
            failures[reason] += 1
        else:
            valid.append(decode_cells(cells))
    return GroupTally(
        group=number,
        issued=issued,
        received=len(ballots),
        valid=len(valid),
        abstained=sum(map(is_abstention, valid)),
        invalid=tuple(
            (reason, failures[reason]) for reason in Reason if failures[reason]
        ),
        histogram=_histogram(manifest, valid),
    )


def _histogram(manifest: Manifest, ballots: list[tuple[int, ...]]) -> Histogram:
    steps = len(manifest.grades)
    counts = [[0] * (steps + 1) for _ in range(manifest.cell_count)]
    for grades in ballots:
        for cell, grade in enumerate(grades):
            counts[cell][min(grade, steps)] += 1
    columns = len(manifest.criteria)
    return tuple(
        tuple(tuple(counts[unit * columns + column]) for column in range(columns))
        for unit in range(len(manifest.units))
    )
