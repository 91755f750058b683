"""The result sheet as one value, of which PDF and Word are made alike.

Everything in it comes from the frozen figures, so both say the same however often they
are made, and both carry the fingerprint on every page.
"""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.foundation.names import local_name
from gongping.results.bands import tier_name
from gongping.results.changes import Change, change_of
from gongping.results.drawing import axis_of
from gongping.results.pieces import deviations
from gongping.results.sheet import Sheet, UnitLine, sheet_of
from gongping.results.statements import (
    doubt_of,
    lead_of,
    quality_of,
    tiers_said,
    withheld_words,
)

if TYPE_CHECKING:
    from gongping.results.models import Result


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words: its head, its rows, and which columns hold numbers."""

    name: str
    head: list[str]
    rows: list[list[str]]
    is_number: list[bool]


@dataclass(frozen=True, slots=True)
class Paper:
    """What the sheet says on paper; `columns` are what is drawn of each unit."""

    title: str
    round: str
    kinds: list[str]
    lead: list[str]
    facts: list[tuple[str, str]]
    scores: Grid
    groups: Grid
    quality: list[tuple[str, str]]
    caveats: list[tuple[str, str]]
    proofs: list[tuple[str, str]]
    footer: str
    axis: dict[str, Any]
    grades: list[str]
    criteria: list[str]
    columns: list[dict[str, Any]]


def paper_of(result: "Result", earlier: "Result | None") -> Paper:
    """Return the sheet of a result on paper, in establishment order. No query."""
    sheet = sheet_of(result.figures, is_across=result.is_across)
    before = sheet_of(earlier.figures) if earlier else None
    axis = axis_of(sheet.lines)
    return Paper(
        title=local_name(result.poll),
        round=local_name(result.poll.round, "title"),
        kinds=[_("演练，不作数")] if result.poll.is_rehearsal else [],
        lead=_lead(sheet),
        facts=_facts(sheet),
        scores=_scores(result, sheet, before),
        groups=_groups(sheet),
        quality=quality_of(sheet),
        caveats=_caveats(sheet),
        proofs=_proofs(result),
        footer=_("结果指纹 %(digest)s") % {"digest": result.digest},
        axis={"low": axis.low, "high": axis.high, "ticks": axis.ticks},
        grades=[mark.name for mark in sheet.marks],
        criteria=[c.name for c in sheet.criteria] if len(sheet.criteria) > 1 else [],
        columns=_columns(sheet),
    )


def as_json(paper: Paper) -> dict[str, Any]:
    """Return the same for a template that reads JSON."""
    return asdict(paper)


def _lead(sheet: Sheet) -> list[str]:
    if not sheet.quorum["is_met"]:
        return [_("收回不足，本次不生效。")]
    if sheet.shown_range() is None:
        return [_("没有可以公布的得分。")]
    return lead_of(sheet) or [_("相差不大的，不分先后。")]


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    facts = [
        (
            f"{sheet.total('valid')} / {sheet.total('entitled')}",
            _("有效票 / 应参；收回 %(received)d，无效 %(invalid)d")
            % {"received": sheet.total("received"), "invalid": sheet.total("invalid")},
        )
    ]
    if len(sheet.groups) > 1:
        weights = " : ".join(f"{g.weight.normalize():f}" for g in sheet.groups)
        names = _("、").join(group.name for group in sheet.groups)
        facts.append((weights, _("%(names)s票权") % {"names": names}))
    if doubt := doubt_of(sheet):
        facts.append((f"{doubt.percent}%", doubt.text))
    return facts


def _scores(result: "Result", sheet: Sheet, before: Sheet | None) -> Grid:
    has_tiers = any(line.place for line in sheet.lines)
    earlier = {unit.key: unit for unit in before.units} if before else {}
    head = [_("编号"), _("类别"), _("单位"), _("得分")]
    is_number = [True, False, False, True]
    if has_tiers:
        head += [_("区间"), _("档次")]
        is_number += [True, False]
    if has_tiers and result.is_ranked:
        head.append(_("大致名次"))
        is_number.append(True)
    if earlier:
        head.append(_("比上次"))
        is_number.append(True)
    rows = [
        [
            str(line.number),
            line.category,
            line.name,
            score_of(line),
            *(_placed(line, is_ranked=result.is_ranked) if has_tiers else []),
            *([changed(change_of(line, earlier.get(line.key)))] if earlier else []),
        ]
        for line in sheet.lines
    ]
    return Grid(_("各单位得分"), head, rows, is_number)


def score_of(line: UnitLine) -> str:
    """Write a unit's score, or why there is none."""
    if not line.is_shown:
        return _("人少不公布")
    return _("缺票") if line.score is None else str(line.score)


def _placed(line: UnitLine, *, is_ranked: bool) -> list[str]:
    place = line.place
    if place is None:
        return [""] * (2 + is_ranked)
    ends = place.interval
    span = f"{ends[0]}–{ends[1]}" if ends else _("不能估计")
    border = _("（与邻档难分）") if place.is_marked else ""
    ranks = [f"{place.ranks[0]}–{place.ranks[1]}"] if is_ranked else []
    return [span, tier_name(place.tier) + border, *ranks]


def changed(change: Change | None) -> str:
    """Write how far a score has moved, and whether that is more than chance."""
    if change is None:
        return ""
    said = {
        True: _("%(by)s，超出误差"),
        False: _("%(by)s，在误差以内"),
        None: _("%(by)s，误差不能估计"),
    }[change.is_beyond]
    return said % {"by": f"{change.by:+}" if change.by else "0"}


def _groups(sheet: Sheet) -> Grid:
    head = [_("票种"), _("票权"), _("应参"), _("收回"), _("有效"), _("无效")]
    rows = [
        [
            group.name,
            f"{group.weight.normalize():f}",
            str(group.entitled),
            *(
                [str(n) for n in (group.received, group.valid, group.invalid)]
                if group.is_shown
                else [withheld_words(group), "", ""]
            ),
        ]
        for group in sheet.groups
    ]
    return Grid(_("各票种票数"), head, rows, [False, *[True] * 5])


def _caveats(sheet: Sheet) -> list[tuple[str, str]]:
    tiers = [(_("怎么看档次"), said)] if (said := tiers_said(sheet)) else []
    return [
        *tiers,
        (
            _("怎么看区间"),
            _("区间是换一批同样的人来投，得分大致落到的范围。重叠很多的，不要比先后。"),
        ),
        (_("不包括什么"), _("误差不包括人情、串联等共同偏向，也不含台账的完成情况。")),
        (
            _("不公布什么"),
            _("评分不到 %(k)d 人的票种不单列，能倒推出来的也不单列。") % {"k": sheet.k},
        ),
    ]


def _proofs(result: "Result") -> list[tuple[str, str]]:
    seed = (result.figures.get("precision") or {}).get("seed", "")
    return [
        (_("规则书指纹"), result.manifest_digest),
        (_("公示板指纹"), result.board_digest),
        (_("结果指纹"), result.digest),
        (_("算法"), result.formula_version),
        (_("版本"), str(result.shown.number)),
        (_("抽样种子"), str(seed)),
    ]


def _columns(sheet: Sheet) -> list[dict[str, Any]]:
    places = range(len(sheet.criteria) if len(sheet.criteria) > 1 else 0)
    strips = [deviations(sheet.lines, sheet.units, n) for n in places]
    far = [abs(d) for row in strips for d in row if d is not None]
    largest = max(far, default=Decimal(0)) or Decimal(1)
    return [
        {
            "name": line.name,
            "number": line.number,
            "category": line.category,
            "dot": _float(line.drawn),
            "interval": [float(end) for end in line.place.interval]
            if line.place and line.place.interval
            else None,
            "tier": line.place.tier if line.place else None,
            "grades": list(sheet.by_mark(line.pooled)) if line.pooled else None,
            "strips": [_float(row[n], largest) for row in strips],
        }
        for n, line in enumerate(sheet.lines)
    ]


def _float(number: Decimal | None, of: Decimal = Decimal(1)) -> float | None:
    return None if number is None else float(number / of)
