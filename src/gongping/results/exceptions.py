"""What can stand in the way of a result."""

from gongping.foundation.errors import DomainError, Missing


class AlreadyCounted(DomainError):
    """The poll has a count, and this board is not the one it was made from."""


class NoSuchResult(Missing):
    """There is no such result for this person."""
