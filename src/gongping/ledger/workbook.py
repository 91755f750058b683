"""The workbook of the ledger: its columns in order, which are typed, and their words.

The same columns are read and written, so that what is exported can be imported.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_noop

from gongping.documents.excel import CellProblem, Column, Kind
from gongping.ledger.fields import node_title
from gongping.ledger.states import ItemKind, Track

SHEET: Final = "台账"
SUPERVISION: Final = "督办事项台账"
NOTES: Final = "填表说明"
TRACKS: Final = {
    "业务": Track.BUSINESS.value,
    "党建": Track.PARTY_BUILDING.value,
    "融合": Track.INTEGRATED.value,
}
KINDS: Final = {
    "重点工作": ItemKind.KEY_TASK.value,
    "年度计划": ItemKind.KEY_TASK.value,
    "计划": ItemKind.KEY_TASK.value,
    "转办事项": ItemKind.FOLLOW_UP.value,
    "领导点评": ItemKind.FOLLOW_UP.value,
    "点评": ItemKind.FOLLOW_UP.value,
    "会议议定事项": ItemKind.MEETING_DECISION.value,
    "会议": ItemKind.MEETING_DECISION.value,
    "联创任务": ItemKind.INITIATIVE_TASK.value,
    "联创": ItemKind.INITIATIVE_TASK.value,
}
LONG_TEXT: Final = 2000


def _typed(key: str, title: str, note: str = "", **more: Any) -> Column:
    return Column(key, title, is_required=False, note=note, **more)


def _derived(key: str, title: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(key, title, kind, is_required=False)


COLUMNS: Final = (
    _derived("place", "序号", Kind.INTEGER),
    _typed("number", "编号", "新事项留空，系统编号；有编号的行更新那一项。"),
    _typed("track", "任务类别", "业务、党建或融合。", kind=Kind.CHOICE, choices=TRACKS),
    _typed(
        "kind", "任务来源", "不填算重点工作。", kind=Kind.CHOICE, choices=KINDS,
    ),
    Column("title", "重点工作", max_length=80, note="必填，80 字以内。", width=32),
    _typed("goal", "主要内容及目标", max_length=LONG_TEXT, width=32),
    _typed("measures", "落实措施", max_length=LONG_TEXT, width=32),
    _typed(
        "path", "路径安排（阶段节点）",
        "节点和日期，用分号隔开：方案印发 2026-02-20；三省试点 2026-04-25", width=40,
    ),
    _derived("leaders", "分管领导"),
    _typed("lead_unit", "牵头单位", "只填一个，写单位全称。"),
    _typed("supporting", "配合单位", "几个单位用顿号隔开。"),
    _typed("person", "责任人", "牵头单位的人；同名的写“姓名（工号）”。"),
    _derived("liaison", "联系人"),
    _typed("started_on", "启动时间", kind=Kind.DATE),
    _typed("due_on", "完成时限", kind=Kind.DATE),
    _derived("progress", "当前进展"),
    _derived("milestones_done", "完成节点"),
    _derived("light", "亮灯"),
    _derived("obstacle", "存在问题"),
    _derived("coordination", "需协调事项"),
    _derived("next_step", "下一步打算"),
    _derived("evidence", "佐证材料"),
    _derived("closed_on", "办结时间", Kind.DATE),
    _derived("review", "审核意见"),
    _derived("remark", "备注"),
    _typed("party_link", "党建结合点", "融合事项写明。", max_length=200),
    _typed("year_focus", "年度要求", "和年度要求的原文一致。"),
)  # fmt: skip
TYPED_KEYS: Final = frozenset(
    column.key
    for column in COLUMNS
    if column.key
    in {
        "number", "track", "kind", "title", "goal", "measures", "path", "lead_unit",
        "supporting", "person", "started_on", "due_on", "party_link", "year_focus",
    }
)  # fmt: skip
TYPED: Final = tuple(column for column in COLUMNS if column.key in TYPED_KEYS)
# Which column a field of the form stands in, to say where a mistake is.
COLUMN_OF: Final = {
    "milestones": "path",
    "responsible_person": "person",
    "supporting_units": "supporting",
}
TEMPLATE: Final = tuple(
    column
    if column.key in TYPED_KEYS
    else replace(
        column, title=f"{column.title}（自动）", note="这一列自动生成，不用填。"
    )
    for column in COLUMNS
)

SUPERVISION_COLUMNS: Final = (
    _derived("place", "序号", Kind.INTEGER),
    _derived("number", "督办编号"),
    _derived("source", "来源（会议/批示/点评）"),
    _derived("title", "督办事项"),
    _derived("author", "批示（点评）领导"),
    _derived("quote", "批示内容"),
    _derived("assigned_on", "交办时间", Kind.DATE),
    _derived("lead_unit", "牵头单位"),
    _derived("supporting", "配合单位"),
    _derived("person", "责任人"),
    _derived("due_on", "办理时限", Kind.DATE),
    _derived("acknowledged_on", "签收时间", Kind.DATE),
    _derived("progress", "办理进展"),
    _derived("nudges", "催办次数", Kind.INTEGER),
    _derived("extensions", "延期情况"),
    _derived("done_on", "办结时间", Kind.DATE),
    _derived("result", "办理结果"),
    _derived("reviewer", "审核人"),
    _derived("closed_on", "销号时间", Kind.DATE),
    _derived("look_back", "回头看结果"),
    _derived("remark", "备注"),
)

_PARTS = re.compile(r"[；;\n]+")
_DAY = (
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
)
_LAST = re.compile(rf"^(?P<title>.*?\S)[\s:：（(，,]+{_DAY}[)）]?$")
_CLOSE = re.compile(rf"^(?P<title>.*?\D){_DAY}$")
_FIRST = re.compile(rf"^{_DAY}(?:前|底前)?[\s:：，,]*(?P<title>\D.*)$")


def read_path(text: str, year: int | None) -> tuple[list[tuple[str, date]], list[str]]:
    """Return dated milestones, and the parts of the cell that have no date.

    A date without a year is of `year`. Raises `CellProblem` for a day that does
    not exist.
    """
    dated: list[tuple[str, date]] = []
    undated = []
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        found = _LAST.match(part) or _FIRST.match(part) or _CLOSE.match(part)
        if found is None or (found["year"] is None and year is None):
            undated.append(part)
        else:
            day = _existing(int(found["year"] or year or 0), found)
            dated.append((node_title(found["title"]), day))
    return dated, undated


def _existing(year: int, found: re.Match[str]) -> date:
    month, day = int(found["month"]), int(found["day"])
    words = {"node": found["title"].strip()[:20], "month": month, "day": day}
    if not 1 <= month <= 12:
        raise CellProblem(
            gettext_noop("节点“%(node)s”：没有 %(month)d 月。请核对月份。"), **words
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise CellProblem(
            gettext_noop(
                "节点“%(node)s”：%(month)d月没有%(day)d日。"
                "请填 %(month)d月%(last)d日或之前的日期。"
            ),
            **words,
            last=last,
        )
    return date(year, month, day)
