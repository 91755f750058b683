"""What is said at the doors of the box, and nothing else is understood."""

import msgspec


class CastRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A ballot as the voter's page sends it."""

    ticket: str
    group: int
    key: str
    cells: str


class CastAnswer(msgspec.Struct):
    """The ballot lies in the box; `receipt` is its leaf."""

    receipt: str
    short: str


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
    """Rules, laid in at the freeze; for an open poll ticket hashes; names never."""

    poll: str
    manifest: str
    ticket_hashes: dict[str, list[str]] = {}


class PollStatus(msgspec.Struct):
    """What the administrator may know of a poll."""

    poll: str
    state: str
    manifest_digest: str
    cast_total: int


class HeadAnswer(msgspec.Struct):
    """What is known of a closed poll before it is unsealed: sums and a digest."""

    poll: str
    manifest_digest: str
    counts: list[tuple[int, int, int]]
    digest: str


class SealedLine(msgspec.Struct):
    """One ballot of a closed sealed poll, as it is stored and handed over."""

    body: str
    signature: str
    contents: str


class KeyAnswer(msgspec.Struct):
    """The box's public key for one poll."""

    key: str


class SealedClose(msgspec.Struct):
    """What is known of a sealed poll once it is closed: sums and the root."""

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
