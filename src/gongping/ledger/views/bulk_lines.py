"""What a bulk step would do to each chosen item, and what it did."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.ledger import policies
from gongping.ledger.views.shown import Shown, shown

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


class Act(StrEnum):
    """The three things that can be done with several items at once."""

    EXPEDITE = "expedite"
    REASSIGN = "reassign"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Line:
    """One chosen item: what would happen to it, or why nothing would."""

    item: "LedgerItem"
    row: Shown
    outcome: str
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether the step can be taken with this item."""
        return not self.reason


CHECKS: dict[Act, Callable[["LedgerItem", Actor], None]] = {
    Act.EXPEDITE: policies.check_can_expedite,
    Act.REASSIGN: policies.check_can_adjust,
    Act.EXPORT: policies.check_can_see,
}


def lines_of(act: Act, items: Iterable["LedgerItem"], actor: Actor) -> list[Line]:
    """Return one line for each item, asking the policy that the step will ask."""
    return [_line(act, item, actor) for item in items]


def _line(act: Act, item: "LedgerItem", actor: Actor) -> Line:
    try:
        CHECKS[act](item, actor)
    except DomainError as error:
        return Line(item, shown(item), "", error.message)
    return Line(item, shown(item), heading_of(act))


def heading_of(act: Act) -> str:
    """Return what the step is called."""
    return {
        Act.EXPEDITE: _("催办"),
        Act.REASSIGN: _("改责任人"),
        Act.EXPORT: _("导出所选"),
    }[act]


def button_of(act: Act) -> str:
    """Return what the button that takes the step says."""
    return {
        Act.EXPEDITE: _("催办这些事项"),
        Act.REASSIGN: _("改这些事项的责任人"),
        Act.EXPORT: _("导出这些事项"),
    }[act]


def announcement(act: Act, lines: Iterable[Line]) -> str:
    """Say before it happens how many items and units the step concerns."""
    chosen = [line for line in lines if line.is_open]
    units = {line.item.lead_unit_id for line in chosen}
    said = {
        Act.EXPEDITE: ngettext("将催办 %(n)d 项", "将催办 %(n)d 项", len(chosen)),
        Act.REASSIGN: ngettext(
            "将改 %(n)d 项的责任人", "将改 %(n)d 项的责任人", len(chosen)
        ),
        Act.EXPORT: ngettext("将导出 %(n)d 项", "将导出 %(n)d 项", len(chosen)),
    }[act] % {"n": len(chosen)}
    among = ngettext("涉及 %(n)d 个单位", "涉及 %(n)d 个单位", len(units))
    return _("%(said)s，%(among)s。") % {
        "said": said,
        "among": among % {"n": len(units)},
    }


def attempt(
    line: Line, take: Callable[["LedgerItem"], Any], done: str
) -> dict[str, str]:
    """Take the step with one item and return what to report about it."""
    report = {"number": line.row.number, "title": line.row.title, "done": done}
    try:
        take(line.item)
    except DomainError as error:
        report["problem"] = error.message
    return report


def summary(reports: list[dict[str, str]]) -> str:
    """Say afterwards how many went through and how many did not."""
    failed = sum("problem" in report for report in reports)
    if not failed:
        return _("%(n)d 项都办了。") % {"n": len(reports)}
    return _("办了 %(done)d 项，没有办 %(failed)d 项，原因写在每一行。") % {
        "done": len(reports) - failed,
        "failed": failed,
    }
