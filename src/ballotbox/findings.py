"""What may be found wrong with a closed poll: one name for each promise.

They are kept apart from the other errors because auditors read this list.
"""

from ballotbox.errors import BallotBoxError


class BoardFileError(BallotBoxError):
    """The file is not a board file; the message begins with the line."""


class LineMalformed(BoardFileError):
    """The line is not canonical JSON, or not an object with a kind."""


class LineUnknown(BoardFileError):
    """No board file of this version has a line of that kind."""


class LineMissing(BoardFileError):
    """A line that every board file has is not there."""


class LineDoubled(BoardFileError):
    """A line that stands once stands twice."""


class LineMisplaced(BoardFileError):
    """The line stands after one that it must precede."""


class FieldUnknown(BoardFileError):
    """The line has a field that it must not have."""


class FieldMissing(BoardFileError):
    """The line lacks a field."""


class FieldMalformed(BoardFileError):
    """The field holds what such a field cannot hold."""


class VersionUnknown(BoardFileError):
    """The file is of another version than this program reads."""


class BallotsUnsorted(BallotBoxError):
    """The ballots do not stand in the order of their leaves."""


class BallotDoubled(BallotBoxError):
    """One ballot key has more than one ballot."""


class CountsDiffer(BallotBoxError):
    """The counts contradict the ballots, the rules or one another."""


class MoreBallotsThanCollected(BallotBoxError):
    """A group has more ballots than an office says were collected: stuffing."""


class MoreCollectedThanRoll(BallotBoxError):
    """More ballots were collected in a group than it has people."""


class UndrawnSlipRedeemed(BallotBoxError):
    """A slip that nobody drew was redeemed: stuffing."""


class PaperDiffers(BallotBoxError):
    """The paper batch is not the one under the head, or not within the counts."""


class PaperNotSigned(BallotBoxError):
    """Fewer scrutineers than needed signed the paper batch."""


class HeadDiffers(BallotBoxError):
    """The head does not stand for this board, or is not the one in the minutes."""


class HeadNotSigned(BallotBoxError):
    """The head does not carry the signature of the box."""


class SplitView(BallotBoxError):
    """The box signed two heads of one poll: whoever holds both can prove it."""


class HeadRewritten(BallotBoxError):
    """The locks were released for another head than the board shows."""


class NotCosigned(BallotBoxError):
    """Fewer scrutineers than needed co-signed the head."""


class SignerWrong(BallotBoxError):
    """A signature stands under a scrutineer who did not make it, or twice."""


class ProofWrong(BallotBoxError):
    """The proof does not lead from the leaf to the root."""


class BallotMissing(BallotBoxError):
    """The box acknowledged a ballot that is not on the board."""


class MoreTokensThanCollected(BallotBoxError):
    """Board and shown tokens together exceed what an office says: it is convicted."""


class QuorumNotReached(BallotBoxError):
    """Too few took part; such a poll is void and must never be unsealed."""


class ContentsMissing(BallotBoxError):
    """Some ballots of a group have contents and others none, or none at all has."""


class ContentsMisplaced(BallotBoxError):
    """Contents belong to no ballot, stand twice or out of order."""


class TotalsDiffer(BallotBoxError):
    """The published totals are not those of the count."""


class TotalsMalformed(BallotBoxError):
    """The text is not one of published totals."""
