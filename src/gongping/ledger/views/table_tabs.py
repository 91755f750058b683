"""The kept filters over the table, and the ways out of an empty one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.ledger import selectors
from gongping.ledger.views import table_filters
from gongping.ledger.views.table_filters import Filter, url

SAVED_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A filter that has a name and a count."""

    label: str
    url: str
    count: int | None
    is_current: bool = False


def tabs_of(
    actor: Actor, chosen: Mapping[str, str], saved: Sequence[Any]
) -> list[Link]:
    """Return the filters that everybody has, then those that the actor named.

    One query, and one for each named filter.
    """
    counts = selectors.tab_counts(actor, table_filters.year_of(chosen))
    shown = [
        Link(word, _tab_url(tab, chosen), counts[tab], _is_tab(tab, chosen))
        for tab, word in tab_words(actor).items()
    ]
    return shown + [_saved(actor, kept, chosen) for kept in saved]


def saved_by(actor: Actor) -> list[Any]:
    """Return the filters that the actor named, as many as the line holds. One query."""
    return selectors.list_saved_filters(actor)[:SAVED_SHOWN]


def current_among(saved: Sequence[Any], chosen: Mapping[str, str]) -> Any:
    """Return the named filter that the address is, if it is one."""
    return next(
        (
            kept
            for kept in saved
            if is_same(table_filters.asked(QueryDict(kept.query)), chosen)
        ),
        None,
    )


def ways_out(
    actor: Actor, chosen: Mapping[str, str], lists: Sequence[Filter]
) -> list[Link]:
    """Return, for each filter that is set, what one would see without it."""
    ways = []
    for name in chosen:
        if name == "sort":
            continue
        rest = {key: value for key, value in chosen.items() if key != name}
        count = selectors.narrowed(actor, table_filters.wanted(rest)).count()
        ways.append(Link(in_words(name, chosen, lists, actor), url(rest), count))
    seen = [way for way in ways if way.count]
    return sorted(seen, key=lambda way: -(way.count or 0))


def in_words(
    name: str, chosen: Mapping[str, str], lists: Sequence[Filter], actor: Actor
) -> str:
    """Return one part of the address as `来源：会议`."""
    if name == "q":
        return _("查找：%(text)s") % {"text": chosen["q"]}
    if name == "view":
        return tab_words(actor).get(chosen["view"], "")
    if name == "focus":
        return _("对应一条年度要求")
    return next((one.in_words for one in lists if one.name == name), "")


def tab_words(actor: Actor) -> dict[str, str]:
    """Return the names of the standing filters that concern the actor."""
    named = {
        "all": _("全部"),
        "this_week": _("本周到期"),
        "pressing": _("临期和逾期"),
        "from_comments": _("点评转办"),
        "to_verify": _("待我审核"),
        "stale": _("久未更新"),
        "mine": _("我单位的") if actor.unit_ids else _("我点评的"),
    }
    if not actor.is_any(Role.SECRETARIAT):
        del named["to_verify"]
    if not actor.unit_ids and not actor.is_any(Role.LEADER):
        del named["mine"]
    return named


def _tab_url(tab: str, chosen: Mapping[str, str]) -> str:
    kept = {"sort": chosen.get("sort", ""), "view": "" if tab == "all" else tab}
    if chosen.get("due", "").isdecimal():
        kept["due"] = chosen["due"]
    return url(kept)


def _is_tab(tab: str, chosen: Mapping[str, str]) -> bool:
    has_more = any(name in chosen for name in table_filters.NARROWING)
    return not has_more and chosen.get("view", "all") == tab


def _saved(actor: Actor, kept: Any, chosen: Mapping[str, str]) -> Link:
    parts = table_filters.asked(QueryDict(kept.query))
    count = selectors.narrowed(actor, table_filters.wanted(parts)).count()
    return Link(kept.name, url(parts), count, is_same(parts, chosen))


def is_same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two addresses choose the same items, in whatever order."""
    return {k: v for k, v in one.items() if k != "sort"} == {
        k: v for k, v in other.items() if k != "sort"
    }
