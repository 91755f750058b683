"""What can be wrong with a round, its session, or a report: each with a sentence.

Their names read as sentences where they are raised (hence no -Error).
"""

from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class MeetingError(DomainError):
    """The base of this room's refusals that come from the state of things."""


class NoSuchRound(Missing):
    """There is no round, session, unit or person of that number here."""


class SecretariatOnly(Refused):
    """Only the secretariat organises a round."""


class NotYourReport(Refused):
    """The report belongs to another unit."""


class BadRound(Invalid):
    """A part of the round's plan cannot be used."""


class RoundExists(BadRound):
    """The half-year already has its round."""


class AgendaFixed(MeetingError):
    """The running order can no longer be changed in this way."""


class NobodyReporting(MeetingError):
    """The step needs a unit that is reporting."""


class NobodyWaiting(MeetingError):
    """The step needs a unit that still waits."""


class UnitsStillWaiting(MeetingError):
    """Not every unit has reported."""


class QuorumNotReached(MeetingError):
    """Too few people are present."""


class NotWhileOpen(MeetingError):
    """The step is not possible in this phase of the session."""


class StepTaken(MeetingError):
    """The press saw an older hall: the step was taken, or another came between."""


class NothingToUndo(MeetingError):
    """The last step cannot be taken back."""


class AnotherConsole(MeetingError):
    """Another device is running the session."""


class ReportChanged(MeetingError):
    """Somebody else saved the report in the meantime."""


class ReportIncomplete(Invalid):
    """A half of the report is empty."""


class ReportFixed(MeetingError):
    """The report can no longer be changed."""
