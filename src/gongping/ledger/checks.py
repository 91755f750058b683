"""What is asked of typed details before they are kept or published."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gongping.foundation import format as formats
from gongping.foundation.actors import Actor, Role
from gongping.foundation.names import local_name
from gongping.ledger.exceptions import NotPublishable, NotYours, WrongDetail
from gongping.ledger.fields import ItemFields, Path, label_of, path_of
from gongping.ledger.models import LedgerItem, Milestone, YearFocus
from gongping.organisation.exceptions import NoSuchPerson, NoSuchUnit
from gongping.organisation.selectors import get_person, get_unit, list_units

if TYPE_CHECKING:
    from datetime import date

    from gongping.organisation.models import Person, Unit

LONGEST_TITLE = 80
LONGEST_NODE = 60
LONGEST_LINK = 200
NEEDED = ("lead_unit", "responsible_person", "due_on", "milestones")


def lacking(typed: ItemFields) -> list[str]:
    """Return what is missing of that without which nothing is published."""
    return [name for name in NEEDED if not getattr(typed, name)]


def check_still_complete(typed: ItemFields) -> None:
    """Raise `WrongDetail` if a published item would lose what it needs."""
    for name in NEEDED:
        if not getattr(typed, name):
            text = _("已发布的事项不能没有%(field)s。") % {"field": label_of(name)}
            raise WrongDetail(text, name)


def check_reported_stay(milestones: Iterable[Milestone], path: Path) -> None:
    """Raise `WrongDetail` if a milestone that was reported would change."""
    wanted = dict(path)
    for milestone in milestones:
        is_kept = wanted.get(milestone.title) == milestone.due_on
        if milestone.reported_on is not None and not is_kept:
            text = _("节点“%(node)s”已经报过，不能改也不能去掉。")
            raise WrongDetail(text % {"node": milestone.title}, "milestones")


def check_details(
    typed: ItemFields, *, by: Actor
) -> tuple["Unit | None", "Person | None"]:
    """Return the unit and person meant; raise `WrongDetail` at the first mistake."""
    check_texts(typed)
    check_dates(typed.started_on, typed.due_on, typed.milestones)
    unit = _unit_of(typed.lead_unit)
    _check_right(unit, by)
    check_supporting(typed)
    wanted = set(typed.supporting_units)
    if wanted and len(list_units(wanted)) != len(wanted):
        raise WrongDetail(_("没有这个单位。请从列表里选。"), "supporting_units")
    if typed.year_focus and not YearFocus.objects.filter(pk=typed.year_focus).exists():
        raise WrongDetail(_("没有这条年度要求。请从列表里选。"), "year_focus")
    return unit, responsible_of(typed.responsible_person, unit)


def check_texts(typed: ItemFields) -> None:
    """Raise `WrongDetail` unless the title stands and nothing is too long."""
    if not typed.title.strip():
        raise WrongDetail(_("请写这一项做什么。"), "title")
    for name, limit in (("title", LONGEST_TITLE), ("party_link", LONGEST_LINK)):
        if len(getattr(typed, name).strip()) > limit:
            raise WrongDetail(_("最多 %(n)d 字，请删短。") % {"n": limit}, name)


def check_dates(started_on: "date | None", due_on: "date | None", path: Path) -> None:
    """Raise `WrongDetail` unless the path lies between start and deadline."""
    if started_on and due_on and due_on < started_on:
        text = _("完成时限早于启动时间（%(day)s）。请填启动之后的日期。")
        raise WrongDetail(text % {"day": formats.day_year(started_on)}, "due_on")
    path = path_of(path)
    titles = [title for title, _day in path]
    for title, day in path:
        _check_node(title, titles)
        if started_on and day < started_on:
            text = _("节点“%(node)s”（%(day)s）早于启动时间。请改节点或启动时间。")
            raise WrongDetail(text % _said(title, day), "milestones")
        if due_on and day > due_on:
            text = _("节点“%(node)s”（%(day)s）晚于完成时限。请改节点或完成时限。")
            raise WrongDetail(text % _said(title, day), "milestones")


def _said(title: str, day: "date") -> dict[str, str]:
    return {"node": title, "day": formats.day_year(day)}


def _check_node(title: str, titles: list[str]) -> None:
    if not title:
        raise WrongDetail(_("请写这个节点做到什么。"), "milestones")
    if len(title) > LONGEST_NODE:
        text = _("节点名最多 %(n)d 字，请删短。") % {"n": LONGEST_NODE}
        raise WrongDetail(text, "milestones")
    if titles.count(title) > 1:
        text = _("有两个节点都叫“%(node)s”。请改一个名字。") % {"node": title}
        raise WrongDetail(text, "milestones")


def _unit_of(unit_id: int | None) -> "Unit | None":
    if unit_id is None:
        return None
    try:
        return get_unit(unit_id)
    except NoSuchUnit as error:
        raise WrongDetail(error.message, "lead_unit") from error


def _check_right(unit: "Unit | None", by: Actor) -> None:
    """A unit registers for itself alone; the secretariat for every unit."""
    if by.is_any(Role.SECRETARIAT):
        return
    if unit is None:
        raise WrongDetail(_("请选您的单位为牵头单位。"), "lead_unit")
    if not by.files_for(unit.pk):
        raise NotYours(local_name(unit))


def check_supporting(typed: ItemFields) -> None:
    """Raise `WrongDetail` if the lead unit is also to help."""
    if typed.lead_unit in typed.supporting_units:
        text = _("牵头单位不再列为配合单位。请去掉一处。")
        raise WrongDetail(text, "supporting_units")


def responsible_of(person_id: int | None, unit: "Unit | None") -> "Person | None":
    """Return the person; raise `WrongDetail` unless active and of the lead unit."""
    if person_id is None:
        return None
    try:
        person = get_person(person_id)
    except NoSuchPerson as error:
        raise WrongDetail(error.message, "responsible_person") from error
    check_belongs(person, unit)
    return person


def check_belongs(person: "Person", unit: "Unit | None") -> None:
    """Raise `WrongDetail` unless the person is active and of the lead unit."""
    if not person.is_active:
        text = _("“%(name)s”已不在职。请选现在的责任人。")
        raise WrongDetail(text % {"name": local_name(person)}, "responsible_person")
    if unit is not None and person.unit_id != unit.pk:
        text = _("“%(name)s”不在%(unit)s。责任人要从牵头单位里选。")
        words = {"name": local_name(person), "unit": local_name(unit)}
        raise WrongDetail(text % words, "responsible_person")


def check_publishable(item: LedgerItem) -> None:
    """Raise `NotPublishable` naming everything that is still missing."""
    missing = [name for name in NEEDED[:3] if getattr(item, name) is None]
    if not item.milestones.all():
        missing.append("milestones")
    if missing:
        raise NotPublishable(missing, [label_of(name) for name in missing])
    path = tuple((m.title, m.due_on) for m in item.milestones.all())
    check_dates(item.started_on, item.due_on, path)
    responsible_of(item.responsible_person_id, item.lead_unit)
