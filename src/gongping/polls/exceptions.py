"""What can stand in the way of a poll, each said so that one can go on."""

from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class NoSuchPoll(Missing):
    """There is no such poll for this person."""


class NotYours(Refused):
    """The step belongs to somebody else."""


class PlanFixed(DomainError):
    """Rules cannot be changed once they are frozen."""


class NotReady(Invalid):
    """The plan cannot be frozen as it is; the message names what is wanting."""


class UnitsStillReporting(DomainError):
    """Casting opens to all together, after the last report."""


class CollectingTooShort(DomainError):
    """Casting opens some minutes after collecting, so that no order shows in both."""


class NotEnoughScrutineers(DomainError):
    """Too few scrutineers are present to unseal."""


class MoreBallotsThanCollected(DomainError):
    """A group has more ballots than voters who collected one."""


class BoxUnreachable(DomainError):
    """The box gave no usable answer; nothing was changed."""

    status = 503


class BoxRefused(DomainError):
    """The box answered that it will not do this."""


class NotInBox(BoxRefused):
    """The box does not hold the poll, or holds it no longer."""


class BoardNotAsClosed(DomainError):
    """The board is not the one whose digest was taken at close."""


class CountsNotRight(DomainError):
    """Ballots, tickets and slips of the closed poll do not add up."""


class PaperWanting(DomainError):
    """Paper ballots are not entered, not sealed or not signed yet."""


class KeyNotUsable(Invalid):
    """What was handed in is no key, or not the one that the rules name."""


class LockTaken(DomainError):
    """The lock belongs to other scrutineers, or was made by another one already."""


class LockNotMade(DomainError):
    """A lock that is to be tried has not been made yet."""


class TrialNotPassed(Invalid):
    """The holder did not open what was sealed to the locks."""


class LocksShut(DomainError):
    """A lock has not been released, so the ballots cannot be opened."""


class SignatureWrong(Invalid):
    """The signature is not that of the scrutineer's key."""


class OfficeFileWrong(Invalid):
    """What the second office handed in does not fit this poll."""


class CountsWanting(DomainError):
    """The second office has not said yet how many ballots were collected."""


class RulesNotSigned(DomainError):
    """Collecting begins only when every scrutineer has signed the rules."""
