"""What the core refuses. Checks raise one of these; none returns a boolean."""


class BallotBoxError(Exception):
    """Base of everything that the core refuses."""


class NotCanonical(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The value has no canonical form, or the text is not in it."""


class ManifestMalformed(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The text is not a manifest of this suite; the message names the place."""


class TicketMalformed(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The text is not a ticket."""


class BallotMalformed(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The parts do not make a ballot; the message names the part."""


class BoardMalformed(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The text is not a board; the message names the place."""


class BoardDiffers(BallotBoxError):  # noqa: N818 - reads as a sentence
    """The board breaks a promise of the manifest; the message says which."""
