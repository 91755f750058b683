"""What a result says in words: the same sentences on page, PDF and Word."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.foundation.format import percent1
from gongping.results.sheet import ComparedSet, GroupLine, Sheet, UnitLine

NUMERALS = "零一两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Which voters most of the uncertainty comes from."""

    percent: int
    text: str


def lead_of(sheet: Sheet) -> list[str]:
    """Return the first sentences of the sheet: what can be told apart, and a warning.

    Empty if no score is shown.
    """
    if sheet.shown_range() is None:
        return []
    if not sheet.compared:
        return [_("得分的误差不能估计，分不出档次。"), _("相差不大的，不分先后。")]
    said = _of_one(sheet.compared[0]) if len(sheet.compared) == 1 else _of_all(sheet)
    return [said, warning_of(sheet)]


def warning_of(sheet: Sheet) -> str:
    """Say which order is no ground for anything."""
    if any(found.borders for found in sheet.compared):
        return _("同档之内、档界两边的先后，都不宜作奖惩依据。")
    return _("同档之内的先后，不宜作奖惩依据。")


def tiers_said(sheet: Sheet) -> str:
    """Say what a tier is, and what it is not; nothing where there are none."""
    if not any((found.tiers or 0) > 1 for found in sheet.compared):
        return ""
    said = _(
        "从最高分往下排，第一个可靠地低于本档打头单位的，另起一档。"
        "所以分得开的是各档打头的单位，档界两边相邻的不一定。"
    )
    placed = [unit.place for unit in sheet.units if unit.place]
    unmarked = sum(place.is_border and not place.is_marked for place in placed)
    if not unmarked:
        return said
    return said + _(
        "%(of)d 个单位里有 %(n)d 个同邻档的某个单位分不开，没有逐个标。"
    ) % {
        "of": len(placed),
        "n": sum(place.is_border for place in placed),
    }


def step_names(sheet: Sheet) -> list[str]:
    """Name the steps of the scale; those that share a grade with their points."""
    alone = [mark.steps == 1 for mark in sheet.marks for _step in range(mark.steps)]
    return [
        grade.name
        if is_alone
        else _("%(grade)s %(points)s 分")
        % {"grade": grade.name, "points": f"{grade.number.normalize():f}"}
        for grade, is_alone in zip(sheet.grades, alone, strict=True)
    ]


def withheld_words(group: GroupLine) -> str:
    """Say why a group is not shown by itself."""
    return _("人少不公布") if group.is_few else _("为免倒推，不公布")


def lacking_of(unit: UnitLine) -> str:
    """Say whose ballots a unit's counts are without; nothing if of nobody's."""
    if not unit.withheld:
        return ""
    names = _("、").join(unit.withheld)
    return _("%(n)d 票，%(groups)s不单列") % {"n": unit.ballots, "groups": names}


def _of_one(found: ComparedSet) -> str:
    if found.tiers is None:
        return _why_not(found)
    if found.tiers == 1:
        return _("这次投票分不出档次：得分的差别都在误差以内。")
    return _("这次投票能可靠地分出%(n)s个档次。") % {"n": numeral(found.tiers)}


def _of_all(sheet: Sheet) -> str:
    known = [found for found in sheet.compared if found.tiers]
    if not known:
        return _("票太少，得分的误差不能估计，分不出档次。")
    if all(found.tiers == 1 for found in known):
        return _("这次投票分不出档次：得分的差别都在误差以内。")
    parts = [
        _("%(name)s分不出") % {"name": found.name}
        if found.tiers == 1
        else _("%(name)s %(n)d 个") % {"name": found.name, "n": found.tiers}
        for found in known
    ]
    said = _("同类相比，能可靠地分出的档次：%(parts)s。")
    return said % {"parts": _("，").join(parts)}


def _why_not(found: ComparedSet) -> str:
    return {
        "one_unit": _("只有一个单位有得分，没有可以相比的。"),
        "not_joined": _("有的单位没有共同的评分人，不能放在一起比。"),
        "too_few": _("票太少，得分的误差不能估计，分不出档次。"),
    }[found.why]


def numeral(number: int) -> str:
    """Write how many, as it is spoken."""
    is_english = (get_language() or "").startswith("en")
    return str(number) if is_english or number > 10 else NUMERALS[number]


def doubt_of(sheet: Sheet) -> Doubt | None:
    """Return the largest share of the uncertainty; nothing if only one group counts."""
    shares = (sheet.precision or {}).get("shares", [])
    if len(shares) < 2:
        return None
    most = max(shares, key=lambda share: share["percent"])
    groups = [group for group in sheet.groups if group.number in most["groups"]]
    return Doubt(most["percent"], _from_whom(groups))


def _from_whom(groups: list[GroupLine]) -> str:
    names = _("、").join(group.name for group in groups)
    if len(groups) > 1:
        return _("的不确定性来自不单列的票种：%(names)s") % {"names": names}
    said = _("的不确定性来自%(group)s的 %(n)d 张票")
    return said % {"group": names, "n": groups[0].valid}


def quality_of(sheet: Sheet) -> list[tuple[str, str]]:
    """Return what the ballots look like as a whole, each with its label."""
    return list(_quality(sheet)) if sheet.precision else []


def _quality(sheet: Sheet) -> Iterator[tuple[str, str]]:
    precision = sheet.precision or {}
    yield _("空白格"), _blank(precision)
    if precision["shares"] and len(sheet.groups) > 1:
        yield _("不确定性的来源"), _shares(sheet)
    if precision["effective"] and len(sheet.groups) > 1:
        yield (
            _("票的分量"),
            _("票权不同，%(n)d 张有效票的分量，相当于 %(e)d 张票权相同的票。")
            % {"n": sheet.total("valid"), "e": precision["effective"]},
        )
    yield _("投票人之间"), _agreement(precision)
    yield _("稳健算法"), _robust(sheet)
    yield _("有疑问的票"), _checks(sheet)


def _blank(precision: dict[str, object]) -> str:
    blank: dict[str, int] = precision["blank"]  # type: ignore[assignment]
    said = _("%(of)d 格里有 %(n)d 格选了不了解，占 %(share)s。") % {
        "of": blank["of"],
        "n": blank["cells"],
        "share": percent1(blank["cells"] / blank["of"] if blank["of"] else 0.0),
    }
    if precision["is_adjusted"]:
        said += _("对整个单位不了解的超过 1% 时，比较时校正了各人评分的宽严。")
    return said


def _shares(sheet: Sheet) -> str:
    names = {group.number: group.name for group in sheet.groups}
    shares = (sheet.precision or {})["shares"]
    return _("；").join(
        f"{_('、').join(names[n] for n in share['groups'])} {share['percent']}%"
        for share in shares
    ) + _("。")


def _agreement(precision: dict[str, object]) -> str:
    found: dict[str, str] | None = precision["reliability"]  # type: ignore[assignment]
    if found is None:
        return _("票太少，一致程度不能估计。")
    return (
        _(
            "任取两人，评分的一致程度是 %(single)s（1 是完全一致）；"
            "换一批同样的人来投，得分先后的可靠程度是 %(relative)s。"
        )
        % found
    )


def _robust(sheet: Sheet) -> str:
    moved = [u for u in sheet.units if u.place and u.place.robust is not None]
    if not moved:
        return _("压低离群的评分再算一遍，没有单位的先后超出原来的大致范围。")
    units = _("、").join(
        _("%(unit)s（%(score)s 分）") % {"unit": u.name, "score": _robust_score(u)}
        for u in moved
    )
    return _("压低离群的评分再算一遍，先后超出原来大致范围的：%(units)s。") % {
        "units": units
    }


def _robust_score(unit: object) -> Decimal | None:
    place = getattr(unit, "place", None)
    return place.robust if place else None


def _checks(sheet: Sheet) -> str:
    found = (sheet.precision or {})["checks"]
    if found is None:
        return _("票太少，没有检查。")
    if found["flagged"] is None:
        return _("不到 %(k)d 张。都算在结果里。") % {"k": found["k"]}
    kinds = [
        _("%(kind)s %(n)d 张") % {"kind": kind_words()[kind], "n": n}
        for kind, n in found["kinds"].items()
        if n is not None
    ]
    said = _("共 %(n)d 张，都算在结果里") % {"n": found["flagged"]}
    listed = _("：%(kinds)s") % {"kinds": _("，").join(kinds)} if kinds else ""
    return said + listed + _("。") + _without(sheet, found["without"])


def kind_words() -> dict[str, str]:
    """Return what each check looks for, as it is said."""
    return {
        "constant": _("全部给同一分"),
        "long_run": _("连着很多单位给同一分"),
        "little_variation": _("几乎不分高低"),
        "far_from_all": _("同多数票相差很远"),
        "copies": _("逐格相同"),
        "clusters": _("成批地一起偏高偏低"),
    }


def _without(sheet: Sheet, scores: dict[str, str] | None) -> str:
    if not scores:
        return _("去掉以后的结果，因为去掉或剩下的太少，不列。")
    moved = [
        (abs(Decimal(scores[str(unit.number - 1)]) - unit.drawn), unit)
        for unit in sheet.units
        if unit.drawn is not None and str(unit.number - 1) in scores
    ]
    most, unit = max(moved, key=lambda pair: pair[0])
    return _("去掉以后再算，得分变动最大的是%(unit)s，变动 %(by)s 分。") % {
        "unit": unit.name,
        "by": most,
    }
