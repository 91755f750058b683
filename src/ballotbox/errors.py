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


class ManifestDiffers(BallotBoxError):
    """The manifest is not the one that was named."""


class WrongIssuer(BallotBoxError):
    """The manifest has no issuer of this number."""


class BlindedMalformed(BallotBoxError):
    """What should be signed blindly is no number below the modulus."""


class SigningFault(BallotBoxError):
    """The signature came out wrong, so the machine is not to be trusted."""


class Unopenable(BallotBoxError):
    """The contents do not open under a lock; `lock` is its number."""

    def __init__(self, lock: int) -> None:
        super().__init__(f"lock {lock}: does not open")
        self.lock = lock


class LockDiffers(BallotBoxError):
    """A released key is missing, or does not fit its lock in the manifest."""


class TrialFailed(BallotBoxError):
    """The holder did not open what was sealed to try the lock."""


class SlipsDiffer(BallotBoxError):
    """The list of slips is not the one that the manifest names."""


class SlipUnknown(BallotBoxError):
    """The slip is not among those that were printed for its group."""


class MessageMalformed(BallotBoxError):
    """The text is not such a request or reply."""


class StateMalformed(BallotBoxError):
    """The text is no state of a voter under these rules."""


class UncastInvalid(BallotBoxError):
    """The tokens shown as uncast were not shown by the owner of their key."""


class NotApproved(BallotBoxError):
    """A scrutineer has not signed this manifest."""


class ContentsLength(BallotMalformed):
    """The sealed contents are longer or shorter than the rules give."""


class WordUnknown(BallotBoxError):
    """What was typed is no word code; the message is the word, or their number."""
