"""What can be wrong with a step that spans rooms."""

from gongping.foundation.errors import DomainError, Missing


class ProcedureError(DomainError):
    """The base of this room's refusals."""


class NotReadyToArchive(ProcedureError):
    """Something said in the round is still without comment or disposition."""


class RoundIsOver(ProcedureError):
    """The session of the poll's round has ended: nobody can be called to vote."""


class PollNotOver(ProcedureError):
    """A poll that was frozen has not been held."""


class NoSuchScreen(Missing):
    """No session has this address for its screen, or has it no longer."""
