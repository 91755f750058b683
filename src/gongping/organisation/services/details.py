"""What is typed about a unit, a person and a category, before it is kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongping.foundation import clock, format
from gongping.organisation.exceptions import WrongDetail
from gongping.organisation.models import Level, PostKind, RankLevel, UnitCategory


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """Everything that is typed about a unit."""

    name: str
    position: int
    category: UnitCategory
    name_en: str = ""
    level: str = Level.MINISTRY
    parent_id: int | None = None
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Everything that is typed about a person; `kinds` are the posts held now."""

    name: str
    staff_no: str
    rank: int = RankLevel.STAFF
    unit_id: int | None = None
    name_en: str = ""
    position: int = 0
    is_active: bool = True
    kinds: frozenset[str] = frozenset()
    since: date | None = None


def check_day(day: date, field: str, not_before: date | None = None) -> None:
    """Refuse a day that has not come yet, or that lies before `not_before`."""
    if day > clock.today():
        raise WrongDetail(
            _("%(day)s 还没有到。请填今天或之前的日期，到时再改。")
            % {"day": format.day_year(day)},
            field=field,
        )
    if not_before and day < not_before:
        raise WrongDetail(
            _("%(day)s 早于开始的日期 %(first)s。请填当天或之后的日期。")
            % {"day": format.day_year(day), "first": format.day_year(not_before)},
            field=field,
        )


def check_kinds(kinds: frozenset[str], unit_id: int | None) -> None:
    """Refuse posts in a unit for somebody who has none, and the other way round."""
    in_unit = kinds - {PostKind.LEADER}
    if unit_id is None and in_unit:
        labels = "、".join(str(PostKind(kind).label) for kind in sorted(in_unit))
        raise WrongDetail(
            _("%(posts)s要有所在单位。请选单位，或去掉这项职务。") % {"posts": labels},
            field="unit",
        )
    if unit_id is None and PostKind.LEADER not in kinds:
        raise WrongDetail(_("没有选所在单位。只有部领导可以不选。"), field="unit")
