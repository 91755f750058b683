"""What is typed about units, people, links and workbooks."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation import clock
from gongping.foundation.errors import Invalid
from gongping.foundation.forms import PlainForm
from gongping.foundation.names import local_name
from gongping.organisation.models import (
    Level,
    LinkKind,
    Person,
    PostKind,
    RankLevel,
    Unit,
    UnitCategory,
)
from gongping.organisation.selectors import (
    PersonPage,
    list_categories,
    list_units,
)
from gongping.organisation.services import PersonDetails, UnitDetails

POSTS = (
    PostKind.UNIT_HEAD,
    PostKind.PARTY_SECRETARY,
    PostKind.LIAISON,
    PostKind.LEADER,
)
RANKS = sorted(RankLevel.choices, reverse=True)
LINK_CHOICES = [("", gettext_lazy("无")), *LinkKind.choices]


class CarefulForm(PlainForm):
    """A form that takes what a service refuses as a mistake at its field.

    `done` is what the step made.
    """

    done: Any = None

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do it if the form is valid; tell whether it was done."""
        if not self.is_valid():
            return False
        try:
            self.done = act()
        except Invalid as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.message)
            return False
        return True

    def number(self, name: str) -> int | None:
        """Return a chosen key, None for the empty choice."""
        chosen = self.cleaned_data.get(name)
        return int(chosen) if chosen else None


def _today() -> date:
    return clock.today()


class UnitForm(CarefulForm):
    """A unit, new or known."""

    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=60)
    name_en = forms.CharField(
        label=gettext_lazy("英文名称"), max_length=120, required=False
    )
    position = forms.IntegerField(
        label=gettext_lazy("编制序"),
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy("机构编制顺序，名单和测评票都按它排。"),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("单位序列"),
        help_text=gettext_lazy("同一序列的单位才互相比较。"),
    )
    level = forms.ChoiceField(label=gettext_lazy("层级"), choices=Level.choices)
    parent = forms.ChoiceField(label=gettext_lazy("上级单位"), required=False)
    started_on = forms.DateField(label=gettext_lazy("设立日期"), required=False)

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = {str(row.pk): row for row in list_categories()}
        self.fields["category"].choices = _choices(self.categories.values())  # type: ignore[attr-defined]
        parents = [row for row in list_units() if unit is None or row.pk != unit.pk]
        self.fields["parent"].choices = [("", _("没有上级")), *_choices(parents)]  # type: ignore[attr-defined]

    def details(self) -> UnitDetails:
        """Return what was typed as a service takes it."""
        typed = self.cleaned_data
        return UnitDetails(
            name=typed["name"],
            name_en=typed["name_en"],
            position=typed["position"],
            category=self.categories[typed["category"]],
            level=typed["level"],
            parent_id=self.number("parent"),
            started_on=typed["started_on"],
        )

    @staticmethod
    def initial_of(unit: Unit) -> dict[str, Any]:
        """Return what the form shows of a known unit."""
        return {
            "name": unit.name,
            "name_en": unit.name_en,
            "position": unit.position,
            "category": str(unit.category_id),
            "level": unit.level,
            "parent": str(unit.parent_id or ""),
            "started_on": unit.started_on,
        }


def _choices(rows: Iterable[Unit | UnitCategory]) -> list[tuple[str, str]]:
    return [(str(row.pk), local_name(row)) for row in rows]


class EndUnitForm(CarefulForm):
    """The day on which a unit ends."""

    ended_on = forms.DateField(
        label=gettext_lazy("撤销日期"),
        initial=_today,
        help_text=gettext_lazy("任职和领导联系也在这一天结束，以前的记录都还在。"),
    )


class PersonForm(CarefulForm):
    """A person, new or known, with the posts held now."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    name_en = forms.CharField(
        label=gettext_lazy("英文名称"), max_length=120, required=False
    )
    staff_no = forms.CharField(
        label=gettext_lazy("工号"),
        max_length=20,
        help_text=gettext_lazy("每人一个，不重复；不要用身份证号。"),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("所在单位"),
        required=False,
        help_text=gettext_lazy("部领导不选。"),
    )
    rank = forms.TypedChoiceField(
        label=gettext_lazy("职务层级"),
        choices=[("", gettext_lazy("请选")), *RANKS],
        coerce=int,
        help_text=gettext_lazy("处级以上参加打分。"),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("职务"),
        required=False,
        choices=[(kind.value, kind.label) for kind in POSTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一人可以有两项职务，如主要负责人兼党组织书记。"),
    )
    position = forms.IntegerField(
        label=gettext_lazy("顺序"),
        min_value=0,
        max_value=999_999,
        initial=0,
        help_text=gettext_lazy("同一单位内的先后。"),
    )
    since = forms.DateField(
        label=gettext_lazy("自何日起"),
        initial=_today,
        help_text=gettext_lazy("职务有增减时，从这一天起算。"),
    )
    is_active = forms.BooleanField(
        label=gettext_lazy("在职"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("不在单位")), *_choices(list_units())]  # type: ignore[attr-defined]

    def details(self) -> PersonDetails:
        """Return what was typed as a service takes it."""
        typed = self.cleaned_data
        return PersonDetails(
            name=typed["name"],
            name_en=typed["name_en"],
            staff_no=typed["staff_no"],
            rank=typed["rank"],
            unit_id=self.number("unit"),
            position=typed["position"],
            is_active=typed["is_active"],
            kinds=frozenset(typed["kinds"]),
            since=typed["since"],
        )

    @staticmethod
    def initial_of(page: PersonPage) -> dict[str, Any]:
        """Return what the form shows of a known person."""
        person = page.person
        return {
            "name": person.name,
            "name_en": person.name_en,
            "staff_no": person.staff_no,
            "unit": str(person.unit_id or ""),
            "rank": person.rank,
            "kinds": sorted(page.kinds),
            "position": person.position,
            "is_active": person.is_active,
            "since": _today(),
        }


class LinksForm(CarefulForm):
    """The links of one unit with all leaders, or of one leader with all units."""

    on = forms.DateField(
        label=gettext_lazy("自何日起"),
        initial=_today,
        help_text=gettext_lazy("改了的关系从这一天起算，原来的到这一天为止。"),
    )

    def __init__(
        self,
        *args: Any,
        partners: Sequence[Unit | Person],
        kinds: dict[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = partners
        for partner in partners:
            self.fields[f"k{partner.pk}"] = forms.ChoiceField(
                label=partner.name,
                choices=LINK_CHOICES,
                required=False,
                widget=forms.RadioSelect,
                initial=kinds.get(partner.pk, ""),
                show_hidden_initial=True,
            )

    def rows(self) -> list[tuple[Unit | Person, BoundField]]:
        """Return each partner with its three choices."""
        return [(partner, self[f"k{partner.pk}"]) for partner in self.partners]

    def changed(self) -> dict[int, str]:
        """Return what differs from what was shown, not from what is kept by now.

        So two people who change different links at once do not undo each other.
        """
        return {
            partner.pk: self.cleaned_data[f"k{partner.pk}"]
            for partner in self.partners
            if f"k{partner.pk}" in self.changed_data
        }


class CategoryForm(CarefulForm):
    """A category of units."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    name_en = forms.CharField(
        label=gettext_lazy("英文名称"), max_length=80, required=False
    )
    position = forms.IntegerField(
        label=gettext_lazy("顺序"), min_value=1, max_value=999
    )


class OrganisationForm(CarefulForm):
    """The name of the organisation itself."""

    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=60)
    name_en = forms.CharField(
        label=gettext_lazy("英文名称"), max_length=120, required=False
    )


class UploadForm(CarefulForm):
    """A workbook to look at before anything is written."""

    file = forms.FileField(
        label=gettext_lazy("工作簿"),
        allow_empty_file=True,
        help_text=gettext_lazy(".xlsx，最大 20 MB，每张表最多 20000 行。"),
    )
    effective_on = forms.DateField(
        label=gettext_lazy("自何日起"),
        initial=_today,
        help_text=gettext_lazy("新的任职和领导联系从这一天起算。"),
    )
