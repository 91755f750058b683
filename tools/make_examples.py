"""Write the example workbooks in `examples/`; a maintainer runs it after a change.

Everything is invented but the structure of the source's ministry, which carries
no score, no grade and no light. Dates are written for `BASE_DAY`; the demo moves
them to the day of loading.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "examples"
EXAMPLES = ROOT / "examples"
BASE_DAY = date(2026, 6, 25)
BASE_MOMENT = datetime(2026, 6, 25, tzinfo=UTC)
CATEGORIES = {
    "bureau": "司局",
    "dispatched_inspectorate": "派驻督察局",
    "affiliated_institution": "直属单位",
}
LEADERS = (
    "部长（党组书记）", "副部长甲", "副部长乙", "副部长丙", "副部长丁", "监督组长",
    "副总督察", "总规划师", "总工程师", "总经济师", "党组成员戊", "党组成员己",
)  # fmt: skip
INSPECTOR = LEADERS.index("副总督察")
WITHOUT_LINK = 6
SMALLER_UNITS = 23
UNIT_COLUMNS = ("编制序", "单位名称", "英文名称", "单位序列", "层级", "上级单位")
PERSON_COLUMNS = (
    "工号", "姓名", "英文名称", "所在单位", "职务层级", "职务", "顺序",
)  # fmt: skip
LINK_COLUMNS = ("部领导", "单位", "关系")
TASK_COLUMNS = (
    "任务类别", "任务来源", "重点工作", "主要内容及目标", "落实措施",
    "路径安排（阶段节点）",
    "党建结合点", "牵头单位", "配合单位", "责任人", "启动时间", "完成时限",
)  # fmt: skip
PARTY_TASKS = (
    "支部联学促业务", "党员先锋岗创建", "廉政风险点排查", "基层站所结对共建",
    "党课进处室", "支部品牌建设",
)  # fmt: skip
INTEGRATED_TASKS = (
    "党员牵头难题攻关", "支部带题调研", "业务骨干入党培养与项目锻炼", "窗口党员服务岗",
)  # fmt: skip
ROUTINE_TASKS = (
    "业务流程梳理与公开", "年度数据汇交与核对", "基层联系点走访", "风险防控清单更新",
)  # fmt: skip
GOALS = {
    "pilot": "完成试点评估，形成可推广的办法，年底前定型。",
    "steady": "全年任务分两次报，年终验收一次通过。",
    "audit": "摸清底数，整改到位，复核无反弹。",
    "team": "培养一批能用得上的骨干，形成固定做法。",
    "early": "上半年完成，验收一次通过。",
    "later": "下半年启动，年底前见到阶段成果。",
}
MEASURES = {
    "pilot": "成立专班；选三地试点；每季度会商一次；评估后推开。",
    "steady": "责任到处室；节点前十天自查；结果与年度总结衔接。",
    "audit": "逐项核对台账；问题当场交办；整改后销号。",
    "team": "支部牵头；业务处室出课题；半年交流一次。",
    "early": "年初部署到处室；按月自查；上半年验收。",
    "later": "先做方案论证；明确经费和分工；按期启动。",
}
PATHS = {
    "pilot": (
        ("方案印发", -128), ("试点启动", -62), ("试点评估", 9), ("机制定型", 128),
    ),
    "steady": (("工作部署", -140), ("上半年完成情况", -18), ("年终验收", 160)),
    "audit": (("摸底", -112), ("整改", -38), ("复核", 47), ("总结", 148)),
    "team": (("计划确定", -84), ("集中活动", 41), ("总结交流", 96)),
    "early": (("部署", -152), ("落实", -88), ("验收", -33)),
    "later": (("方案论证", 55), ("正式启动", 90), ("阶段成果", 170)),
}  # fmt: skip
SHAPES = (
    "pilot", "audit", "steady", "team", "early", "audit", "steady", "later", "pilot",
)  # fmt: skip


@dataclass(frozen=True)
class UnitSource:
    """One line of a source file."""

    position: int
    name: str
    english: str
    category: str
    divisions: tuple[str, ...]
    tasks: tuple[str, ...]


def main() -> None:
    """Write both examples anew."""
    units = list(_model_units())
    _write(
        "model_ministry/organisation.xlsx",
        {
            "单位": (UNIT_COLUMNS, list(_unit_rows(units))),
            "人员": (PERSON_COLUMNS, list(_person_rows(units))),
            "领导联系": (LINK_COLUMNS, list(_link_rows(units))),
        },
    )
    _write(
        "model_ministry/ledger.xlsx", {"台账": (TASK_COLUMNS, list(_task_rows(units)))}
    )
    _write_source_ministry()


def _model_units() -> Iterator[UnitSource]:
    with (SOURCES / "model_units.csv").open(encoding="utf-8") as file:
        for position, row in enumerate(csv.reader(file), 1):
            name, english, category, divisions, tasks = row
            yield UnitSource(
                position, name, english, category,
                tuple(divisions.split()), tuple(tasks.split("|")),
            )  # fmt: skip


def _unit_rows(units: list[UnitSource]) -> Iterator[tuple[object, ...]]:
    for unit in units:
        category = CATEGORIES[unit.category]
        yield (unit.position, unit.name, unit.english, category, "部", "")


def _person_rows(units: list[UnitSource]) -> Iterator[tuple[object, ...]]:
    for position, title in enumerate(LEADERS, 1):
        yield (f"A{position:03}", title, "", "", "部级", "部领导", position)
    for unit in units:
        yield (
            f"B{unit.position:03}", f"{unit.name}负责人", f"Head, {unit.english}",
            unit.name, "司局级", "主要负责人、党组织书记", 100 + unit.position,
        )  # fmt: skip
    for unit in units:
        yield from _cadre_rows(unit)


def _cadre_rows(unit: UnitSource) -> Iterator[tuple[object, ...]]:
    titles = [
        f"{division}{rank}"
        for division in ("综合处", *unit.divisions)
        for rank in ("负责人", "副职")
    ]
    kept = titles[:-1] if unit.position > len(CATEGORIES) + 21 else titles
    for number, title in enumerate(kept, 1):
        post = "联络员" if number == 2 else ""
        yield (
            f"C{unit.position:03}{number:02}", title, "", unit.name, "处级", post,
            1000 * unit.position + number,
        )  # fmt: skip


def _link_rows(units: list[UnitSource]) -> Iterator[tuple[object, ...]]:
    for unit in units:
        supervising, linked = _leaders_of(unit)
        yield (LEADERS[supervising], unit.name, "分管")
        if unit.position % 8 != 0 or unit.position == 8:
            yield (LEADERS[linked], unit.name, "联系")


def _leaders_of(unit: UnitSource) -> tuple[int, int]:
    if unit.category == "dispatched_inspectorate":
        return INSPECTOR, (unit.position * 5) % 6
    supervising = unit.position % len(LEADERS)
    linked = (unit.position * 5 + 3) % len(LEADERS)
    if linked == supervising:
        linked = (linked + 1) % len(LEADERS)
    return supervising, linked


def _task_rows(units: list[UnitSource]) -> Iterator[tuple[object, ...]]:
    for unit in units:
        for number, (title, kind, link) in enumerate(_titles(unit)):
            yield _task_row(unit, number, title, kind, link, units)


def _titles(unit: UnitSource) -> Iterator[tuple[str, str, str]]:
    for title in unit.tasks:
        yield title, "业务", ""
    yield ROUTINE_TASKS[unit.position % len(ROUTINE_TASKS)], "业务", ""
    party = PARTY_TASKS[unit.position % len(PARTY_TASKS)]
    yield party, "党建", ""
    integrated = INTEGRATED_TASKS[unit.position % len(INTEGRATED_TASKS)]
    yield integrated, "融合", f"支部联学 {unit.position % 3 + 2} 次，党员带题攻关"


def _task_row(
    unit: UnitSource, number: int, title: str, kind: str, link: str,
    units: list[UnitSource],
) -> tuple[object, ...]:  # fmt: skip
    shape = SHAPES[(unit.position * 2 + number * 5) % len(SHAPES)]
    jitter = (unit.position * 7 + number * 11) % 15 - 7
    path = [(name, _day(offset + jitter)) for name, offset in PATHS[shape]]
    division = unit.divisions[number % len(unit.divisions)]
    return (
        kind, "联创" if "季度会商" in title or "联" in title else "年度计划",
        title, GOALS[shape], MEASURES[shape],
        "；".join(f"{name} {day.isoformat()}" for name, day in path),
        link, unit.name, _supporting(unit, number, units), f"{division}负责人",
        path[0][1] - timedelta(days=20), path[-1][1] + timedelta(days=5),
    )  # fmt: skip


def _supporting(unit: UnitSource, number: int, units: list[UnitSource]) -> str:
    if number % 3:
        return ""
    other = units[(unit.position * 3 + number) % len(units)]
    names = [u.name for u in (other, units[3]) if u.name != unit.name]
    return "、".join(dict.fromkeys(names))


def _day(offset: int) -> date:
    return BASE_DAY + timedelta(days=offset)


def _write_source_ministry() -> None:
    with (SOURCES / "source_units.csv").open(encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    with (SOURCES / "source_tasks.csv").open(encoding="utf-8") as file:
        tasks = list(csv.DictReader(file))
    rows: list[tuple[object, ...]] = [
        (int(u["order"]), u["name"], "", CATEGORIES[u["category"]], "部", "")
        for u in units
    ]
    _write(
        "source_ministry_2012/organisation.xlsx",
        {"单位": (UNIT_COLUMNS, rows), "人员": (PERSON_COLUMNS, []),
         "领导联系": (LINK_COLUMNS, [])},
    )  # fmt: skip
    drafts: list[tuple[object, ...]] = [
        (t["track"], t["source"], t["title"], t["goal"],
         f"路径：{t['path']}", "", "",
         t["unit"], "", "", "", "")
        for t in tasks
    ]  # fmt: skip
    _write("source_ministry_2012/ledger.xlsx", {"台账": (TASK_COLUMNS, drafts)})


Sheet = tuple[tuple[str, ...], list[tuple[object, ...]]]


def _write(name: str, sheets: dict[str, Sheet]) -> None:
    path = EXAMPLES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": BASE_MOMENT.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 2})
    for title, (columns, rows) in sheets.items():
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, columns, head)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, 1):
            sheet.write_row(line, 0, row)
        sheet.autofit()
    book.close()


if __name__ == "__main__":
    main()
