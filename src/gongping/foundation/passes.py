"""A pass: which topics its bearer may watch, and until when; signed, and nothing more.

The site signs, the hub reads, and neither asks a database. Standard library only:
the hub, which is a program of its own, knows this module and no other of the rooms.
A pass names no person. `1~issued~until~topic~…~signature`, all of it fit for a URL.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from time import time
from typing import Final

VERSION: Final = "1"
BETWEEN: Final = "~"
LIFE_SECONDS: Final = 30 * 60
"""As long as somebody may be idle: pages renew theirs long before."""
MOST_TOPICS: Final = 8
PURPOSE: Final = b"gongping live pass"
CHANNEL: Final = "gongping_live"
"""Where sites announce and hubs listen, if they meet in PostgreSQL."""
_topic = re.compile(r"[a-z][a-z0-9_-]{0,30}(\.[A-Za-z0-9_-]{1,40})?")


class NoPass(Exception):
    """This is no pass of ours, or it has run out."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass says: moments are seconds since 1970."""

    topics: tuple[str, ...]
    issued: int
    until: int


def moment() -> float:
    """Return the wall clock: a rehearsal stops the product's, but no pass."""
    return time()


def key_from(secret: str) -> bytes:
    """Return the key that signs passes, which is of use for nothing else."""
    return hmac.digest(secret.encode(), PURPOSE, "sha256")


def check_topic(topic: str) -> None:
    """Raise `ValueError` unless this can be a topic: `room.number`, nothing free."""
    if _topic.fullmatch(topic) is None:
        message = f"not a topic: {topic!r}"
        raise ValueError(message)


def sign(key: bytes, one: Pass) -> str:
    """Return the pass as text, signed."""
    if not 1 <= len(one.topics) <= MOST_TOPICS:
        message = f"a pass is for one to {MOST_TOPICS} topics"
        raise ValueError(message)
    for topic in one.topics:
        check_topic(topic)
    said = BETWEEN.join((VERSION, str(one.issued), str(one.until), *one.topics))
    return f"{said}{BETWEEN}{_signature(key, said)}"


def read(key: bytes, text: str, now: float) -> Pass:
    """Return what the pass says; raise `NoPass` if it is forged or has run out."""
    said, _, signature = text.rpartition(BETWEEN)
    right = _signature(key, said)
    if not hmac.compare_digest(signature.encode(), right.encode()):
        raise NoPass
    _, issued, until, *topics = said.split(BETWEEN)
    if now >= int(until):
        raise NoPass
    return Pass(tuple(topics), int(issued), int(until))


def _signature(key: bytes, said: str) -> str:
    digest = hmac.digest(key, said.encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
