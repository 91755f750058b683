"""The recount: what the recipients of the contents part can check beyond everybody."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ballotbox.checks import Check
from ballotbox.counts import Turnout, verify_quorum
from ballotbox.errors import ContentsDiffer
from ballotbox.examination import Books, Cursor
from ballotbox.findings import (
    ContentsMisplaced,
    ContentsMissing,
    HeadRewritten,
    PaperDiffers,
)
from ballotbox.head import Head
from ballotbox.lines import ContentsLine, PaperCellsLine, SealedLine
from ballotbox.manifest import Manifest
from ballotbox.opening import (
    Judged,
    SealedPiece,
    decode_locks,
    in_pieces,
    open_piece,
)
from ballotbox.paper import PaperDigests, verify_paper_batch
from ballotbox.tally import Counting, GroupTally, Hear, Tally, counting_of

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Applies a function to every piece, in order: `map`, or a pool of processes."""

CHECKS = (
    *(Check.QUORUM, Check.RELEASE, Check.LOCKS, Check.CONTENTS),
    *(Check.PAPER_CELLS, Check.COUNT),
)


class Recount:
    """Opens and counts the ballots whose contents are given."""

    def __init__(
        self,
        books: Books,
        cursor: Cursor,
        manifest: Manifest,
        *,
        allow_weak: bool,
        spread: Spread,
    ) -> None:
        self._books, self._cursor, self._manifest = books, cursor, manifest
        self._allow_weak, self._spread = allow_weak, spread
        self._counting: dict[int, Counting] = {}
        self._sealed: Counter[int] = Counter()
        self._paper: Counter[int] = Counter()

    def run(
        self,
        head: Head,
        judged: list[Judged],
        turnouts: tuple[Turnout, ...],
        digests: PaperDigests,
        hear: Hear | None = None,
    ) -> Tally | None:
        """Return the count of every group that is given; nothing if none is."""
        numbers = (row.number for row in self._manifest.groups)
        self._counting = {n: counting_of(self._manifest, n, hear) for n in numbers}
        if not self._cursor.has(ContentsLine):
            self._books.absent(*CHECKS)
            return None
        locks = self._check_release(head, turnouts)
        self._count_sealed(locks, judged)
        self._count_paper(turnouts, digests)
        with self._books.promise(Check.COUNT):
            counted = self._complete(turnouts)
        self._books.passed(Check.COUNT, ", ".join(str(row.group) for row in counted))
        return Tally(tuple(self._finish(turnout) for turnout in counted))

    def _check_release(
        self, head: Head, turnouts: tuple[Turnout, ...]
    ) -> tuple[bytes, ...]:
        """Return the lock keys, which were released for this head and fit."""
        with self._books.promise(Check.QUORUM):
            verify_quorum(self._manifest, turnouts)
        with self._books.promise(Check.RELEASE):
            line = self._cursor.one(ContentsLine)
            if line.head != head.digest:
                raise HeadRewritten(f"they were released for {line.head.hex()}")
        with self._books.promise(Check.LOCKS, str(len(line.locks))):
            decode_locks(self._manifest, line.locks)
        return line.locks

    def _count_sealed(self, locks: tuple[bytes, ...], judged: list[Judged]) -> None:
        with self._books.promise(Check.CONTENTS):
            text = self._manifest.text
            pieces = (
                SealedPiece(text, self._allow_weak, locks, piece)
                for piece in in_pieces(self._matching(judged))
            )
            for opened in self._spread(open_piece, pieces):
                for number, counting in self._counting.items():
                    counting.add(cells for group, cells in opened if group == number)
        self._books.passed(Check.CONTENTS, str(self._sealed.total()))

    def _matching(self, judged: list[Judged]) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield group, key and contents; both lists are sorted by leaf."""
        ballots = iter(judged)
        for number, line in self._cursor.all(SealedLine):
            ballot = next((row for row in ballots if row.leaf >= line.leaf), None)
            if ballot is None or ballot.leaf != line.leaf:
                raise ContentsMisplaced(f"line {number}: no ballot waits for this")
            if hashlib.sha256(line.contents).digest() != ballot.contents_digest:
                raise ContentsDiffer(f"line {number}: not what the ballot names")
            self._sealed[ballot.group] += 1
            yield ballot.group, ballot.key, line.contents

    def _count_paper(
        self, turnouts: tuple[Turnout, ...], digests: PaperDigests
    ) -> None:
        with self._books.promise(Check.PAPER_CELLS):
            for _, line in self._cursor.all(PaperCellsLine):
                if line.group in self._paper:
                    raise PaperDiffers(f"group {line.group}: two batches")
                verify_paper_batch(self._manifest, turnouts, digests, line.batch)
                self._paper[line.group] = len(line.ballots)
                self._counting[line.group].add(line.ballots)
        self._books.passed(Check.PAPER_CELLS, str(self._paper.total()))

    def _complete(self, turnouts: tuple[Turnout, ...]) -> list[Turnout]:
        """Return the groups that are given in full; a group in part is a fault."""
        counted = []
        for row in turnouts:
            given = self._sealed[row.group], self._paper[row.group]
            if given == (row.received, row.paper_received):
                counted.append(row)
            elif given != (0, 0):
                raise ContentsMissing(f"group {row.group}: some contents are missing")
        if not counted:
            raise ContentsMissing("no group has its contents")
        return counted

    def _finish(self, turnout: Turnout) -> GroupTally:
        counting = self._counting[turnout.group]
        return counting.finish(turnout.group, turnout.issued)
