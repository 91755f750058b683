"""What other rooms may have against a change of an account.

This room stands above polls and rolls and knows neither: whoever does know says so
here once, when the program starts, and every step that resets asks.
"""

from collections.abc import Callable, Iterable
from typing import Final

from gongping.accounts.states import Change

Hold = Callable[[frozenset[int], Change], None]
_HOLDS: Final[list[Hold]] = []


def hold_with(hold: Hold) -> None:
    """Ask `hold` before every change; it raises `AccountHeld` against one."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


def check_is_not_held(user_ids: Iterable[int], change: Change) -> None:
    """Raise `AccountHeld` if any of the accounts must stay as it is for now."""
    wanted = frozenset(user_ids)
    for hold in _HOLDS:
        hold(wanted, change)
