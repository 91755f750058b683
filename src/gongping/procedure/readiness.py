"""The whole checklist before a session: what each room knows of its part."""

from typing import TYPE_CHECKING

from gongping.meetings.selectors import Check, readiness
from gongping.procedure.turnout import poll_checks

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound


def gather(round_: "ReviewRound") -> list[Check]:
    """Return every check of the round, those of meetings first."""
    return [*readiness(round_), *poll_checks(round_)]


def left(checks: list[Check]) -> int:
    """Return how many checks are not met."""
    return sum(not check.is_met for check in checks)
