"""What people type into the ledger; at most twelve fields for one item."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation.forms import PlainForm
from gongping.ledger.states import Track

Choices = Iterable[tuple[Any, Any]]
BLANK = ("", "—")
WHOLE = 0
ROWS_AT_FIRST = 3
ROWS_AT_MOST = 12


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _short(
    label: Any, most: int, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text
    )


def _long(
    label: Any, *, required: bool = True, rows: int = 3, help_text: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=required,
        help_text=help_text,
        widget=_area(rows),
    )


class ItemForm(PlainForm):
    """Everything about an item but its milestones."""

    title = _short(
        gettext_lazy("事项名称"), 80, help_text=gettext_lazy("40 字以内最好读。")
    )
    track = forms.ChoiceField(
        label=gettext_lazy("线别"), choices=Track.choices, widget=forms.RadioSelect
    )
    year_focus = forms.TypedChoiceField(
        label=gettext_lazy("对应的年度要求"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    lead_unit = forms.TypedChoiceField(
        label=gettext_lazy("牵头单位"), coerce=int, empty_value=None, required=False
    )
    responsible_person = forms.TypedChoiceField(
        label=gettext_lazy("责任人"), coerce=int, empty_value=None, required=False
    )
    supporting_units = forms.TypedMultipleChoiceField(
        label=gettext_lazy("配合单位"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    started_on = forms.DateField(label=gettext_lazy("启动时间"), required=False)
    due_on = forms.DateField(label=gettext_lazy("完成时限"), required=False)
    goal = _long(gettext_lazy("主要内容及目标"), required=False)
    measures = _long(gettext_lazy("落实措施"), required=False)
    party_link = _short(
        gettext_lazy("党建结合点"),
        200,
        required=False,
        help_text=gettext_lazy("例：支部联学 3 次。融合事项必填。"),
    )
    reason = _short(
        gettext_lazy("改动理由"),
        300,
        help_text=gettext_lazy("已发布的事项，改了什么、为什么改都会记下。"),
    )

    def __init__(
        self,
        *args: Any,
        units: Choices,
        people: Choices,
        focuses: Choices,
        others: Choices = (),
        is_reasoned: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_reasoned:
            del self.fields["reason"]
        _offer(self, "lead_unit", [BLANK, *units])
        _offer(self, "supporting_units", others)
        _offer(self, "responsible_person", [BLANK, *people])
        _offer(self, "year_focus", [BLANK, *focuses])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, due = cleaned.get("started_on"), cleaned.get("due_on")
        if start and due and due < start:
            self.add_error("due_on", _("完成时限早于启动时间。请填启动之后的日期。"))
        lead = cleaned.get("lead_unit")
        if lead and lead in (cleaned.get("supporting_units") or []):
            self.add_error(
                "supporting_units", _("牵头单位不再列为配合单位。请去掉一处。")
            )
        if cleaned.get("track") == Track.INTEGRATED and not cleaned.get("party_link"):
            self.add_error("party_link", _("融合事项要写明党建结合点。"))
        return cleaned


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class MilestoneForm(PlainForm):
    """One row of the path; a row with both cells empty does not count."""

    title = _short(gettext_lazy("节点"), 60, required=False)
    due_on = forms.DateField(label=gettext_lazy("时限"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        title, due = cleaned.get("title"), cleaned.get("due_on")
        if title and not due and "due_on" not in self.errors:
            self.add_error("due_on", _("请填这个节点的时限。"))
        if due and not title and "title" not in self.errors:
            self.add_error("title", _("请写这个节点做到什么。"))
        return cleaned


if TYPE_CHECKING:
    MilestoneRows = BaseFormSet[MilestoneForm]
else:
    MilestoneRows = BaseFormSet


class PathRows(MilestoneRows):
    """The rows of the path, in the order of their dates.

    `refusal` is what is wrong with the path as a whole.
    """

    refusal = ""

    def milestones(self) -> list[tuple[str, date]]:
        """Return what was filled in, earliest first."""
        filled = [
            (row["title"], row["due_on"])
            for row in self.cleaned_data
            if row.get("title") and row.get("due_on")
        ]
        return sorted(filled, key=lambda row: row[1])


PathFormSet = forms.formset_factory(
    MilestoneForm,
    formset=PathRows,
    extra=0,
    max_num=ROWS_AT_MOST,
    absolute_max=ROWS_AT_MOST + 1,
)


class PathForm(PlainForm):
    """Who answers for a follow-up and by when, proposed by the unit."""

    responsible_person = forms.TypedChoiceField(
        label=gettext_lazy("责任人"), coerce=int
    )
    due_on = forms.DateField(label=gettext_lazy("完成时限"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "responsible_person", [BLANK, *people])


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Zero or more files; kinds and sizes are the services' to judge."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files that were chosen, none if there are none."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen if one]


class ReportForm(PlainForm):
    """One report: which milestone, what is done, what stands in the way."""

    milestone = forms.TypedChoiceField(label=gettext_lazy("报哪个节点"), coerce=int)
    text = _long(
        gettext_lazy("进展"),
        rows=5,
        help_text=gettext_lazy("写做成了什么、写数。不用填百分比。"),
    )
    obstacle = _short(
        gettext_lazy("存在问题"),
        300,
        required=False,
        help_text=gettext_lazy("需要别人协调的写在这里，状态会变为临期。"),
    )
    files = FilesField(  # type: ignore[assignment]
        label=gettext_lazy("附件"), required=False
    )

    def __init__(self, *args: Any, milestones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "milestone", [*milestones, (WHOLE, gettext_lazy("整个事项"))])


class ExtensionForm(PlainForm):
    """A request for more time, before the date."""

    milestone = forms.TypedChoiceField(label=gettext_lazy("延哪一个时限"), coerce=int)
    new_due_on = forms.DateField(label=gettext_lazy("新的时限"))
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=300,
        widget=_area(),
        help_text=gettext_lazy("写明做到哪一步、为什么晚、什么时候能完。"),
    )

    def __init__(self, *args: Any, milestones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "milestone", [*milestones, (WHOLE, gettext_lazy("完成时限"))])


class ReasonForm(PlainForm):
    """A sentence that says why."""

    note = forms.CharField(label=gettext_lazy("理由"), max_length=300, widget=_area())


class NoteForm(PlainForm):
    """A sentence that may be left out."""

    note = forms.CharField(
        label=gettext_lazy("意见"), max_length=300, required=False, widget=_area(2)
    )


class AdjustForm(PlainForm):
    """Another responsible person or another date, with its reason."""

    responsible_person = forms.TypedChoiceField(
        label=gettext_lazy("责任人"), coerce=int
    )
    due_on = forms.DateField(label=gettext_lazy("完成时限"))
    reason = _short(gettext_lazy("改动理由"), 300)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "responsible_person", [BLANK, *people])


class ReassignForm(PlainForm):
    """One responsible person for all the items that were chosen."""

    responsible_person = forms.TypedChoiceField(
        label=gettext_lazy("新的责任人"), coerce=int
    )
    reason = _short(gettext_lazy("改动理由"), 300)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "responsible_person", [BLANK, *people])


class LookBackForm(PlainForm):
    """What was found when looking back at a closed item."""

    result = _long(
        gettext_lazy("回头看结果"),
        rows=4,
        help_text=gettext_lazy("办成的事半年后还在不在，写看到的事实。"),
    )


class ReopenForm(PlainForm):
    """Why a closed item is taken up again, and until when."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=300, widget=_area())
    due_on = forms.DateField(label=gettext_lazy("新的时限"))


class FocusForm(PlainForm):
    """A requirement of the leadership for all units."""

    text = _short(
        gettext_lazy("年度要求"), 200, help_text=gettext_lazy("一条写一件事。")
    )


class FilterNameForm(PlainForm):
    """The name under which a filter is kept."""

    name = _short(gettext_lazy("名称"), 20)


class UploadForm(PlainForm):
    """A workbook to be read, not yet written."""

    file = forms.FileField(
        label=gettext_lazy("台账工作簿（.xlsx）"),
        error_messages={
            "required": gettext_lazy("请选要导入的文件。"),
            "empty": gettext_lazy("这个文件是空的。请选填好的 .xlsx。"),
        },
    )
