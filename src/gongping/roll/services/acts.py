"""What every act on a roll begins with."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongping.polls.models import Poll


def look_again(poll: "Poll") -> None:
    """Let the poll be as it stands now, inside the act: it may have waited its turn.

    While it waited the poll may have been closed, or its head signed.
    """
    poll.refresh_from_db(fields=["state", "head"])
