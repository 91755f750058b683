"""A button and its action ask one question: `check_can_x` raises, `can_x` tells."""

from collections.abc import Callable

from gongping.foundation.errors import DomainError


def passes(check: Callable[..., None], *arguments: object) -> bool:
    """Tell whether a check lets the step pass."""
    try:
        check(*arguments)
    except DomainError:
        return False
    return True
