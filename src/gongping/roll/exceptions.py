"""What can stand in the way of collecting a ballot."""

from gongping.foundation.errors import DomainError, Missing, Refused


class NotInRoll(Refused):
    """The person is not on the roll of this poll."""


class NotCollectingNow(DomainError):
    """Ballots are not collected at this moment."""


class NotYetCollecting(NotCollectingNow):
    """Collecting has not begun; it is worth waiting."""


class AlreadyCollected(DomainError):
    """This person has collected a ballot; there is no second one."""


class NoTicketLeft(DomainError):
    """The pool of the group is empty."""


class SlipsGone(DomainError):
    """The secrets of the slips no longer exist."""


class NoSuchEntry(Missing):
    """There is no such entry in the roll."""


class UnknownTicket(Missing):
    """The poll has no such ticket in this group."""


class SlipRedeemed(DomainError):
    """A slip that nobody drew was redeemed: somebody stuffed."""


class NoSlipPrinted(DomainError):
    """Nobody can have drawn a slip of this group: there is none."""
