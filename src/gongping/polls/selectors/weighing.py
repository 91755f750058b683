"""What the sizes and weights of a plan mean for the result, in plain words."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from fairscore import Advice, Method, advice, in_public, parse_scheme
from fairscore.scheme import Scheme
from gongping.foundation.names import local_name
from gongping.polls.selectors.schemes import arithmetic_of

if TYPE_CHECKING:
    from gongping.polls.rules import PollPlan

MUCH: Final = 0.5
"""From this part of the uncertainty on, a group is named for it."""


def weighing(plan: "PollPlan", sizes: Mapping[int, int], units: int) -> Iterator[str]:
    """Yield what to know about precision; nothing where it cannot be reckoned.

    `sizes` by group position are those of the roll as planned.
    """
    n = [sizes[position] for position, _group in enumerate(plan.groups, 1)]
    if units < 2 or not n or min(n) == 0:
        return
    scheme = parse_scheme(arithmetic_of(plan))
    weights = [float(share) for share in scheme.group_shares]
    found = advice(n, weights, plan.disclosure_threshold, units)
    yield from _dominating(plan, n, weights, found)
    yield from _hidden(plan, found)
    if scheme.method is not Method.MEAN:
        yield _("不是平均分，得分的误差没有可靠的算法：结果页将没有区间，也不分档次。")
        return
    if plan.counting.is_numeric:
        gap = (plan.counting.highest - plan.counting.lowest) / 10
        yield _of_numbers(found, _worth(scheme) * gap / 2, gap, units)
    else:
        yield _differences(found, _half_step(scheme), units)


def _dominating(
    plan: "PollPlan", n: list[int], weights: list[float], found: Advice
) -> Iterator[str]:
    if len(n) == 1:
        return
    for group, size, weight, part in zip(
        plan.groups, n, weights, found.shares.tolist(), strict=True
    ):
        if part >= MUCH and part > weight:
            yield _(
                "票种“%(group)s”%(n)d 人，票权占 %(weight)d%%，结果的误差却有 "
                "%(part)d%% 来自他们。%(all)d 人投票，把握只相当于 %(equal)d 人"
                "等权投票。这是政策选择，不是错误，但要心里有数。"
            ) % {
                "group": local_name(group),
                "n": size,
                "weight": round(100 * weight),
                "part": round(100 * part),
                "all": sum(n),
                "equal": round(found.n_eff),
            }


def _hidden(plan: "PollPlan", found: Advice) -> Iterator[str]:
    if found.withholds_all:
        yield _(
            "人少的票种票权太重，综合得分一公布，差不多就是他们的平均分。所以"
            "每个单位的得分都不会公布。请并入别的票种，或者降低票权。"
        )
        return
    hidden = found.hidden_with_them.tolist()
    if any(hidden) and (found.below_k | found.hidden_with_them).all():
        yield _(
            "各票种的得分都不单独公布，只公布综合得分：人少的票种，"
            "别的票种一公布就能推出来。"
        )
        return
    for group, is_hidden in zip(plan.groups, hidden, strict=True):
        if is_hidden:
            yield _(
                "票种“%(group)s”也不单独公布：不然用总分一减，就能推出人数少的那个票种。"
            ) % {"group": local_name(group)}


def _differences(found: Advice, spread: float, units: int) -> str:
    return _(
        "能分出高低的差别：事先指定的两个单位，至少相差 %(two)s 分；"
        "%(units)d 个单位里任意两个，至少相差 %(all)s 分。"
        "（按每个单位的票一半给一个等次、一半给下一个等次估算，全员投票。）"
    ) % {
        "two": in_public(found.of_two * spread),
        "all": in_public(found.of_all * spread),
        "units": units,
    }


def _of_numbers(found: Advice, spread: float, gap: float, units: int) -> str:
    return _(
        "能分出高低的差别：事先指定的两个单位，至少相差 %(two)s 分；"
        "%(units)d 个单位里任意两个，至少相差 %(all)s 分。"
        "（按每个单位的票一半比另一半高 %(gap)s 分估算，全员投票。）"
    ) % {
        "two": in_public(found.of_two * spread),
        "all": in_public(found.of_all * spread),
        "units": units,
        "gap": f"{gap:g}",
    }


def _half_step(scheme: Scheme) -> float:
    """Return how far ballots lie apart if half give one grade and half the next."""
    step = (scheme.points[0] - scheme.points[-1]) / (len(scheme.points) - 1)
    return float(step) * _worth(scheme) / 2


def _worth(scheme: Scheme) -> float:
    return float(scheme.worth / scheme.full_points) if scheme.worth else 1.0
