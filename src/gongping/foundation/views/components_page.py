"""The living page of all components, drawn with the templates that rooms use."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation import clock, tokens
from gongping.foundation import format as formats
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.paging import page_of

SWATCHES: Final = (
    ("paper", gettext_lazy("纸")),
    ("sheet", gettext_lazy("笺")),
    ("tray", gettext_lazy("盘")),
    ("rule", gettext_lazy("线")),
    ("ink", gettext_lazy("墨")),
    ("ink-2", gettext_lazy("墨二")),
    ("ink-3", gettext_lazy("墨三")),
    ("edge", gettext_lazy("控件边")),
    ("seal", gettext_lazy("印泥")),
    ("seal-deep", gettext_lazy("印泥深")),
    ("slate", gettext_lazy("黛青")),
    ("slate-mid", gettext_lazy("黛青中")),
    ("ok", gettext_lazy("正常")),
    ("soon", gettext_lazy("临期字")),
    ("soon-fill", gettext_lazy("临期形")),
    ("focus", gettext_lazy("焦点")),
)
GROUNDS: Final = 4
UNITS: Final = 47
CATEGORY_STARTS: Final = (19, 28)
SCORED: Final = 31


class SampleForm(forms.Form):
    """One field of every kind, with one mistake to show."""

    title = forms.CharField(
        label=gettext_lazy("事项名称"),
        help_text=gettext_lazy("80 字以内"),
        max_length=80,
    )
    due_on = forms.DateField(label=gettext_lazy("完成时限"))
    person = forms.ChoiceField(
        label=gettext_lazy("责任人"), choices=[("1", gettext_lazy("数据处负责人"))]
    )
    note = forms.CharField(
        label=gettext_lazy("说明"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    track = forms.ChoiceField(
        label=gettext_lazy("线别"),
        widget=forms.RadioSelect,
        choices=[
            ("business", gettext_lazy("业务")),
            ("party", gettext_lazy("党建")),
        ],
        required=False,
    )

    def clean_due_on(self) -> None:
        """Refuse every date, so that the page shows how that looks."""
        raise forms.ValidationError(
            _("早于立项日期。请填 %(day)s或之后的日期。")
            % {"day": formats.day(clock.today())}
        )


@audience(PUBLIC)
def show(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    form = SampleForm(_sample_data())
    form.is_valid()
    context = {
        "swatches": list(_swatches()),
        "form": form,
        "grades": [(1, _("优秀")), (2, _("良好")), (3, _("一般")), (4, _("较差"))],
        "marks": list(_marks()),
        "steps": _steps(),
        "phases": _phases(),
        "items": _items(),
        "page": page_of(request, range(412)),
        "shown": _messages(),
    }
    return render(request, "foundation/ui_components.html", context)


def _sample_data() -> dict[str, str]:
    return {
        "title": _("数据共享目录与口径统一"),
        "due_on": clock.days_from_today(-30).isoformat(),
        "person": "1",
        "track": "business",
    }


def _swatches() -> Iterator[dict[str, Any]]:
    values = tokens.colours()
    for place, (name, label) in enumerate(SWATCHES):
        ratio = f"{tokens.contrast(values[name], values['paper']):.1f}"
        use = _("只作底色和线") if place < GROUNDS else _("对纸 %s:1") % ratio
        yield {"name": name, "label": label, "value": values[name], "use": use}


def _marks() -> Iterator[dict[str, Any]]:
    for place in range(UNITS):
        state = "filled" if place < SCORED else "here" if place == SCORED else "open"
        yield {
            "state": state,
            "name": _("第 %d 位") % (place + 1),
            "url": "#ticks",
            "gap": place in CATEGORY_STARTS,
        }


def _steps() -> list[tuple[str, str, str]]:
    begun = clock.days_from_today(-137)
    return [
        (_("签收"), formats.day(begun), "passed"),
        (_("承办"), formats.day(begun + timedelta(days=1)), "passed"),
        (_("反馈"), _("第 3 次待报"), "current"),
        (_("审核"), _("秘书处"), "ahead"),
        (_("销号"), _("审核通过后"), "ahead"),
        (_("回头看"), _("销号后 6 个月"), "ahead"),
    ]


def _phases() -> list[tuple[str, str, str]]:
    return [
        (_("签到"), "08:30–09:00", "passed"),
        (_("推选监票人"), _("3 名"), "passed"),
        (_("汇报与点评"), "32/47", "current"),
        (_("投票"), _("全部汇报后开启"), "ahead"),
        (_("截止封存"), "", "ahead"),
        (_("启封"), _("监票人到场"), "ahead"),
    ]


def _items() -> list[dict[str, Any]]:
    rows = [
        ("006-02", _("构建部省联动审批新机制"), "soon", _("审批处负责人"), 3),
        ("006-04", _("保护红线复核"), "late", _("规划处负责人"), -4),
        ("015-01", _("与高校联合培养人才"), "ok", _("培训处负责人"), 77),
    ]
    return [
        {
            "number": number,
            "title": title,
            "light": light,
            "person": person,
            "due_on": clock.days_from_today(days),
        }
        for number, title, light, person, days in rows
    ]


def _messages() -> list[Message]:
    return [
        Message(messages.SUCCESS, _("已签收。秘书处和副部长甲可以看到。")),
        Message(messages.WARNING, _("网络断了。内容存在本机，连上后自动补传。")),
        Message(messages.ERROR, _("没有立项：第 14 行缺责任人。")),
    ]
