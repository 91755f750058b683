"""Telling all who watch a round how far its poll is: numbers in tens, no more."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.cache import cache

from gongping.foundation.live import announce

if TYPE_CHECKING:
    from gongping.polls.models import Poll

SECONDS_KEPT: Final = 12 * 60 * 60


@dataclass(frozen=True, slots=True)
class Tens:
    """How many have a ticket and how many ballots are in, cut down to tens."""

    entitled: int
    collected: int | None
    cast: int | None


def turnout_topic(round_id: int) -> str:
    """Return the topic of what the hall may know of the poll."""
    return f"turnout.{round_id}"


def tell_turnout(poll: "Poll", tens: Tens | None = None, present: int = 0) -> None:
    """Announce how far the poll is: state, tens, scrutineers who have come.

    A rehearsal poll concerns nobody in the hall.
    """
    if poll.is_rehearsal:
        return
    announce(
        turnout_topic(poll.round_id),
        poll=poll.code,
        state=poll.state,
        collected=tens.collected if tens else None,
        cast=tens.cast if tens else None,
        scrutineers=present,
        head=poll.board_digest,
    )


def tell_if_moved(poll: "Poll", tens: Tens | None, present: int) -> None:
    """Announce the turnout unless it was announced like this before.

    Nobody announces a single ballot: whoever looks first finds that tens have moved.
    """
    key = f"procedure-told-{poll.code}"
    said = (poll.state, tens, present, poll.board_digest)
    if cache.get(key) != said:
        cache.set(key, said, SECONDS_KEPT)
        tell_turnout(poll, tens, present)
