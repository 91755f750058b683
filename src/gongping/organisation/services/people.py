"""Writing people, the posts they hold, and the account each signs in with."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.organisation.exceptions import (
    NoSuchPerson,
    OrganisationError,
    WrongDetail,
)
from gongping.organisation.models import LeaderUnitLink, Person, Post, PostKind
from gongping.organisation.policies import check_can_manage
from gongping.organisation.searching import search_text_of
from gongping.organisation.services.details import (
    PersonDetails,
    check_day,
    check_kinds,
)

HELD_BY_ONE = {PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY}


@transaction.atomic
def save_person(
    details: PersonDetails, *, by: Actor, person_id: int | None = None
) -> Person:
    """Add a person or change one, with the posts held from `details.since` on.

    Posts no longer named end on that day; whoever leaves holds none.
    """
    check_can_manage(by)
    person = person_for_update(person_id) if person_id else Person()
    _check_number(details.staff_no, person_id)
    kinds = details.kinds if details.is_active else frozenset[str]()
    if details.is_active:
        check_kinds(kinds, details.unit_id)
    before = _spoken(person) if person_id else {}
    for name in ("name", "name_en", "staff_no", "rank", "unit_id", "position"):
        setattr(person, name, getattr(details, name))
    person.is_active = details.is_active
    person.search_text = search_text_of(person.name, person.name_en, person.staff_no)
    person.save()
    _set_posts(person, kinds, details.since or clock.today())
    if not details.is_active:
        _end_links(person, details.since or clock.today())
    record(
        "organisation:person:saved", by=by, subject=person.name,
        subject_key=str(person.pk),
        detail={"before": before, "after": _spoken(person), "posts": sorted(kinds)},
    )  # fmt: skip
    return person


def person_for_update(person_id: int) -> Person:
    """Return the person, locked; raise `NoSuchPerson`."""
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson
    return person


def _spoken(person: Person) -> dict[str, Any]:
    names = ("name", "staff_no", "rank", "is_active")
    kept = {name: getattr(person, name) for name in names}
    return {**kept, "unit": person.unit.name if person.unit else ""}


def _check_number(staff_no: str, person_id: int | None) -> None:
    holder = Person.objects.filter(staff_no=staff_no).exclude(pk=person_id or 0).first()
    if holder:
        raise WrongDetail(
            _("工号 %(number)s 已由“%(name)s”使用。请核对工号，或改原来那个人。")
            % {"number": staff_no, "name": holder.name},
            field="staff_no",
        )


@transaction.atomic
def set_posts(person_id: int, kinds: frozenset[str], on: date, *, by: Actor) -> None:
    """Let the person hold exactly these posts from a day on; others end that day."""
    check_can_manage(by)
    person = person_for_update(person_id)
    check_kinds(kinds, person.unit_id)
    _set_posts(person, kinds, on)
    record(
        "organisation:post:set", by=by, subject=person.name, subject_key=str(person.pk),
        detail={"posts": sorted(kinds), "on": on.isoformat()},
    )  # fmt: skip


def _set_posts(person: Person, kinds: frozenset[str], on: date) -> None:
    check_day(on, "since")
    wanted = {(kind, _place(person, kind)) for kind in kinds}
    held = {
        (post.kind, post.unit_id): post
        for post in person.posts.select_for_update().filter(ended_on__isnull=True)
    }
    for key, post in held.items():
        if key not in wanted:
            check_day(on, "since", post.started_on)
            post.ended_on = on
            post.save(update_fields=["ended_on"])
    for kind, unit_id in sorted(wanted - held.keys()):
        _check_free(kind, unit_id)
        Post.objects.create(person=person, unit_id=unit_id, kind=kind, started_on=on)
    if (PostKind.LEADER, None) in held.keys() - wanted:
        _end_links(person, on)


def _place(person: Person, kind: str) -> int | None:
    return None if kind == PostKind.LEADER else person.unit_id


def _check_free(kind: str, unit_id: int | None) -> None:
    if kind not in HELD_BY_ONE:
        return
    rows = Post.objects.filter(kind=kind, unit_id=unit_id or 0, ended_on__isnull=True)
    holder = rows.select_related("person", "unit").first()
    if holder and holder.unit:
        raise WrongDetail(
            _("“%(unit)s”已有%(post)s“%(name)s”。请先去掉那位的这项职务，再保存。")
            % {
                "unit": holder.unit.name,
                "post": PostKind(kind).label,
                "name": holder.person.name,
            },
            field="kinds",
        )


def _end_links(person: Person, on: date) -> None:
    LeaderUnitLink.objects.filter(leader=person, ended_on__isnull=True).update(
        ended_on=on
    )


@transaction.atomic
def link_account(person_id: int, user_id: int | None, *, by: Actor) -> Person:
    """Let the account be this person's, or nobody's with None."""
    check_can_manage(by)
    person = person_for_update(person_id)
    if (
        user_id
        and Person.objects.filter(user_id=user_id).exclude(pk=person_id or 0).exists()
    ):
        raise OrganisationError(
            _("这个账号已经是别人的。请换一个账号，或先解开那一个。")
        )
    person.user_id = user_id
    person.save(update_fields=["user"])
    record(
        "organisation:person:linked", by=by, subject=person.name,
        subject_key=str(person.pk), detail={"user": user_id},
    )  # fmt: skip
    return person
