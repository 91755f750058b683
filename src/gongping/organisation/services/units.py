"""Writing the organisation itself, its categories and its units."""

import re
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.organisation.exceptions import NoSuchUnit, OrganisationError, WrongDetail
from gongping.organisation.models import (
    LeaderUnitLink,
    Level,
    Organisation,
    Post,
    Unit,
    UnitCategory,
)
from gongping.organisation.policies import check_can_manage
from gongping.organisation.searching import syllables_of
from gongping.organisation.services.details import UnitDetails, check_day

FIRST_CATEGORIES = {
    Level.MINISTRY: ("司局", "派驻督察局", "直属单位"),
    Level.PROVINCE: ("处室", "派驻机构", "直属单位"),
    Level.CITY: ("科室", "派驻机构", "直属单位"),
    Level.COUNTY: ("股室", "派驻机构", "直属单位"),
}
KNOWN_KEYS = {
    "司局": ("bureau", "Bureaus"),
    "派驻督察局": ("dispatched_inspectorate", "Inspectorates"),
    "直属单位": ("affiliated_institution", "Institutions"),
}
LEVELS = list(Level)


@transaction.atomic
def set_up_organisation(
    name: str, level: str, *, by: Actor, name_en: str = ""
) -> Organisation:
    """Name the one organisation served here, with usual categories to begin with."""
    check_can_manage(by)
    if Organisation.objects.exists():
        raise OrganisationError(
            _("这里已经建好了单位。要改名称，请用系统管理员账号在“组织”里改。")
        )
    organisation = Organisation.objects.create(
        name=name, name_en=name_en, level=Level(level)
    )
    for category in FIRST_CATEGORIES[Level(level)]:
        get_or_add_category(category)
    record("organisation:organisation:named", by=by, subject=name)
    return organisation


@transaction.atomic
def rename_organisation(name: str, name_en: str, *, by: Actor) -> Organisation:
    """Give the organisation another name; its level stays."""
    check_can_manage(by)
    organisation = Organisation.objects.select_for_update().get()
    before = organisation.name
    organisation.name, organisation.name_en = name, name_en
    organisation.save()
    record(
        "organisation:organisation:named", by=by, subject=name,
        detail={"before": before},
    )  # fmt: skip
    return organisation


def get_or_add_category(name: str) -> UnitCategory:
    """Return the category of this name, added at the end if it is new."""
    category = UnitCategory.objects.filter(name=name).first()
    if category:
        return category
    last = UnitCategory.objects.aggregate(last=Max("position"))["last"] or 0
    key, name_en = KNOWN_KEYS.get(name, ("", ""))
    return UnitCategory.objects.create(
        key=_free_key(key or _key_of(name)),
        name=name,
        name_en=name_en,
        position=last + 1,
    )


def _key_of(name: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "_", "_".join(syllables_of(name)).lower()).strip("_")
    return key[:50] or "category"


def _free_key(wanted: str) -> str:
    taken = set(UnitCategory.objects.values_list("key", flat=True))
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}_{number}"
    return key


@transaction.atomic
def save_category(
    name: str, name_en: str, position: int, *, by: Actor, category_id: int | None = None
) -> UnitCategory:
    """Add a category or change it; its key, once given, stays."""
    check_can_manage(by)
    others = UnitCategory.objects.exclude(pk=category_id or 0)
    if others.filter(name=name).exists():
        raise WrongDetail(
            _("已经有单位序列“%(name)s”。请换个名称，或改原来那个。") % {"name": name},
            field="name",
        )
    category = UnitCategory.objects.filter(pk=category_id or 0).first()
    if category is None:
        category = get_or_add_category(name)
    category.name, category.name_en, category.position = name, name_en, position
    category.save()
    record(
        "organisation:category:saved", by=by, subject=name, subject_key=str(category.pk)
    )
    return category


@transaction.atomic
def delete_category(category_id: int, *, by: Actor) -> None:
    """Remove a category that no unit was ever in."""
    check_can_manage(by)
    category = UnitCategory.objects.select_for_update().get(pk=category_id)
    if category.units.exists():
        raise OrganisationError(
            _("“%(name)s”里还有单位，不能删。请先把单位改到别的序列。")
            % {"name": category.name}
        )
    record("organisation:category:deleted", by=by, subject=category.name)
    category.delete()


@transaction.atomic
def save_unit(details: UnitDetails, *, by: Actor, unit_id: int | None = None) -> Unit:
    """Add a unit or change it; name and place stay unique among today's units."""
    check_can_manage(by)
    unit = _unit_for_update(unit_id) if unit_id else Unit()
    before = _spoken(unit) if unit_id else {}
    _check_unique(details, unit_id)
    _check_parent(details, unit_id)
    if details.started_on:
        check_day(details.started_on, "started_on")
    unit.name, unit.name_en = details.name, details.name_en
    unit.position, unit.category = details.position, details.category
    unit.level, unit.parent_id = details.level, details.parent_id
    unit.started_on = details.started_on
    unit.save()
    record(
        "organisation:unit:saved", by=by, subject=unit.name, subject_key=str(unit.pk),
        detail={"before": before, "after": _spoken(unit)},
    )  # fmt: skip
    return unit


def _unit_for_update(unit_id: int) -> Unit:
    unit = Unit.objects.select_for_update().filter(pk=unit_id).first()
    if unit is None:
        raise NoSuchUnit
    return unit


def _spoken(unit: Unit) -> dict[str, str]:
    return {
        "name": unit.name,
        "position": str(unit.position),
        "category": unit.category.name,
        "level": unit.level,
        "parent": unit.parent.name if unit.parent else "",
    }


def _check_unique(details: UnitDetails, unit_id: int | None) -> None:
    others = Unit.objects.filter(ended_on__isnull=True).exclude(pk=unit_id or 0)
    if others.filter(name=details.name).exists():
        raise WrongDetail(
            _("已经有单位“%(name)s”。请换个名称，或改原来那个。")
            % {"name": details.name},
            field="name",
        )
    holder = others.filter(position=details.position).first()
    if holder:
        raise WrongDetail(
            _("编制序 %(n)d 已由“%(name)s”使用。请换一个数，或先改它的编制序。")
            % {"n": details.position, "name": holder.name},
            field="position",
        )


def _check_parent(details: UnitDetails, unit_id: int | None) -> None:
    if details.parent_id is None:
        return
    parent = _unit_for_update(details.parent_id)
    if LEVELS.index(Level(parent.level)) > LEVELS.index(Level(details.level)):
        raise WrongDetail(
            _("上级单位“%(name)s”的层级比它低。请改层级，或换一个上级单位。")
            % {"name": parent.name},
            field="parent",
        )
    above: Unit | None = parent
    while above is not None:
        if above.pk == unit_id:
            raise WrongDetail(
                _("单位不能在自己下面。请换一个上级单位。"), field="parent"
            )
        above = above.parent


@transaction.atomic
def end_unit(unit_id: int, on: date, *, by: Actor) -> Unit:
    """End a unit on a day, with its posts and links; its past stays readable."""
    check_can_manage(by)
    unit = _unit_for_update(unit_id)
    if unit.ended_on:
        raise OrganisationError(_("这个单位已经撤销了，不用再撤。"))
    check_day(on, "ended_on", unit.started_on)
    _check_nobody_left(unit)
    unit.ended_on = on
    unit.save(update_fields=["ended_on"])
    Post.objects.filter(unit=unit, ended_on__isnull=True).update(ended_on=on)
    LeaderUnitLink.objects.filter(unit=unit, ended_on__isnull=True).update(ended_on=on)
    record(
        "organisation:unit:ended", by=by, subject=unit.name, subject_key=str(unit.pk),
        detail={"on": on.isoformat()},
    )  # fmt: skip
    return unit


def _check_nobody_left(unit: Unit) -> None:
    people = unit.people.filter(is_active=True).count()
    if people:
        raise WrongDetail(
            _("“%(name)s”还有 %(n)d 人在职。请先把他们改到别的单位，或标为离任。")
            % {"name": unit.name, "n": people},
            field="ended_on",
        )
    below = unit.children.filter(ended_on__isnull=True).count()
    if below:
        raise WrongDetail(
            _("“%(name)s”下面还有 %(n)d 个单位。请先给它们换上级单位，或先撤销。")
            % {"name": unit.name, "n": below},
            field="ended_on",
        )
