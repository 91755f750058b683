"""The verification of a closed poll: checks what is given, names what is not."""

from collections import Counter
from collections.abc import Iterable, Sized
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import NamedTuple

from ballotbox.approval import verify_approvals
from ballotbox.board_file import read_lines
from ballotbox.checks import Check, Report
from ballotbox.counts import Turnout, counts_digest, verify_counts, verify_slips
from ballotbox.errors import ManifestDiffers, UncastInvalid
from ballotbox.examination import Books, Cursor, Stopped
from ballotbox.findings import (
    BallotDoubled,
    BallotMissing,
    BallotsUnsorted,
    HeadDiffers,
    MoreTokensThanCollected,
)
from ballotbox.head import (
    Head,
    verify_cosigned,
    verify_head_signed,
    verify_numbers,
    verify_one_view,
)
from ballotbox.lines import (
    BallotLine,
    BoardLine,
    CosignaturesLine,
    CountsLine,
    HeadLine,
    ManifestLine,
    PaperLine,
    SlipsLine,
    UncastLine,
)
from ballotbox.manifest import Manifest, parse_manifest
from ballotbox.opening import BallotPiece, Judged, in_pieces, verify_piece
from ballotbox.paper import PaperDigests, paper_digest, verify_paper_signed
from ballotbox.parameters import parameters_of
from ballotbox.recount import Recount, Spread
from ballotbox.sealed import Receipt, check_receipt
from ballotbox.tally import Hear, Tally
from ballotbox.totals import verify_totals, verify_totals_fit
from ballotbox.tree import tree_root
from ballotbox.uncast import Uncast, verify_uncast


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody has in hand; all but the board may be lacking.

    `board` are the raw lines of the public part, of the whole file, or of both parts
    one after the other. `rules` is M, `head` SHA-256 of the head, from where they were
    seen first. `others` are boards that other people hold.
    """

    board: Iterable[bytes]
    rules: bytes | None = None
    head: bytes | None = None
    others: tuple[Iterable[bytes], ...] = ()
    receipts: tuple[Receipt, ...] = ()
    totals: Tally | None = None


def verify(
    given: Given,
    *,
    allow_weak: bool = False,
    spread: Spread = map,
    hear: Hear | None = None,
) -> Report:
    """Return the report if all that was given holds; raise its named error if not.

    `hear` is told the valid ballots while they are counted, which says nothing yet
    of whether the rest holds.
    """
    report = examine(given, allow_weak=allow_weak, spread=spread, hear=hear)
    if report.error is not None:
        raise report.error
    return report


def examine(
    given: Given,
    *,
    allow_weak: bool = False,
    spread: Spread = map,
    hear: Hear | None = None,
) -> Report:
    """Return the report of every check, the first that fails among them."""
    return _Examination(given, allow_weak=allow_weak, spread=spread).report(hear)


class _Closed(NamedTuple):
    """What the board says of the poll beside its ballots."""

    turnouts: tuple[Turnout, ...]
    counts: bytes
    paper: PaperDigests


class _Examination:
    """One verification, in the order of the file."""

    def __init__(self, given: Given, *, allow_weak: bool, spread: Spread) -> None:
        self._given, self._allow_weak, self._spread = given, allow_weak, spread
        self._books = Books()
        self._cursor = Cursor(given.board)
        self._manifest: Manifest | None = None
        self._head: Head | None = None
        self._tally: Tally | None = None

    def report(self, hear: Hear | None) -> Report:
        """Return what came of every check."""
        self._enter_absent()
        with suppress(Stopped):
            self._examine(hear)
        return Report(
            outcomes=self._books.outcomes(),
            error=self._books.error,
            manifest=self._manifest,
            head=self._head,
            tally=self._tally,
        )

    def _examine(self, hear: Hear | None) -> None:
        manifest = self._manifest = self._check_rules()
        judged = self._check_ballots(manifest)
        closed = self._check_counts(manifest, judged)
        head = self._head = self._check_head(manifest, judged, closed)
        self._check_named(manifest, head)
        self._check_uncast(manifest, judged, closed)
        self._check_receipts(manifest, judged)
        recount = Recount(
            self._books,
            self._cursor,
            manifest,
            spread=self._spread,
            allow_weak=self._allow_weak,
        )
        self._tally = recount.run(head, judged, closed.turnouts, closed.paper, hear)
        self._books.passed(Check.FORM)
        self._check_totals(manifest, closed)

    def _enter_absent(self) -> None:
        given = self._given
        lacking = {
            Check.RULES_EXPECTED: given.rules is None,
            Check.HEAD_EXPECTED: given.head is None,
            Check.ONE_VIEW: not given.others,
            Check.RECEIPTS: not given.receipts,
            Check.TOTALS_FIT: given.totals is None,
            Check.TOTALS: given.totals is None,
        }
        self._books.absent(*(check for check, lacks in lacking.items() if lacks))

    def _check_rules(self) -> Manifest:
        with self._books.promise(Check.RULES):
            self._cursor.start()
            board, line = self._cursor.one(BoardLine), self._cursor.one(ManifestLine)
            manifest = parse_manifest(line.text, allow_weak=self._allow_weak)
            parameters_of(manifest.suite, allow_weak=self._allow_weak)
            if manifest.digest != board.manifest:
                raise ManifestDiffers("the text is not the one that M stands for")
            if manifest.poll != board.poll:
                raise ManifestDiffers("the rules are those of another poll")
        self._books.passed(Check.RULES, manifest.digest.hex())
        if self._given.rules is not None:
            with self._books.promise(Check.RULES_EXPECTED):
                if self._given.rules != manifest.digest:
                    raise ManifestDiffers("M is not the one that was named")
        with self._books.promise(Check.RULES_SIGNED, _number(line.signatures)):
            verify_numbers(manifest, line.signatures)
            verify_approvals(manifest, dict(line.signatures))
        return manifest

    def _check_ballots(self, manifest: Manifest) -> list[Judged]:
        with self._books.promise(Check.BALLOTS):
            rows = (
                (number, line.body, line.signature)
                for number, line in self._cursor.all(BallotLine)
            )
            pieces = (
                BallotPiece(manifest.text, self._allow_weak, piece)
                for piece in in_pieces(rows)
            )
            judged = list(chain.from_iterable(self._spread(verify_piece, pieces)))
        self._books.passed(Check.BALLOTS, _number(judged))
        with self._books.promise(Check.ORDER):
            _verify_order(judged)
        return judged

    def _check_counts(self, manifest: Manifest, judged: list[Judged]) -> _Closed:
        with self._books.promise(Check.COUNTS):
            turnouts = self._cursor.one(CountsLine).groups
            verify_counts(manifest, turnouts, Counter(row.group for row in judged))
        with self._books.promise(Check.SLIPS):
            slips = self._cursor.one(SlipsLine).slips
            verify_slips(manifest, turnouts, slips)
        with self._books.promise(Check.PAPER):
            paper = self._cursor.one(PaperLine)
            verify_paper_signed(manifest, turnouts, paper.digests, paper.signatures)
        return _Closed(turnouts, counts_digest(turnouts, slips), paper.digests)

    def _check_head(
        self, manifest: Manifest, judged: list[Judged], closed: _Closed
    ) -> Head:
        with self._books.promise(Check.HEAD):
            line = self._cursor.one(HeadLine)
            head = line.head(manifest.digest)
            _verify_head(head, manifest, judged, closed)
        self._books.passed(Check.HEAD, head.digest.hex())
        with self._books.promise(Check.HEAD_SIGNED):
            verify_head_signed(manifest, head, line.signature)
        with self._books.promise(Check.COSIGNED):
            signatures = self._cursor.one(CosignaturesLine).signatures
            verify_cosigned(manifest, head.digest, signatures)
        self._books.passed(Check.COSIGNED, _number(signatures))
        return head

    def _check_named(self, manifest: Manifest, head: Head) -> None:
        if self._given.head is not None:
            with self._books.promise(Check.HEAD_EXPECTED):
                if self._given.head != head.digest:
                    raise HeadDiffers("the head is not the one that was named")
        if self._given.others:
            with self._books.promise(Check.ONE_VIEW, _number(self._given.others)):
                for other in self._given.others:
                    _verify_other(manifest, head, other)

    def _check_uncast(
        self, manifest: Manifest, judged: list[Judged], closed: _Closed
    ) -> None:
        if not self._cursor.has(UncastLine):
            self._books.absent(Check.UNCAST)
            return
        with self._books.promise(Check.UNCAST):
            shown = [
                line.uncast(manifest.digest) for _, line in self._cursor.all(UncastLine)
            ]
            for uncast in shown:
                verify_uncast(manifest, uncast, allow_weak=self._allow_weak)
            _verify_never_cast(shown, judged)
            _verify_issued(shown, closed.turnouts)
        self._books.passed(Check.UNCAST, _number(shown))

    def _check_receipts(self, manifest: Manifest, judged: list[Judged]) -> None:
        receipts = self._given.receipts
        if receipts:
            keys = {row.leaf: row.key for row in judged}
            with self._books.promise(Check.RECEIPTS, _number(receipts)):
                for receipt in receipts:
                    _verify_present(manifest, receipt, keys)

    def _check_totals(self, manifest: Manifest, closed: _Closed) -> None:
        published = self._given.totals
        if published is None:
            return
        with self._books.promise(Check.TOTALS_FIT):
            verify_totals_fit(manifest, published, closed.turnouts)
        with self._books.promise(Check.TOTALS):
            compared = verify_totals(published, self._tally or Tally(()))
        if not compared:
            self._books.absent(Check.TOTALS)
            return
        all_units = len(manifest.units)
        notes = (f"{group}: {units}/{all_units}" for group, units in compared.items())
        self._books.passed(Check.TOTALS, ", ".join(notes))


def _number(things: Sized) -> str:
    return str(len(things))


def _verify_order(judged: list[Judged]) -> None:
    for one, other in pairwise(judged):
        if one.leaf > other.leaf:
            raise BallotsUnsorted(f"leaf {other.leaf.hex()} comes too late")
    keys = Counter(row.key for row in judged)
    if len(keys) < len(judged):
        key, _ = keys.most_common(1)[0]
        raise BallotDoubled(f"ballot key {key.hex()} stands more than once")


def _verify_head(
    head: Head, manifest: Manifest, judged: list[Judged], closed: _Closed
) -> None:
    wrong = {
        "number of ballots": head.size != len(judged),
        "root": head.root != tree_root(row.leaf for row in judged),
        "counts": head.counts != closed.counts,
        "paper": head.paper != paper_digest(manifest.digest, closed.paper),
    }
    for part, is_wrong in wrong.items():
        if is_wrong:
            raise HeadDiffers(f"{part}: not as on the board")


def _verify_other(manifest: Manifest, head: Head, other: Iterable[bytes]) -> None:
    digest = b""
    for line in read_lines(other):
        if isinstance(line, BoardLine):
            digest = line.manifest
        elif isinstance(line, HeadLine):
            if digest != manifest.digest:
                raise ManifestDiffers("the other board is that of another poll")
            verify_one_view(manifest, head, line.head(digest), line.signature)


def _verify_never_cast(shown: list[Uncast], judged: list[Judged]) -> None:
    keys = [uncast.key for uncast in shown]
    if keys != sorted(set(keys)):
        raise UncastInvalid("the tokens are not sorted, or some are shown twice")
    if not {row.key for row in judged}.isdisjoint(keys):
        raise UncastInvalid("a token that is shown as uncast was cast")


def _verify_issued(shown: list[Uncast], turnouts: tuple[Turnout, ...]) -> None:
    more = Counter(uncast.group for uncast in shown)
    for turnout in turnouts:
        signed = turnout.received + more[turnout.group]
        for issuer, collected in enumerate(turnout.collected, 1):
            if signed > collected:
                raise MoreTokensThanCollected(
                    f"group {turnout.group}: issuer {issuer} signed {signed} at "
                    f"least, and says {collected}"
                )


def _verify_present(
    manifest: Manifest, receipt: Receipt, keys: dict[bytes, bytes]
) -> None:
    check_receipt(manifest, receipt)
    if keys.get(receipt.leaf) != receipt.key:
        raise BallotMissing(f"leaf {receipt.leaf.hex()} is not on the board")
