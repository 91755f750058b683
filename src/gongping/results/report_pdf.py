"""The count report as a PDF on A4, of the same value as the page."""

import io
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.documents.typst import render
from gongping.foundation.format import clock_time, day_year
from gongping.foundation.names import local_name

if TYPE_CHECKING:
    from gongping.results.count_report import CountReport
    from gongping.results.models import Result

TEMPLATE: Final = Path(__file__).parent / "typst" / "count_report.typ"


def report_pdf(result: "Result", report: "CountReport") -> bytes:
    """Return the report as a PDF; it names no time but that of the count."""
    poll = result.poll
    content = {
        **asdict(report),
        "title": local_name(poll),
        "round": local_name(poll.round, "title"),
        "kinds": _kinds(result),
        "counted": f"{day_year(result.counted_at)} {clock_time(result.counted_at)}",
        "qr": list(_picture(result.board_digest)),
        "lang": (get_language() or "zh")[:2],
        "words": _words(),
    }
    return render(TEMPLATE, content)


def _kinds(result: "Result") -> list[str]:
    return [_("演练，不作数")] if result.poll.is_rehearsal else []


def _picture(digits: str) -> bytes:
    out = io.BytesIO()
    segno.make(digits, error="m").save(out, kind="png", scale=4, border=4)
    return out.getvalue()


def _words() -> dict[str, Any]:
    return {
        "report": _("计票报告"),
        "counts": _("一、票数"),
        "scores": _("二、各单位得分"),
        "proofs": _("三、凭据"),
        "signatures": _("四、签字"),
        "item": _("项目"),
        "total": _("合计"),
        "right": _("每一行都对得上。"),
        "wrong": _("有的行对不上，不要联署："),
        "withheld": _("人少不公布票数的票种："),
        "reasons": _("无效原因："),
        "void_sheets": _("整张作废的纸质票："),
        "order": _("按编制排列，不是名次。相差不大的，不分先后。"),
        "counted": _("计票时间"),
        "qr": _("板首指纹的二维码"),
        "columns": [_("身份"), _("姓名"), _("电子联署"), _("签字"), _("日期")],
        "cosigned": _("已联署"),
        "between": _("、"),
        "stop": _("。"),
    }
