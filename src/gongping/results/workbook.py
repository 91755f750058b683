"""The counts as a workbook: what the pages show, in establishment order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gongping.documents.excel import Column, Kind, Sheet, write_workbook
from gongping.foundation.names import local_name
from gongping.results.sheet import Counts, UnitLine
from gongping.results.sheet import Sheet as ResultSheet
from gongping.results.statements import (
    lead_of,
    quality_of,
    step_names,
    tiers_said,
    withheld_words,
)

if TYPE_CHECKING:
    from gongping.results.models import Result

SUMS = ("entitled", "collected", "received", "valid", "invalid", "abstained")


def counts_workbook(result: "Result", sheet: ResultSheet) -> bytes:
    """Return the workbook of a result in the reader's language.

    It holds counts, scores, grades, and the digests of the frozen figures.
    """
    foot = _("结果指纹 %(digest)s") % {"digest": result.digest}
    return write_workbook(
        [
            Sheet(_("说明"), lines=_notes(result, sheet), footer=foot),
            Sheet(_("票数"), _group_columns(), _groups(sheet), footer=foot),
            Sheet(
                _("得分"),
                _score_columns(sheet, is_ranked=result.is_ranked),
                _scores(sheet),
                footer=foot,
            ),
            Sheet(_("票面分布"), _grade_columns(sheet), _grades(sheet), footer=foot),
        ]
    )


def _notes(result: "Result", sheet: ResultSheet) -> list[str]:
    hidden = _("、").join(group.name for group in sheet.hidden_groups) or _("无")
    return [
        local_name(result.poll),
        *([_("演练，不作数")] if result.poll.is_rehearsal else []),
        *lead_of(sheet),
        *([said] if (said := tiers_said(sheet)) else []),
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


def _group_columns() -> list[Column]:
    counted = {
        "entitled": _("应参"),
        "collected": pgettext("count", "领票"),
        "received": _("收回"),
        "valid": _("有效"),
        "invalid": _("无效"),
        "abstained": _("弃权"),
    }
    return [
        Column("name", _("票种"), width=24),
        Column("weight", _("票权"), Kind.NUMBER),
        *(Column(key, label, Kind.INTEGER) for key, label in counted.items()),
    ]


def _groups(sheet: ResultSheet) -> Iterator[dict[str, Any]]:
    for group in sheet.groups:
        row = {key: getattr(group, key) for key in SUMS}
        if not group.is_shown:
            row = {
                "entitled": group.entitled,
                "collected": withheld_words(group),
            }
        yield {"name": group.name, "weight": float(group.weight), **row}
    yield {"name": _("合计"), **{key: sheet.total(key) for key in SUMS}}


def _score_columns(sheet: ResultSheet, *, is_ranked: bool) -> list[Column]:
    is_adjusted = any(unit.is_adjusted for unit in sheet.units)
    adjusted = [Column("adjusted", _("校正得分"), Kind.NUMBER)] if is_adjusted else []
    ranks = [
        Column("first", _("名次从"), Kind.INTEGER),
        Column("last", _("到"), Kind.INTEGER),
    ]
    return [
        Column("number", _("编号"), Kind.INTEGER),
        Column("category", _("类别")),
        Column("name", _("单位"), width=28),
        Column("score", _("得分"), Kind.NUMBER),
        *adjusted,
        Column("low", _("区间下限"), Kind.NUMBER),
        Column("high", _("区间上限"), Kind.NUMBER),
        Column("bar_low", _("粗线下限"), Kind.NUMBER),
        Column("bar_high", _("粗线上限"), Kind.NUMBER),
        Column("tier", _("档次"), Kind.INTEGER),
        Column("border", _("与邻档难分")),
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
    bar_low, bar_high = map(float, place.bar) if place.bar else (None, None)
    return {
        "adjusted": None if place.value is None else float(place.value),
        "low": low,
        "high": high,
        "bar_low": bar_low,
        "bar_high": bar_high,
        "tier": place.tier,
        "border": _("是") if place.is_border else "",
        "first": place.ranks[0],
        "last": place.ranks[1],
    }


def _cell(score: Any) -> Any:
    return _("缺票") if score is None else float(score)


def _grade_columns(sheet: ResultSheet) -> list[Column]:
    steps = step_names(sheet)
    return [
        Column("number", _("编号"), Kind.INTEGER),
        Column("name", _("单位"), width=28),
        Column("group", _("票种"), width=24),
        Column("criterion", _("测评指标"), width=24),
        *(Column(f"g{n}", name, Kind.INTEGER) for n, name in enumerate(steps)),
        Column(f"g{len(steps)}", _("不了解"), Kind.INTEGER),
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
        yield {**base, "criterion": _("不单列")}
        return
    for criterion, row in zip(sheet.criteria, counts, strict=True):
        grades = {f"g{n}": count for n, count in enumerate(row)}
        yield {**base, "criterion": criterion.name, **grades}
