"""What every act on a roll begins with, and the reason that it is given."""

from typing import TYPE_CHECKING, Final

from gongping.foundation.plain import one_line

if TYPE_CHECKING:
    from gongping.polls.models import Poll


LONGEST_REASON: Final = 120


def look_again(poll: "Poll") -> None:
    """Let the poll be as it stands now, inside the act: it may have waited its turn.

    While it waited the poll may have been closed, or its head signed.
    """
    poll.refresh_from_db(fields=["state", "head"])


def said(reason: str) -> str:
    """Return a typed reason as the record keeps it; nothing if there is none."""
    return one_line(reason, LONGEST_REASON)
