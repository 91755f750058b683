"""What the console may know of a poll: how far it is, never what was voted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongping.meetings.selectors import Check

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound


@dataclass(frozen=True, slots=True)
class Turnout:
    """The poll of a round as the hall may see it."""

    code: str
    state: str
    scrutiny_note: str = ""
    unsealing_note: str = ""
    unsealing_stand: str = "ahead"
    issued: int | None = None
    received_tens: int | None = None

    def scrutiny_stand(self, *, is_over: bool) -> str:
        """Tell how far the election of scrutineers is."""
        return "passed" if is_over else "ahead"


def turnout_of(round_: "ReviewRound") -> Turnout | None:
    """Return the poll of the round as far as everybody may know it."""
    return None


def poll_checks(round_: "ReviewRound") -> list[Check]:
    """Return what is still wanting for the poll."""
    return []
