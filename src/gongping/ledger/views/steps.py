"""What may be done with an item: each button asks the policy that its action asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongping.foundation.errors import DomainError, Missing, Refused


@dataclass(frozen=True, slots=True)
class Step:
    """A button: open, or in its place with the reason why it waits."""

    key: str
    label: str
    url: str
    reason: str = ""
    is_post: bool = False
    is_primary: bool = False
    is_inline: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the step can be taken now."""
        return not self.reason


def step(  # noqa: PLR0913 - a button has these parts
    key: str,
    label: str,
    url: str,
    check: Callable[[], Any],
    *,
    is_post: bool = False,
    is_primary: bool = False,
    is_inline: bool = False,
) -> Step | None:
    """Return the button for what `check` allows; nothing for those it refuses."""
    try:
        check()
    except (Refused, Missing):
        return None
    except DomainError as error:
        return Step(key, label, url, error.message, is_post=is_post)
    return Step(
        key, label, url, is_post=is_post, is_primary=is_primary, is_inline=is_inline
    )


def existing(*steps: Step | None) -> list[Step]:
    """Return the steps there are, with at most one primary button among them."""
    kept: list[Step] = []
    for one in filter(None, steps):
        taken = any(other.is_primary for other in kept)
        kept.append(_quieter(one) if taken and one.is_primary else one)
    return kept


def _quieter(one: Step) -> Step:
    return Step(
        one.key, one.label, one.url, one.reason,
        is_post=one.is_post, is_inline=one.is_inline,
    )  # fmt: skip
