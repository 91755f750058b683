"""The whole checklist before a session: what each room knows of its part."""

from typing import TYPE_CHECKING

from gongping.meetings.selectors import Check, readiness
from gongping.polls.selectors import current_poll
from gongping.procedure.console import Console
from gongping.procedure.turnout import poll_checks

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound


def gather(round_: "ReviewRound") -> list[Check]:
    """Return every check of the round, those of meetings first. Nine queries."""
    return [*readiness(round_), *poll_checks(current_poll(round_))]


def gather_for(console: Console) -> list[Check]:
    """Return the same from a console, which knows half of it. Six queries."""
    round_, turnout = console.session.round, console.turnout
    checks = readiness(round_, console.progress.items, console.attendance)
    return [*checks, *poll_checks(turnout.poll if turnout else None)]


def left(checks: list[Check]) -> int:
    """Return how many checks are not met."""
    return sum(not check.is_met for check in checks)
