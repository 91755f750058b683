"""The adviser: what a plan will lead to, in plain words, before it is frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongping.foundation.names import local_name
from gongping.organisation.selectors import list_people_without_account
from gongping.polls.models import Poll
from gongping.polls.rules import SMALLEST_GROUP, problems_of
from gongping.polls.selectors.forcing import not_to_be_kept, pressing
from gongping.polls.selectors.people import units_of_poll
from gongping.polls.selectors.reading import plan_of
from gongping.polls.selectors.seals import missing_for_seal
from gongping.polls.selectors.weighing import weighing

COMMON_QUORUM = 50


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence; an "error" stands in the way of the freeze."""

    level: str
    text: str


def advise(poll: Poll, sizes: Mapping[int, int]) -> list[Advice]:
    """Return what stands in the way, then what to think about. Two queries."""
    plan, units = plan_of(poll), len(units_of_poll(poll))
    problems = problems_of(plan)
    errors = [
        *problems,
        *_missing(poll, units),
        *missing_for_seal(poll),
        *_too_small(poll, sizes),
        *([] if problems else not_to_be_kept(plan, units)),
    ]
    weighed = () if problems else weighing(plan, sizes, units)
    return [
        *(Advice("error", text) for text in errors),
        *(Advice("warning", text) for text in _to_consider(poll, sizes)),
        *(Advice("warning", text) for text in (*pressing(plan, units), *weighed)),
    ]


def is_ready(advice: list[Advice]) -> bool:
    """Tell whether nothing stands in the way of the freeze."""
    return all(entry.level != "error" for entry in advice)


def _missing(poll: Poll, units: int) -> Iterator[str]:
    appointed = len(poll.scrutineers.all())
    if not units:
        yield _("本轮还没有选定参评单位。请先在汇报会里选定单位。")
    if appointed < poll.threshold:
        yield _(
            "启封要 %(needed)d 名监票人到场，现在只定了 %(n)d 名。请先定监票人。"
        ) % {"needed": poll.threshold, "n": appointed}


def _too_small(poll: Poll, sizes: Mapping[int, int]) -> Iterator[str]:
    for group in poll.groups.all():
        size = sizes[group.position]
        if size < SMALLEST_GROUP:
            yield _(
                "票种“%(group)s”只有 %(n)d 人，不到 %(floor)d 人，不能单设。"
                "请并入别的票种。"
            ) % {"group": local_name(group), "n": size, "floor": SMALLEST_GROUP}


def _to_consider(poll: Poll, sizes: Mapping[int, int]) -> Iterator[str]:
    yield from _groups_to_consider(poll, sizes)
    yield from _slips_to_consider(poll)
    if poll.quorum_percent < COMMON_QUORUM:
        yield _(
            "法定收回比例只有 %(percent)d%%。通常不低于一半，否则结果难以服人。"
        ) % {"percent": poll.quorum_percent}
    if poll.excellent_quota is not None:
        yield _("限定优秀名额，会逼人压低别的等次。要用，请在会上说明理由。")
    if poll.is_identical_invalid:
        yield _("全部相同即作废，会让真心认为一样的人作难。投票页会先提醒。")
    if poll.threshold == 1:
        yield _("一名监票人就能启封，等于一个人说了算。建议三人定两人到场。")
    if len(poll.scrutineers.all()) == poll.threshold:
        yield _("监票人一个都不能缺，缺一人就启不了封。建议多定一名。")


def _slips_to_consider(poll: Poll) -> Iterator[str]:
    slips = sum(group.slip_count for group in poll.groups.all())
    without = len(list_people_without_account(eligible_only=True))
    if slips < without:
        yield _("%(n)d 名投票人没有账号，只能用票条；现在只打印 %(slips)d 张票条。") % {
            "n": without,
            "slips": slips,
        }


def _groups_to_consider(poll: Poll, sizes: Mapping[int, int]) -> Iterator[str]:
    for group in poll.groups.all():
        size = sizes[group.position]
        if SMALLEST_GROUP <= size < poll.disclosure_threshold:
            yield _(
                "票种“%(group)s”有 %(n)d 人，不到公布下限 %(k)d 人：只计入综合得分，"
                "不单独公布。"
            ) % {"group": local_name(group), "n": size, "k": poll.disclosure_threshold}
        if group.slip_count > size:
            yield _(
                "票种“%(group)s”的票条有 %(slips)d 张，多于 %(n)d 人。"
                "多出的票条请当众作废。"
            ) % {"group": local_name(group), "slips": group.slip_count, "n": size}
