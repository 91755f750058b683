"""What can stand in the way of a result."""

from gongping.foundation.errors import DomainError, Missing, Refused


class AlreadyCounted(DomainError):
    """The poll has a count, and this board is not the one it was made from."""


class NotToBePublished(DomainError):
    """There is nothing to publish, or the circle would not become wider."""


class NothingToCorrect(DomainError):
    """Computed again, the result is the same to the last figure."""


class NotYours(Refused):
    """The actor may read results, but not do this with them."""


class NoSuchResult(Missing):
    """There is no such result for this person."""


class NotClosed(DomainError):
    """The poll is not closed yet, so nothing can be held against anything."""

    status = 409
