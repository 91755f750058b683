"""What people type about rounds, venues and reports."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation import clock
from gongping.foundation.forms import PlainForm
from gongping.meetings.models import Half, Order
from gongping.meetings.services.reports import ReportText
from gongping.meetings.services.rounds import RoundPlan
from gongping.meetings.states import Preset

LONGEST_PART = 6000
USUAL_COMMENT = 3
BORDERS = ("min_value", "max_value")
PRESETS = (
    (
        Preset.LEADER_REVIEW_2012.value,
        gettext_lazy("逐一汇报：一个接一个汇报，部领导随时写点评。"),
    ),
    (
        Preset.PARTY_DUTY_REPORT_2019.value,
        gettext_lazy("一述一评：每个单位汇报完，可以现场提问，当场点评。"),
    ),
)


class RoundForm(PlainForm):
    """The plan of a round and of its session."""

    year = forms.IntegerField(label=gettext_lazy("年度"))
    half = forms.ChoiceField(
        label=gettext_lazy("时段"), choices=Half.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=60,
        help_text=gettext_lazy("例：2026年度·上半年。页面上方按它切换轮次。"),
    )
    title_en = forms.CharField(
        label=gettext_lazy("英文名称"), max_length=120, required=False
    )
    held_on = forms.DateField(label=gettext_lazy("开会日期"))
    held_time = forms.TimeField(
        label=gettext_lazy("开始时间"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    main_venue = forms.CharField(label=gettext_lazy("主会场"), max_length=60)
    further_venues = forms.CharField(
        label=gettext_lazy("分会场"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("一行一个。建好后再定哪些单位在哪个会场。"),
    )
    chair_name = forms.CharField(label=gettext_lazy("主持"), max_length=60)
    preset = forms.ChoiceField(
        label=gettext_lazy("开法"),
        choices=PRESETS,
        widget=forms.RadioSelect,
    )
    minutes_per_unit = forms.IntegerField(
        label=gettext_lazy("每单位汇报分钟"),
        min_value=1,
        max_value=60,
    )
    question_minutes = forms.IntegerField(
        label=gettext_lazy("现场提问分钟"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=gettext_lazy("只用于一述一评。填 0 就不设提问。"),
    )
    comment_minutes = forms.IntegerField(
        label=gettext_lazy("点评分钟"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=gettext_lazy("只用于一述一评。一个单位的点评合计。"),
    )
    quorum_percent = forms.IntegerField(
        label=gettext_lazy("到会法定比例（%）"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("实到人数达到应到的这个比例，才能开始投票。"),
    )
    order_kind = forms.ChoiceField(
        label=gettext_lazy("汇报顺序"),
        choices=Order.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("选抽签的，建好后在议程页抽定。"),
    )
    unit_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("参加单位"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, units: Iterable[Any], has_venues: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = list(units)
        self.categories: dict[Any, list[int]] = {}
        for unit in units:
            self.categories.setdefault(unit.category, []).append(unit.pk)
        choices = [(unit.pk, str(unit)) for unit in units]
        self.fields["unit_ids"].choices = choices  # type: ignore[attr-defined]
        self._say("unit_ids", _("请至少选一个单位。"), "required")
        self._say("minutes_per_unit", _("每个单位汇报请定 1 到 60 分钟。"), *BORDERS)
        quorum = _("到会法定比例请填 1 到 100。填 0 等于不设门槛，表决没有依据。")
        self._say("quorum_percent", quorum, *BORDERS)
        asking = _("现场提问请定 0 到 60 分钟，0 是不提问。")
        self._say("question_minutes", asking, *BORDERS)
        self._say("comment_minutes", _("点评请定 1 到 60 分钟。"), *BORDERS)
        if has_venues:
            del self.fields["main_venue"], self.fields["further_venues"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        _follow(cleaned)
        held_at = self._held_at(cleaned)
        if held_at and held_at < clock.now():
            self.add_error(
                "held_on",
                _("这个时间已经过去。请填今天 %(now)s 以后的时间。")
                % {"now": timezone.localtime(clock.now()).strftime("%H:%M")},
            )
        return cleaned

    def plan(self) -> RoundPlan:
        """Return the plan that was typed; the form must be valid."""
        data = self.cleaned_data
        held_at = self._held_at(data)
        assert held_at is not None
        return RoundPlan(
            year=data["year"],
            half=data["half"],
            title=data["title"],
            title_en=data["title_en"],
            held_at=held_at,
            chair_name=data["chair_name"],
            venues=self._venues(data),
            order_kind=data["order_kind"],
            minutes_per_unit=data["minutes_per_unit"],
            quorum_percent=data["quorum_percent"],
            unit_ids=data["unit_ids"],
            preset=data["preset"],
            question_minutes=data["question_minutes"] or 0,
            comment_minutes=data["comment_minutes"] or USUAL_COMMENT,
        )

    def place_error(self, field: str | None, sentence: str) -> None:
        """Show what a service refused at the field that it concerns."""
        name = "further_venues" if field == "venues" else field
        self.add_error(name if name in self.fields else None, sentence)

    def _say(self, field: str, sentence: str, *codes: str) -> None:
        self.fields[field].error_messages |= dict.fromkeys(codes, sentence)

    def _held_at(self, data: dict[str, Any]) -> datetime | None:
        day, time = data.get("held_on"), data.get("held_time")
        if not day or time is None:
            return None
        return timezone.make_aware(datetime.combine(day, time))

    def _venues(self, data: dict[str, Any]) -> list[str]:
        further = data.get("further_venues", "").splitlines()
        return [data.get("main_venue", ""), *(line for line in further if line.strip())]


def usual_title(year: int, half: Half, language: str) -> str:
    """Return the name that is proposed for a round."""
    with translation.override(language):
        return _("%(year)d年度·%(half)s") % {"year": year, "half": half.label}


def _follow(typed: dict[str, Any]) -> None:
    """Let a title that was proposed for another half-year follow the chosen one."""
    year, half = typed.get("year"), typed.get("half")
    if not year or not half:
        return
    for name, language in (("title", "zh-hans"), ("title_en", "en")):
        proposed = {
            usual_title(other, each, language)
            for other in (year - 1, year, year + 1)
            for each in Half
        }
        if typed.get(name) in proposed:
            typed[name] = usual_title(year, Half(half), language)


class ReportForm(PlainForm):
    """The four parts of a unit's report, with the version the writer began from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rectification = forms.CharField(
        label=gettext_lazy("上次点评怎么落实"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("先说上次点评的每一条办得怎样。没有就留空。"),
    )
    achievements = forms.CharField(
        label=gettext_lazy("已完成的重点工作"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    business = forms.CharField(
        label=gettext_lazy("业务：重点工作及落实措施"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    party_building = forms.CharField(
        label=gettext_lazy("党建：重点工作及落实措施"),
        required=False,
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in (
            ("business", _("业务这一半还是空的。请写重点工作和落实措施。")),
            ("party_building", _("党建这一半还是空的。请写重点工作和落实措施。")),
        ):
            self.fields[name].required = not is_draft
            self.fields[name].error_messages["required"] = sentence

    def text(self) -> ReportText:
        """Return the report as typed; the form must be valid."""
        data = self.cleaned_data
        return ReportText(
            rectification=data["rectification"],
            achievements=data["achievements"],
            business=data["business"],
            party_building=data["party_building"],
        )
