"""What the core refuses. Checks raise one of these; none returns a boolean."""


class BallotBoxError(Exception):
    """Base of everything that the core refuses."""


class NotCanonical(BallotBoxError):
    """The value has no canonical form, or the text is not in it."""


class ManifestMalformed(BallotBoxError):
    """The text is not a manifest of this suite; the message names the place."""


class TicketMalformed(BallotBoxError):
    """The text is not a ticket."""


class BallotMalformed(BallotBoxError):
    """The parts do not make a ballot; the message names the part."""


class BoardMalformed(BallotBoxError):
    """The text is not a board; the message names the place."""


class BoardDiffers(BallotBoxError):
    """The board breaks a promise of the manifest; the message says which."""
