"""Where a figure leads: the page of the record it comes from, for who may open it."""

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role

if TYPE_CHECKING:
    from gongping.bulletins.models import Bulletin

LEADERSHIP: Final = (Role.SECRETARIAT, Role.LEADER)
READERS: Final = (*LEADERSHIP, Role.UNIT)
# For whom, under which name, and of what: the round, its year, or the key itself.
_PAGES: Final[dict[str, tuple[tuple[Role, ...], str, str]]] = {
    "agenda": (READERS, "meetings:agenda", "round"),
    "attendance": ((Role.SECRETARIAT,), "meetings:attendance", "round"),
    "reports": (LEADERSHIP, "meetings:reports", "round"),
    "coverage": (LEADERSHIP, "comments:coverage", "round"),
    "comment": (LEADERSHIP, "comments:comment", "key"),
    "poll": (LEADERSHIP, "results:count_report", "key"),
    "follow_ups": (READERS, "ledger:table", "?due={year}&source=follow_up_item"),
    "focuses": (READERS, "ledger:focuses", "?year={year}"),
    "focus": (READERS, "ledger:table", "?due={year}&focus={key}"),
}


def label_of(source: str) -> str:
    """Return what the record is called."""
    return {
        "agenda": _("议程"),
        "attendance": _("签到"),
        "reports": _("汇报材料"),
        "coverage": _("点评覆盖"),
        "comment": _("点评"),
        "follow_ups": _("台账"),
        "focuses": _("年度要求"),
        "focus": _("台账"),
        "poll": _("计票报告"),
    }[source.partition(":")[0]]


def address_of(source: str, bulletin: "Bulletin", actor: Actor) -> str:
    """Return the page of the record; empty if it is not for the actor. No query."""
    kind, _colon, key = source.partition(":")
    roles, name, of = _PAGES[kind]
    if not actor.is_any(*roles):
        return ""
    if of.startswith("?"):
        return reverse(name) + of.format(year=bulletin.round.year, key=key)
    return reverse(name, args=[bulletin.round_id if of == "round" else key])
