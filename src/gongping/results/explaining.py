"""One score in words and numbers: the sum as it is done on paper, and what it means."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fairscore import in_report, mean_of, round_half_up, weighted
from gongping.foundation.names import local_name
from gongping.results.bands import tier_name
from gongping.results.changes import change_of
from gongping.results.sheet import GroupPart, Sheet, UnitLine, sheet_of

if TYPE_CHECKING:
    from gongping.results.models import Result

PLACES = 4


def formula_of(sheet: Sheet, line: UnitLine) -> str:
    """Write the sum of a unit's score with its numbers; empty if one is not shown.

    Four decimals are enough for the two of the count report. A poll with further rules
    has another sum, which its rules give: then there is none here.
    """
    parts = [
        (group.weight, _exact(sheet, part))
        for group, part in zip(sheet.groups, line.by_group, strict=True)
        if group.weight
    ]
    if not parts or any(score is None for _weight, score in parts):
        return ""
    whole = sum(Fraction(weight) for weight, _score in parts)
    total = sum(Fraction(weight) * (score or 0) for weight, score in parts)
    if in_report(total / whole) != line.score_fine:
        return ""
    terms = " + ".join(
        f"{weight.normalize():f} × {round_half_up(score or Fraction(0), PLACES)}"
        for weight, score in parts
    )
    divided = round_half_up(total / whole, PLACES)
    rounded = _("两位 %(fine)s，一位 %(score)s") % {
        "fine": line.score_fine,
        "score": line.score,
    }
    bottom = in_report(whole).normalize()
    return f"({terms}) ÷ {bottom:f} = {divided} → {rounded}"


def _exact(sheet: Sheet, part: GroupPart | None) -> Fraction | None:
    """Return what a group gave a unit, from its counts."""
    if part is None:
        return None
    points = [Fraction(grade.number) for grade in sheet.grades]
    cells = [mean_of(row[:-1], points) for row in part.counts]
    if sheet.is_numeric:
        # Single numbers are not kept; their means are.
        cells = [None if mean is None else Fraction(mean) for mean in part.means]
    return weighted(cells, [Fraction(criterion.number) for criterion in sheet.criteria])


def standing_of(
    result: "Result", sheet: Sheet, line: UnitLine, earlier: "Result | None"
) -> list[tuple[str, str]]:
    """Return how a unit stands beside others and beside itself, each with its label."""
    if line.score is None:
        return []
    return [*_place(result, line), *_without(sheet, line), *_change(line, earlier)]


def _place(result: "Result", line: UnitLine) -> Iterator[tuple[str, str]]:
    place = line.place
    if place is None:
        yield _("区间"), _("得分的误差不能估计，分不出档次。")
        return
    if place.value is not None:
        said = _("空白格较多，比较时用校正了各人宽严的得分：%(score)s 分。")
        yield _("校正得分"), said % {"score": place.value}
    if place.interval:
        said = _("换一批同样的人来投，得分大致落在 %(low)s 到 %(high)s 之间。")
        yield _("区间"), said % {"low": place.interval[0], "high": place.interval[1]}
    border = _("，与邻档难分") if place.is_border else ""
    yield _("档次"), tier_name(place.tier) + border + _("。")
    if result.is_ranked:
        said = _("大致在第 %(a)d–%(b)d 名") % {"a": place.ranks[0], "b": place.ranks[1]}
        yield _("大致名次"), said + _("。")
    if place.robust is not None:
        said = _("压低离群的评分再算一遍是 %(score)s 分，先后会超出原来的大致范围。")
        yield _("稳健算法"), said % {"score": place.robust}


def _without(sheet: Sheet, line: UnitLine) -> Iterator[tuple[str, str]]:
    checks = (sheet.precision or {}).get("checks") or {}
    score = (checks.get("without") or {}).get(str(line.number - 1))
    if score is not None:
        said = _("去掉有疑问的票再算是 %(score)s 分；结果里没有去掉。")
        yield _("有疑问的票"), said % {"score": score}


def _change(line: UnitLine, earlier: "Result | None") -> Iterator[tuple[str, str]]:
    if earlier is None:
        return
    before = {unit.key: unit for unit in sheet_of(earlier.figures).units}
    change = change_of(line, before.get(line.key))
    if change is None:
        return
    said = {
        True: _("%(round)s是 %(before)s 分，变动 %(by)s 分，超出误差。"),
        False: _("%(round)s是 %(before)s 分，变动 %(by)s 分，在误差以内。"),
        None: _("%(round)s是 %(before)s 分，变动 %(by)s 分，误差不能估计。"),
    }[change.is_beyond]
    yield (
        _("同上次比"),
        said
        % {
            "round": local_name(earlier.poll.round, "title"),
            "before": change.earlier,
            "by": f"{change.by:+}".replace("-", "−"),
        },
    )
