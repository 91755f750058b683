"""What can stand in the way of entering paper ballots."""

from gongping.foundation.errors import DomainError, Missing


class NotEnteringNow(DomainError):
    """Paper ballots are not entered at this moment."""


class NoSuchPile(Missing):
    """There is no such pile of paper ballots."""


class OneClerkOnly(DomainError):
    """The two entries of a pile come from two different people."""


class TurnTaken(DomainError):
    """Both entries of the pile have begun, or this one is finished."""


class StillTyping(DomainError):
    """Nobody compares before both entries are complete."""


class SheetUnfinished(DomainError):
    """A sheet has cells that nobody typed."""


class PilesOpen(DomainError):
    """A pile is not entered twice, or its differences are not settled."""


class MoreSheetsThanPeople(DomainError):
    """More sheets were entered than people were marked as on paper."""
