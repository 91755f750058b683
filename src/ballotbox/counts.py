"""The counts of a closed poll: roll ≥ collected ≥ ballots, and slips that add up."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from ballotbox import rolls
from ballotbox.canonical import canonical_json
from ballotbox.errors import SlipsDiffer, SlipUnknown
from ballotbox.findings import (
    CountsDiffer,
    MoreBallotsThanCollected,
    MoreCollectedThanRoll,
    PaperDiffers,
    QuorumNotReached,
    UndrawnSlipRedeemed,
)
from ballotbox.labels import COUNTS, TICKET, labelled_hash

if TYPE_CHECKING:
    from ballotbox.manifest import Manifest

Slip = tuple[int, bytes]
"""A group, and the hash of a slip's ticket; where it was opened, the ticket."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """The counts of one group.

    `roll` contains the `late` voters of a supplementary roll; `collected` has one
    number per issuer; `paper` are the people marked as on paper, `paper_received`
    their ballots; `drawn` are the people marked as having drawn a slip; `received`
    the ballots on the board.
    """

    group: int
    roll: int
    late: int
    collected: tuple[int, ...]
    paper: int
    paper_received: int
    printed: int
    drawn: int
    undrawn: int
    received: int

    @property
    def issued(self) -> int:
        """Return how many ballots were handed out (发出), on paper too."""
        return min(self.collected) + self.paper

    @property
    def all_received(self) -> int:
        """Return how many ballots came in (收回), by box or on paper."""
        return self.received + self.paper_received


@dataclass(frozen=True, slots=True)
class Slips:
    """All slips of a poll: printed and redeemed as hashes, undrawn ones opened."""

    printed: tuple[Slip, ...]
    redeemed: tuple[tuple[Slip, ...], ...]
    undrawn: tuple[Slip, ...]

    @property
    def printed_by_group(self) -> dict[int, list[str]]:
        """Return the hashes of the printed slips as digits, by group."""
        found: dict[int, list[str]] = {}
        for group, ticket in self.printed:
            found.setdefault(group, []).append(ticket.hex())
        return found


def counts_digest(turnouts: Iterable[Turnout], slips: Slips) -> bytes:
    """Return what the head carries of counts and slips."""
    written = canonical_json(
        [
            [list(asdict(turnout).values()) for turnout in turnouts],
            [_hexadecimal(slips.printed), _hexadecimal(slips.undrawn)],
            [_hexadecimal(redeemed) for redeemed in slips.redeemed],
        ]
    )
    return labelled_hash(COUNTS, written.encode())


def verify_counts(
    manifest: "Manifest", turnouts: tuple[Turnout, ...], received: Mapping[int, int]
) -> None:
    """Raise a named error unless board ≤ collected ≤ roll holds in every group.

    `received` are the ballots found on the board, by group.
    """
    if [turnout.group for turnout in turnouts] != [g.number for g in manifest.groups]:
        raise CountsDiffer("the groups are not those of the rules, in their order")
    for turnout, group in zip(turnouts, manifest.groups, strict=True):
        place = f"group {turnout.group}"
        if turnout.roll != group.size + turnout.late:
            raise CountsDiffer(f"{place}: the roll is not that of the rules")
        if len(turnout.collected) != len(manifest.seal.issuers):
            raise CountsDiffer(f"{place}: not one count of each issuer")
        if turnout.received != received.get(turnout.group, 0):
            raise CountsDiffer(f"{place}: the board holds another number of ballots")
        _check_order(turnout)


def verify_slips(
    manifest: "Manifest", turnouts: tuple[Turnout, ...], slips: Slips
) -> None:
    """Raise unless the slips add up and no slip that nobody drew was redeemed.

    `UndrawnSlipRedeemed` is proof of stuffing; the others are `SlipsDiffer` and
    `SlipUnknown`.
    """
    if len(slips.redeemed) != len(manifest.seal.issuers):
        raise SlipsDiffer("not one list of redeemed slips of each issuer")
    for listed in (slips.printed, *slips.redeemed, slips.undrawn):
        if list(listed) != sorted(set(listed)):
            raise SlipsDiffer("a list of slips is not sorted, or has one twice")
    rolls.verify_slips(manifest, slips.printed_by_group)
    _check_opened(slips)
    for turnout in turnouts:
        _check_slip_counts(turnout, slips)


def needed_for_quorum(roll: int, quorum: Fraction) -> int:
    """Return how many ballots a share of the roll asks for, rounded up."""
    return ceil(roll * quorum)


def verify_quorum(manifest: "Manifest", turnouts: Iterable[Turnout]) -> None:
    """Raise `QuorumNotReached` unless enough took part, on paper or not."""
    rows = list(turnouts)
    received = sum(turnout.all_received for turnout in rows)
    roll = sum(turnout.roll for turnout in rows)
    if received < needed_for_quorum(roll, manifest.quorum):
        raise QuorumNotReached(f"{received} of {roll} took part")


def _check_opened(slips: Slips) -> None:
    printed = set(slips.printed)
    opened = {(group, labelled_hash(TICKET, slip)) for group, slip in slips.undrawn}
    if not opened <= printed:
        raise SlipUnknown("an opened slip was never printed for its group")
    for redeemed in slips.redeemed:
        if not printed.issuperset(redeemed):
            raise SlipUnknown("a redeemed slip was never printed for its group")
        if not opened.isdisjoint(redeemed):
            raise UndrawnSlipRedeemed("a slip that nobody drew was redeemed")


def _check_order(turnout: Turnout) -> None:
    place = f"group {turnout.group}"
    if turnout.received > min(turnout.collected):
        raise MoreBallotsThanCollected(
            f"{place}: {turnout.received} ballots, {min(turnout.collected)} collected"
        )
    if max(turnout.collected) + turnout.paper > turnout.roll:
        raise MoreCollectedThanRoll(f"{place}: more than {turnout.roll} people")
    if turnout.paper_received > turnout.paper:
        raise PaperDiffers(f"{place}: more paper ballots than people on paper")


def _check_slip_counts(turnout: Turnout, slips: Slips) -> None:
    place = f"group {turnout.group}"
    if turnout.printed != _in_group(slips.printed, turnout.group):
        raise SlipsDiffer(f"{place}: another number of slips was printed")
    if turnout.undrawn != _in_group(slips.undrawn, turnout.group):
        raise SlipsDiffer(f"{place}: not every undrawn slip is opened")
    if turnout.drawn + turnout.undrawn != turnout.printed:
        raise SlipsDiffer(f"{place}: drawn and undrawn are not all that were printed")
    for redeemed, collected in zip(slips.redeemed, turnout.collected, strict=True):
        if _in_group(redeemed, turnout.group) > collected:
            raise SlipsDiffer(f"{place}: more slips redeemed than ballots collected")


def _in_group(slips: tuple[Slip, ...], number: int) -> int:
    return sum(group == number for group, _ in slips)


def _hexadecimal(slips: tuple[Slip, ...]) -> list[list[int | str]]:
    return [[group, value.hex()] for group, value in slips]
