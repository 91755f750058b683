"""How a poll is counted, in sentences that people read before they agree to it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from gongping.foundation.format import sentences
from gongping.foundation.names import local_name
from gongping.polls.selectors import plan_of, quorum_of

if TYPE_CHECKING:
    from gongping.polls.counting import CountingPlan, QuotaPlan
    from gongping.polls.models import Poll
    from gongping.polls.rules import GradePlan, PollPlan

register = template.Library()


@register.filter
def quorum_words(poll: "Poll") -> str:
    """Return the share of the roll that must take part."""
    return share_words(quorum_of(poll))


@register.filter
def void_words(poll: "Poll") -> str:
    """Return every reason for which a ballot, or a row of it, does not count."""
    plan = plan_of(poll)
    found = list(_void(plan))
    return sentences(found) if found else _("没有使票作废的规则。")


@register.filter
def counting_words(poll: "Poll") -> list[tuple[str, str]]:
    """Return what is counted otherwise than by the plain mean, with its heading."""
    plan = plan_of(poll)
    counting = plan.counting
    found = [
        (_("打分"), _scale(counting)),
        (_("得分"), sentences(list(_method(plan)))),
        (_("合并计分"), sentences(list(_pools(plan)))),
        (_("折算"), _worth(counting)),
    ]
    return [(heading, text) for heading, text in found if text]


def share_words(share: Fraction) -> str:
    """Return a share as people write it: 80%, or 2/3."""
    percent = share * 100
    return f"{percent}%" if percent.denominator == 1 else str(share)


def _scale(counting: "CountingPlan") -> str:
    if not counting.is_numeric:
        return ""
    return _(
        "每个单位的每一项写一个整数分，从 %(low)d 到 %(high)d；也可选“不了解”。"
    ) % {
        "low": counting.lowest,
        "high": counting.highest,
    }


def _method(plan: "PollPlan") -> Iterator[str]:
    counting = plan.counting
    if counting.method == "trimmed":
        yield _(
            "多于 %(above)d 人打分时，去掉最高 %(n)d 个、最低 %(n)d 个，再平均。"
        ) % {"above": counting.trim_above, "n": counting.trim_each}
    if counting.method == "bands":
        best = _grades(plan.grades[: counting.best])
        yield _("按%(grades)s得票率分档给分：%(bands)s。") % {
            "grades": best,
            "bands": _("；").join(
                _("%(share)s 起 %(points)s 分")
                % {"share": share_words(b.at_least), "points": _number(b.points)}
                for b in counting.bands
            ),
        }
        if counting.low_steps:
            yield _("%(grades)s合计达到 %(share)s 的，一律 %(points)s 分。") % {
                "grades": _grades(plan.grades[-counting.low_steps :]),
                "share": share_words(counting.low_share),
                "points": _number(counting.low_points),
            }


def _pools(plan: "PollPlan") -> Iterator[str]:
    names = {group.rule: local_name(group) for group in plan.groups}
    for pool in plan.counting.pools:
        inside = [names.get(rule, "") for rule in pool.rules]
        inside += [
            local_name(other)
            for other in plan.counting.pools
            if other.parent and plan.counting.pools[other.parent - 1] is pool
        ]
        yield _("%(pool)s（权重 %(weight)s）由%(groups)s合成。") % {
            "pool": local_name(pool),
            "weight": _number(pool.weight),
            "groups": _("、").join(inside),
        }


def _worth(counting: "CountingPlan") -> str:
    if not counting.worth:
        return ""
    return _("测评满分折算为 %(n)s 分。") % {"n": _number(counting.worth)}


def _void(plan: "PollPlan") -> Iterator[str]:
    counting = plan.counting
    if plan.is_identical_invalid:
        yield _("整张票全部相同的作废。")
    if plan.excellent_quota is not None and not counting.is_numeric:
        yield _("每项优秀超过 %(n)d 个的作废。") % {"n": plan.excellent_quota}
    if counting.is_best_invalid:
        yield _full(counting)
    if counting.most_unsure is not None:
        yield _("“不了解”超过 %(n)d 格的作废。") % {"n": counting.most_unsure}
    for quota in counting.step_quotas:
        yield _quota(quota, _steps(plan, quota))
    if counting.is_by_row:
        yield _("一行填错的，只作废这一行。")


def _full(counting: "CountingPlan") -> str:
    if counting.is_numeric:
        return _("整张票全是满分的作废。")
    return _("整张票全是最高等次的作废。")


def _steps(plan: "PollPlan", quota: "QuotaPlan") -> str:
    """Name the steps that a quota is about."""
    counting = plan.counting
    if not counting.is_numeric:
        return _grades(plan.grades[quota.first - 1 : quota.last])
    values = {
        "low": counting.highest - quota.last + 1,
        "high": counting.highest - quota.first + 1,
    }
    if values["high"] == counting.highest:
        return _("%(low)d 分以上的") % values
    if values["low"] == counting.lowest:
        return _("不到 %(n)d 分的") % {"n": values["high"] + 1}
    return _("%(low)d 到 %(high)d 分的") % values


def _quota(quota: "QuotaPlan", named: str) -> str:
    values = {
        "grades": named,
        "least": quota.least,
        "most": quota.most,
    }
    if quota.most is None:
        return _("每项%(grades)s少于 %(least)d 个的作废。") % values
    if not quota.least:
        return _("每项%(grades)s超过 %(most)d 个的作废。") % values
    return _("每项%(grades)s不在 %(least)d 到 %(most)d 个的作废。") % values


def _grades(grades: Sequence["GradePlan"]) -> str:
    return _("、").join(dict.fromkeys(local_name(grade) for grade in grades))


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
