"""What can stand in the way of a comment, said so that one can go on."""

from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class NotYetSayable(Invalid):
    """A comment cannot be signed while sections or decisions are missing."""


class SavedElsewhere(DomainError):
    """Another device of the same leader saved a newer draft."""


class NotYourUnit(Refused):
    """The leader neither supervises nor is linked with the unit."""


class AlreadySigned(DomainError):
    """A signed comment is no longer a draft."""


class NotYoursToTakeDown(Refused):
    """The secretariat may not open what a leader wrote alone."""


class NoSuchPair(Missing):
    """The leader owes this unit no comment in this round."""


class NoSuchComment(Missing):
    """There is no such comment for this person."""
