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


class WeakSuite(BallotBoxError):
    """The suite is for tests only, and the caller did not ask for it."""


class KeyMalformed(BallotBoxError):
    """The bytes are no key of the wanted kind."""


class PointMalformed(KeyMalformed):
    """The bytes are no uncompressed point of P-256."""


class SignatureInvalid(BallotBoxError):
    """The signature is not by this key over these bytes."""


class WrongGroup(BallotBoxError):
    """The manifest has no such group."""


class TokenInvalid(BallotBoxError):
    """An issuer did not sign this token for this ballot key and group."""


class ContentsDiffer(BallotBoxError):
    """The sealed contents are not those that the ballot names."""


class ReceiptInvalid(BallotBoxError):
    """The box did not sign this receipt for this ballot."""
