"""Workbooks for tests of importing, and what became of them."""

import io
from typing import Any

import xlsxwriter

from gongping.ledger import selectors, services
from gongping.ledger.models import LedgerImport, LedgerItem
from tests.ledger.factory import Desk, Upload

HEAD = (
    "编号", "任务类别", "任务来源", "重点工作", "主要内容及目标", "落实措施",
    "路径安排", "党建结合点", "牵头单位", "配合单位", "责任人", "启动时间", "完成时限",
)  # fmt: skip
WHOLE: dict[str, Any] = {
    "任务类别": "业务",
    "任务来源": "年度计划",
    "重点工作": "构建部省联动审批新机制",
    "主要内容及目标": "年底前定型。",
    "落实措施": "成立专班。",
    "路径安排": "方案印发 2026-02-20；三省试点 2026年4月25日",
    "牵头单位": "资源保护司",
    "配合单位": "规划司、信息中心",
    "责任人": "资源保护司1处负责人",
    "启动时间": "2026年1月10日",
    "完成时限": "2026-10-31",
}


def workbook(
    *rows: dict[str, Any], head: tuple[str, ...] = HEAD, sheet: str = "台账"
) -> Upload:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, head)
        for n, row in enumerate(rows, 1):
            for place, title in enumerate(head):
                if title in row:
                    page.write_string(n, place, str(row[title]))
    return Upload("台账.xlsx", buffer.getvalue())


def stage(desk: Desk, *rows: dict[str, Any], **more: Any) -> LedgerImport:
    return services.stage_import(workbook(*rows, **more), by=desk.secretariat)


def apply(desk: Desk, *rows: dict[str, Any], publish: bool = False) -> LedgerImport:
    batch = stage(desk, *rows)
    assert messages(batch) == []
    return services.apply_import(
        batch.pk, is_publishing=publish, reason="调整", by=desk.secretariat
    )


def fates(batch: LedgerImport) -> list[str]:
    return [line.fate.value for line in selectors.import_lines(batch)]


def messages(batch: LedgerImport) -> list[str]:
    return [f"{p.place}{p.message}" for p in selectors.import_problems(batch)]


def only_item() -> LedgerItem:
    return LedgerItem.objects.get()
