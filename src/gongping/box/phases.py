"""How far a poll is, as the box sees it, and what it then refuses."""

from enum import StrEnum


class PollPhase(StrEnum):
    """How far a poll is, as the box sees it."""

    WAITING = "waiting"
    CASTING = "casting"
    CLOSED = "closed"


class AlreadyOpen(Exception):
    """Rules cannot be laid in once casting has begun."""


class AlreadyClosed(Exception):
    """A closed poll is not opened again."""


class NotClosed(Exception):
    """What was asked for exists only once the poll is closed."""


class NotOwnKey(Exception):
    """The manifest names a key that this box does not hold for the poll."""


class KeyGone(Exception):
    """The key that the rules name is not here, as after a restore: no other signs."""


class HeadDiffers(Exception):
    """The box has signed the head of this poll already, over something else."""


class CountsDiffer(Exception):
    """The head is to say other numbers than lie in the box."""
