"""One way to change a state: along a table, or not at all."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from gongping.foundation.errors import DomainError

Table = Mapping[Any, frozenset[Any]]


class NotPossibleNow(DomainError):
    """The thing is in a state from which this step does not lead on."""


def can_transition(table: Table, current: str, target: str) -> bool:
    """Tell whether the table leads from `current` to `target`."""
    return target in table.get(current, frozenset())


def transition(thing: Any, target: str, table: Table) -> None:
    """Set `thing.state` to `target`, unsaved; raise `NotPossibleNow` otherwise.

    The caller holds the row (`select_for_update`) so that two people cannot
    take the same step.
    """
    if not can_transition(table, thing.state, target):
        raise NotPossibleNow(
            _("现在是“%(now)s”，不能改为“%(target)s”。请刷新页面看最新状态。")
            % {"now": _label(thing, thing.state), "target": _label(thing, target)}
        )
    thing.state = target


def _label(thing: Any, value: str) -> str:
    choices: Any = thing._meta.get_field("state").flatchoices
    return str(dict(choices).get(value, value))
