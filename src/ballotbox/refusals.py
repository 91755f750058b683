"""The box's answers when it takes no ballot: words for programs, not for people.

They stand here because the box says them and the ballot page explains them, and
neither may import the other.
"""

from enum import StrEnum


class Refusal(StrEnum):
    """Why the box did not take what was sent."""

    MALFORMED = "malformed"
    LENGTH = "length"
    TOO_BIG = "too_big"
    WRONG_GROUP = "wrong_group"
    TOKEN = "token"  # noqa: S105  (a word for programs, no secret)
    SIGNATURE = "signature"
    CONTENTS = "contents"
    ALREADY_CAST = "already_cast"
    EARLY = "early"
    LATE = "late"
    NO_POLL = "no_poll"
    BUSY = "busy"
    BROKEN = "broken"
    UNWRITABLE = "unwritable"
    NO_KEY = "no_key"


STATUS: dict[Refusal, int] = {
    Refusal.MALFORMED: 422,
    Refusal.LENGTH: 422,
    Refusal.TOO_BIG: 413,
    Refusal.WRONG_GROUP: 403,
    Refusal.TOKEN: 403,
    Refusal.SIGNATURE: 422,
    Refusal.CONTENTS: 422,
    Refusal.ALREADY_CAST: 409,
    Refusal.EARLY: 409,
    Refusal.LATE: 410,
    Refusal.NO_POLL: 404,
    Refusal.BUSY: 503,
    Refusal.BROKEN: 500,
    Refusal.UNWRITABLE: 503,
    Refusal.NO_KEY: 410,
}
"""The HTTP status that goes with each word."""
