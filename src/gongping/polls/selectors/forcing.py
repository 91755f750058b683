"""What quotas force voters to, and which no ballot can keep."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from gongping.polls.counting import QuotaPlan
    from gongping.polls.rules import PollPlan


def not_to_be_kept(plan: "PollPlan", units: int) -> Iterator[str]:
    """Yield why no ballot could keep the quotas: every one would be invalid."""
    if not units:
        return
    quotas = plan.counting.step_quotas
    most = max((quota.least for quota in quotas), default=0)
    if most > units:
        yield _(
            "名额要求至少 %(least)d 个单位，可参评的只有 %(units)d 个："
            "没有一张票能有效。请改名额。"
        ) % {"least": most, "units": units}
    elif (needed := _least_in_all(quotas)) > units:
        yield _(
            "各条名额的“至少”加起来要 %(least)d 个单位，可参评的只有 %(units)d 个："
            "没有一张票能有效。请改名额。"
        ) % {"least": needed, "units": units}


def pressing(plan: "PollPlan", units: int) -> Iterator[str]:
    """Yield what quotas press voters to that can be kept."""
    quotas, steps = plan.counting.step_quotas, len(plan.steps)
    if any(quota.least and quota.first > 1 for quota in quotas):
        yield _("名额要求低分至少有几个，会逼人压低不该低的。要用，请在会上说明理由。")
    elif quotas:
        yield _("名额会逼人改变真实的评价。要用，请在会上说明理由。")
    room = _room_in_all(quotas, steps)
    if room is not None and room < units:
        yield _(
            "照各条名额，一张票最多给 %(room)d 个单位评分，其余 %(rest)d 个只能选"
            "“不了解”。"
        ) % {"room": room, "rest": units - room}


def _least_in_all(quotas: "tuple[QuotaPlan, ...]") -> int:
    """Return the least that quotas ask for together, taken where none overlap."""
    best: dict[int, int] = {}
    for quota in sorted(quotas, key=lambda row: row.last):
        before = max((n for last, n in best.items() if last < quota.first), default=0)
        reached = max(best.values(), default=0)
        best[quota.last] = max(reached, before + quota.least)
    return max(best.values(), default=0)


def _room_in_all(quotas: "tuple[QuotaPlan, ...]", steps: int) -> int | None:
    """Return how many units may be graded at most; nothing if any number may."""
    cheapest: list[int | None] = [0] + [None] * steps
    for end in range(1, steps + 1):
        ways = [
            before + quota.most
            for quota in quotas
            if quota.most is not None and quota.first <= end <= quota.last
            for before in cheapest[quota.first - 1 : end]
            if before is not None
        ]
        cheapest[end] = min(ways, default=None)
    return cheapest[steps]
