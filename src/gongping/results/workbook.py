"""The counts as a workbook: what the pages show, in establishment order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongping.documents.excel import Column, Kind, Sheet, write_workbook
from gongping.results.sheet import Counts, UnitLine
from gongping.results.sheet import Sheet as ResultSheet
from gongping.results.statements import lead_of, quality_of

if TYPE_CHECKING:
    from gongping.results.models import Result

ALL_GROUPS = "合计"
GROUP_COLUMNS = (
    Column("name", "票种", width=24),
    Column("weight", "票权", Kind.NUMBER),
    Column("entitled", "应参", Kind.INTEGER),
    Column("collected", "领票", Kind.INTEGER),
    Column("received", "收回", Kind.INTEGER),
    Column("valid", "有效", Kind.INTEGER),
    Column("invalid", "无效", Kind.INTEGER),
    Column("abstained", "弃权", Kind.INTEGER),
)
SUMS = ("entitled", "collected", "received", "valid", "invalid", "abstained")


def counts_workbook(title: str, result: "Result", sheet: ResultSheet) -> bytes:
    """Return the workbook of a result: counts, scores, grades, and its digests."""
    foot = _("结果指纹 %(digest)s") % {"digest": result.digest}
    return write_workbook(
        [
            Sheet("说明", lines=_notes(title, result, sheet), footer=foot),
            Sheet("票数", GROUP_COLUMNS, _groups(sheet), footer=foot),
            Sheet(
                "得分",
                _score_columns(sheet, is_ranked=result.is_ranked),
                _scores(sheet),
                footer=foot,
            ),
            Sheet("票面分布", _grade_columns(sheet), _grades(sheet), footer=foot),
        ]
    )


def _notes(title: str, result: "Result", sheet: ResultSheet) -> list[str]:
    hidden = _("、").join(group.name for group in sheet.hidden_groups) or _("无")
    return [
        title,
        *([_("演练，不作数")] if result.poll.is_rehearsal else []),
        *lead_of(sheet),
        *(f"{label}　{text}" for label, text in quality_of(sheet)),
        _("误差不包括人情、串联等共同偏向，也不含台账的完成情况。"),
        _("不到 %(k)d 人评分的票种不单列。本次整体不单列的票种：%(groups)s。")
        % {"k": sheet.k, "groups": hidden},
        _("规则全文的指纹 %(digest)s") % {"digest": result.manifest_digest},
        _("公示板的指纹 %(digest)s") % {"digest": result.board_digest},
        _("结果的指纹 %(digest)s") % {"digest": result.digest},
        _("算法 %(formula)s，第 %(n)d 版")
        % {"formula": result.formula_version, "n": result.shown.number},
    ]


def _groups(sheet: ResultSheet) -> Iterator[dict[str, Any]]:
    for group in sheet.groups:
        row = {key: getattr(group, key) for key in SUMS}
        if not group.is_shown:
            row = {"entitled": group.entitled, "collected": _("人少不公布")}
        yield {"name": group.name, "weight": float(group.weight), **row}
    yield {"name": ALL_GROUPS, **{key: sheet.total(key) for key in SUMS}}


def _score_columns(sheet: ResultSheet, *, is_ranked: bool) -> list[Column]:
    ranks = [
        Column("first", "名次从", Kind.INTEGER),
        Column("last", "到", Kind.INTEGER),
    ]
    return [
        Column("number", "编号", Kind.INTEGER),
        Column("category", "类别"),
        Column("name", "单位", width=28),
        Column("score", "得分", Kind.NUMBER),
        Column("low", "区间下限", Kind.NUMBER),
        Column("high", "区间上限", Kind.NUMBER),
        Column("tier", "档次", Kind.INTEGER),
        Column("border", "与邻档难分"),
        *(ranks if is_ranked else []),
        *(Column(f"c{n}", c.name, Kind.NUMBER) for n, c in enumerate(sheet.criteria)),
    ]


def _scores(sheet: ResultSheet) -> Iterator[dict[str, Any]]:
    for unit in sheet.units:
        row = {"number": unit.number, "category": unit.category, "name": unit.name}
        by_criterion = {f"c{n}": _cell(s) for n, s in enumerate(unit.by_criterion)}
        score = _cell(unit.score) if unit.is_shown else _("人少不公布")
        yield {**row, "score": score, **_placed(unit), **by_criterion}


def _placed(unit: UnitLine) -> dict[str, Any]:
    place = unit.place
    if place is None:
        return {}
    low, high = map(float, place.interval) if place.interval else (None, None)
    return {
        "low": low,
        "high": high,
        "tier": place.tier,
        "border": _("是") if place.is_border else "",
        "first": place.ranks[0],
        "last": place.ranks[1],
    }


def _cell(score: Any) -> Any:
    return _("缺票") if score is None else float(score)


def _grade_columns(sheet: ResultSheet) -> list[Column]:
    return [
        Column("number", "编号", Kind.INTEGER),
        Column("name", "单位", width=28),
        Column("group", "票种", width=24),
        Column("criterion", "测评指标", width=24),
        *(Column(f"g{n}", g.name, Kind.INTEGER) for n, g in enumerate(sheet.grades)),
        Column(f"g{len(sheet.grades)}", "不了解", Kind.INTEGER),
    ]


def _grades(sheet: ResultSheet) -> Iterator[dict[str, Any]]:
    for unit in sheet.units:
        for group, part in zip(sheet.groups, unit.by_group, strict=True):
            counts = part.counts if part else None
            yield from _rows(sheet, unit, group.name, counts)


def _rows(
    sheet: ResultSheet, unit: UnitLine, group: str, counts: tuple[Counts, ...] | None
) -> Iterator[dict[str, Any]]:
    base = {"number": unit.number, "name": unit.name, "group": group}
    if counts is None:
        yield {**base, "criterion": _("人少不公布")}
        return
    for criterion, row in zip(sheet.criteria, counts, strict=True):
        grades = {f"g{n}": count for n, count in enumerate(row)}
        yield {**base, "criterion": criterion.name, **grades}
