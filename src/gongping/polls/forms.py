"""What is typed of a poll: the plan, its rows, the beginning of a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongping.foundation.forms import PlainForm
from gongping.foundation.names import local_name
from gongping.polls.counting import percent_of
from gongping.polls.models import GroupRule, Layout
from gongping.polls.presets import preset_choices
from gongping.polls.rules import (
    MOST_SCRUTINEERS,
    SMALLEST_GROUP,
    CriterionPlan,
    GradePlan,
    GroupPlan,
    PollPlan,
)

if TYPE_CHECKING:
    from gongping.accounts.models import User
    from gongping.meetings.models import ReviewRound

MOST_ROWS = 10
LARGEST_OFFICE_FILE = 1 << 20


class NewPollForm(forms.Form):
    """The few things that a new poll begins with."""

    round = forms.ChoiceField(label=_("轮次"))
    preset = forms.ChoiceField(
        label=_("从哪个方案开始"), choices=preset_choices, widget=forms.RadioSelect
    )
    layout = forms.ChoiceField(
        label=_("票式"), choices=Layout.choices, widget=forms.RadioSelect
    )

    def __init__(self, rounds: Sequence["ReviewRound"], *args: Any, **kw: Any) -> None:
        kw["initial"] = {"preset": "one_group", "layout": Layout.OVERALL}
        super().__init__(*args, **kw)
        field: Any = self.fields["round"]
        field.choices = [(str(round_.pk), local_name(round_)) for round_ in rounds]


class PlanPart(PlainForm):
    """A part of the plan: what is out of bounds is answered with the bound."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField | forms.DecimalField):
                field.error_messages |= {
                    "min_value": gettext("不能小于 %(limit_value)s。"),
                    "max_value": gettext("不能大于 %(limit_value)s。"),
                    "invalid": gettext("请填数字。"),
                }


class PlanForm(PlanPart):
    """The plan without its rows."""

    title = forms.CharField(label=_("名称"), max_length=60)
    title_en = forms.CharField(
        label=_("英文名称"),
        max_length=120,
        required=False,
        help_text=_("可不填。不填，英文页面也用中文名称。"),
    )
    layout = forms.ChoiceField(
        label=_("票式"), choices=Layout.choices, widget=forms.RadioSelect
    )
    quorum_percent = forms.IntegerField(
        label=_("法定收回比例（%）"),
        min_value=1,
        max_value=100,
        help_text=_("收回票数不到应参人数的这个比例，测评不生效。"),
    )
    disclosure_threshold = forms.IntegerField(
        label=_("公布下限（人）"),
        min_value=SMALLEST_GROUP,
        max_value=500,
        help_text=_("有效票少于这个数的票种不单独公布。"),
    )
    threshold = forms.IntegerField(
        label=_("启封需到场监票人（人）"), min_value=1, max_value=MOST_SCRUTINEERS
    )
    excellent_quota = forms.IntegerField(
        label=_("优秀名额"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("每张票最多评几个优秀。不填就是不限。"),
    )
    is_identical_invalid = forms.BooleanField(
        label=_("整张票全部相同的作废"), required=False
    )
    is_rehearsal = forms.BooleanField(
        label=_("这是演练，不能转为正式测评"), required=False
    )
    scrutineers = forms.MultipleChoiceField(
        label=_("监票人"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以先空着；冻结以前要选够。"),
    )

    def __init__(self, users: Iterable["User"], *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["scrutineers"]
        field.choices = [(str(user.pk), user.display_name) for user in users]


class CriterionRow(PlanPart):
    """One thing to be rated."""

    name = forms.CharField(label=_("测评指标"), max_length=40)
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    weight = forms.DecimalField(
        label=_("权重"), max_digits=6, decimal_places=2, min_value=0
    )


class GradeRow(PlanPart):
    """One step of the scale."""

    name = forms.CharField(label=_("等次"), max_length=20)
    name_en = forms.CharField(label=_("英文名称"), max_length=40, required=False)
    points = forms.DecimalField(label=_("赋分"), max_digits=6, decimal_places=2)


class GroupRow(PlanPart):
    """One voter group."""

    # The empty choice first: an untouched row at the end is then left alone.
    rule = forms.ChoiceField(
        label=_("范围"), choices=[("", _("不设")), *GroupRule.choices]
    )
    name = forms.CharField(label=_("票种"), max_length=40)
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    weight = forms.DecimalField(
        label=_("票权"), max_digits=6, decimal_places=2, min_value=0
    )
    slip_count = forms.IntegerField(label=_("票条数"), min_value=0, max_value=2000)


class PlanForms:
    """The plan form with its three lists of rows, filled, checked, read together."""

    def __init__(
        self, plan: PollPlan, users: Sequence["User"], data: QueryDict | None = None
    ) -> None:
        self._counting, self._grades = plan.counting, plan.grades
        initial = asdict(plan)
        initial["scrutineers"] = [str(pk) for pk in plan.scrutineer_ids]
        self.main = PlanForm(users, data, initial=initial)
        self.is_numeric = plan.counting.is_numeric
        if self.is_numeric:
            del self.main.fields["excellent_quota"]
        self.criteria = rows_of(CriterionRow, "criteria", initial["criteria"], data)
        # Where numbers are given the grades are not asked for, and stay for later.
        self.grades = rows_of(
            GradeRow, "grades", initial["grades"], None if self.is_numeric else data
        )
        self.groups = rows_of(GroupRow, "groups", initial["groups"], data)

    @property
    def rows(self) -> list[forms.BaseForm]:
        """Return every row of the three lists."""
        grades = () if self.is_numeric else self.grades
        return [*self.criteria, *grades, *self.groups]

    def is_valid(self) -> bool:
        """Tell whether everything typed can be read."""
        parts: list[Any] = [self.main, self.criteria, self.groups]
        if not self.is_numeric:
            parts.append(self.grades)
        # Every part is asked, so that every mistake is shown at once.
        are_fit = [part.is_valid() for part in parts] == [True] * len(parts)
        for rows in parts[1:]:
            _number_faults(rows)
        return are_fit

    def plan(self) -> PollPlan:
        """Return the plan that was typed."""
        typed = dict(self.main.cleaned_data)
        chosen = frozenset(int(pk) for pk in typed.pop("scrutineers"))
        counting = self._counting
        if counting.quorum and percent_of(counting.quorum) != typed["quorum_percent"]:
            counting = replace(counting, quorum=None)
        return PollPlan(
            **typed,
            counting=counting,
            scrutineer_ids=chosen,
            criteria=tuple(CriterionPlan(**row) for row in typed_rows(self.criteria)),
            grades=self._typed_grades(),
            groups=tuple(GroupPlan(**row) for row in typed_rows(self.groups)),
        )

    def _typed_grades(self) -> tuple[GradePlan, ...]:
        if self.is_numeric:
            return self._grades
        return tuple(GradePlan(**row) for row in typed_rows(self.grades))


def _number_faults(rows: "BaseFormSet[Any]") -> None:
    """Let the label of each faulty field say in which row it stands."""
    for n, row in enumerate(rows, 1):
        for name in row.errors.keys() & row.fields.keys():
            bound = row[name]
            bound.label = gettext("第 %(n)d 行的%(label)s") % {
                "n": n,
                "label": bound.label,
            }


def rows_of(
    row: type[forms.Form],
    prefix: str,
    initial: Sequence[dict[str, Any]],
    data: QueryDict | None,
    *,
    least: int = 0,
    **more: Any,
) -> "BaseFormSet[Any]":
    """Return the rows of a list, at least so many, with an empty one at its end."""
    extra = max(1, least - len(initial))
    factory = formset_factory(row, extra=extra, can_delete=True, max_num=MOST_ROWS)
    return factory(data, initial=initial, prefix=prefix, form_kwargs=more)


def typed_rows(rows: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    """Return what was typed in the rows that stay."""
    kept = [form.cleaned_data for form in rows if form not in rows.deleted_forms]
    return [
        {key: value for key, value in row.items() if key != "DELETE"}
        for row in kept
        if row
    ]


class OfficeFileForm(PlainForm):
    """A file that the second office wrote."""

    file = forms.FileField(
        label=_("文件"), help_text=_("gongping issuer 写出的 .json 文件。")
    )

    def clean_file(self) -> str:
        """Return the text of the file."""
        sent = self.cleaned_data["file"]
        refusal = forms.ValidationError(
            gettext("这不是发票处写出的文件。请它重新导出。")
        )
        if sent.size > LARGEST_OFFICE_FILE:
            raise refusal
        try:
            return str(sent.read().decode().strip())
        except UnicodeDecodeError as error:
            raise refusal from error
