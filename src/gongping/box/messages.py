"""What is said at the doors of the box, and nothing else is understood."""

import msgspec


class RefusalAnswer(msgspec.Struct):
    """Nothing was taken; the page turns the word into a sentence."""

    code: str


class PublicPhase(msgspec.Struct):
    """What anybody may know of a poll."""

    poll: str
    state: str
    suite: str
    manifest_digest: str


class PutRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Rules, laid in at the freeze; names and tickets never."""

    poll: str
    manifest: str


class PollStatus(msgspec.Struct):
    """What the administrator may know of a poll."""

    poll: str
    state: str
    manifest_digest: str
    cast_total: int


class SealedLine(msgspec.Struct):
    """One ballot of a closed poll, as it is stored and handed over."""

    body: str
    signature: str
    contents: str


class KeyAnswer(msgspec.Struct):
    """The box's public key for one poll."""

    key: str


class SealedClose(msgspec.Struct):
    """What is known of a poll once it is closed: sums and the root."""

    poll: str
    manifest_digest: str
    received: list[tuple[int, int]]
    size: int
    root: str


class HeadRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What the head is to cover beside the ballots."""

    counts: str
    paper: str
    received: list[tuple[int, int]]


class SignedHead(msgspec.Struct):
    """The head and the box's signature over it."""

    head: str
    signature: str


class PublicLine(msgspec.Struct):
    """One ballot as everybody may see it."""

    body: str
    signature: str
