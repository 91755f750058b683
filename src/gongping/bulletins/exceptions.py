"""What can be wrong with an official document: each with a sentence."""

from gongping.foundation.errors import DomainError, Missing, Refused


class NoSuchBulletin(Missing):
    """There is no such document for this person."""


class NotYours(Refused):
    """Somebody else writes or approves documents."""


class NotYetOver(DomainError):
    """The session is not closed: there is nothing to write of yet."""


class AlreadyThere(DomainError):
    """The document of this kind is being written, or waits for approval."""


class NotNow(DomainError):
    """The document is in a state in which this is not done."""


class Changed(DomainError):
    """Somebody else has saved since the page was opened."""


class Unfinished(DomainError):
    """Something in the text is still to be filled in."""


class OwnWriting(Refused):
    """Nobody approves what they wrote themselves."""
