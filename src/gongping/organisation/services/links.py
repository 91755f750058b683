"""Writing which leader supervises (分管) or is linked with (联系) which unit."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.organisation.exceptions import WrongDetail
from gongping.organisation.models import (
    LeaderUnitLink,
    LinkKind,
    Person,
    Post,
    PostKind,
    Unit,
)
from gongping.organisation.policies import check_can_manage
from gongping.organisation.services.details import check_day

NO_LINK = "无"


@transaction.atomic
def set_link(
    leader: Person, unit: Unit, kind: str | None, *, by: Actor, on: date | None = None
) -> LeaderUnitLink | None:
    """Let the pair be linked as `kind` from a day on; None ends the link.

    The former link stays in the history with its end; one that began on the same
    day is corrected in place.
    """
    check_can_manage(by)
    day = on or clock.today()
    old = _current(leader, unit)
    if (old.kind if old else None) == kind:
        return old
    if kind is not None:
        _check_leader(leader)
        _check_unit(unit)
    check_day(day, "on", old.started_on if old else None)
    new = _replace(old, leader, unit, kind, day)
    before = LinkKind(old.kind).label if old and old.ended_on else NO_LINK
    record(
        "organisation:link:set", by=by,
        subject=f"{leader.name} · {unit.name}",
        subject_key=f"{leader.pk}:{unit.pk}",
        detail={
            "before": str(before),
            "after": str(LinkKind(kind).label) if kind else NO_LINK,
            "on": day.isoformat(),
        },
    )  # fmt: skip
    return new


@transaction.atomic
def set_links_of_unit(
    unit: Unit, kinds: Mapping[int, str], on: date, *, by: Actor
) -> int:
    """Set the unit's links with these leaders at once; return how many changed."""
    leaders = Person.objects.in_bulk(list(kinds))
    return sum(
        _has_changed(leaders[key], unit, kind or None, on, by)
        for key, kind in kinds.items()
    )


@transaction.atomic
def set_links_of_leader(
    leader: Person, kinds: Mapping[int, str], on: date, *, by: Actor
) -> int:
    """Set the leader's links with these units at once; return how many changed."""
    units = Unit.objects.in_bulk(list(kinds))
    return sum(
        _has_changed(leader, units[key], kind or None, on, by)
        for key, kind in kinds.items()
    )


def _has_changed(
    leader: Person, unit: Unit, kind: str | None, on: date, by: Actor
) -> bool:
    old = _current(leader, unit)
    if (old.kind if old else None) == kind:
        return False
    set_link(leader, unit, kind, by=by, on=on)
    return True


def _current(leader: Person, unit: Unit) -> LeaderUnitLink | None:
    rows = LeaderUnitLink.objects.select_for_update()
    return rows.filter(leader=leader, unit=unit, ended_on__isnull=True).first()


def _replace(
    old: LeaderUnitLink | None, leader: Person, unit: Unit, kind: str | None, day: date
) -> LeaderUnitLink | None:
    if old and old.started_on == day and kind:
        old.kind = kind
        old.save(update_fields=["kind"])
        return old
    if old:
        old.ended_on = day
        old.save(update_fields=["ended_on"])
    if kind is None:
        return None
    return LeaderUnitLink.objects.create(
        leader=leader, unit=unit, kind=kind, started_on=day
    )


def _check_leader(leader: Person) -> None:
    if not Post.objects.filter(
        person=leader, kind=PostKind.LEADER, ended_on__isnull=True
    ).exists():
        raise WrongDetail(
            _("“%(name)s”不是部领导。请先在人员里把职务改为部领导。")
            % {"name": leader.name},
            field="leader",
        )


def _check_unit(unit: Unit) -> None:
    if unit.ended_on:
        raise WrongDetail(
            _("“%(name)s”已经撤销，不能再分管或联系。") % {"name": unit.name},
            field="unit",
        )
