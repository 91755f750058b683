"""The supplementary roll: late voters, confirmed by t scrutineers, counted apart."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.tickets import hash_ticket, new_ticket
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.organisation.selectors import list_eligible_voters
from gongping.roll.models import (
    Channel,
    LateConfirmation,
    LateVoter,
    Right,
    RollEntry,
    Ticket,
)
from gongping.roll.policies import check_can_add_late, check_can_confirm_late
from gongping.roll.selectors import get_late_voter
from gongping.roll.services.acts import look_again, said

if TYPE_CHECKING:
    from gongping.organisation.models import Person
    from gongping.polls.models import Poll


@transaction.atomic
def add_late_voter(
    poll: "Poll", staff_no: str, position: int, reason: str, *, by: Actor
) -> LateVoter:
    """Propose somebody for the supplementary roll; scrutineers then confirm it."""
    look_again(poll)
    check_can_add_late(poll, by)
    person = _eligible(staff_no.strip())
    group = poll.groups.filter(position=position).first()
    if group is None:
        raise Invalid(_("请选这个人属于哪个票种。"), "position")
    if not (why := said(reason)):
        raise Invalid(_("请写明为什么补登，这句话会记入审计。"), "reason")
    if (
        RollEntry.objects.filter(poll=poll, person=person).exists()
        or LateVoter.objects.filter(poll=poll, person=person).exists()
    ):
        raise Invalid(_("%(name)s已经在名册上。") % {"name": person.name}, "staff_no")
    late = LateVoter.objects.create(
        poll=poll,
        group=group,
        person=person,
        reason=why,
        added_by_name=by.name,
    )
    _note("added", late, by, reason=late.reason)
    return late


@transaction.atomic
def confirm_late_voter(poll: "Poll", late_id: int, *, by: Actor) -> LateVoter:
    """Keep a scrutineer's word; with t of them the voter enters and may collect.

    The same word again changes nothing.
    """
    look_again(poll)
    check_can_confirm_late(poll, by)
    late = get_late_voter(poll, late_id, for_update=True)
    assert by.user_id is not None
    LateConfirmation.objects.get_or_create(late=late, user_id=by.user_id)
    _note("confirmed", late, by)
    if not late.is_entered and late.confirmations.count() >= poll.threshold:
        _enter(late)
    return late


def _enter(late: LateVoter) -> None:
    RollEntry.objects.create(
        poll=late.poll, group=late.group, person=late.person, is_late=True
    )
    ticket = Ticket.objects.create(
        group=late.group, channel=Channel.NAMED, secret=new_ticket()
    )
    Right.objects.create(
        ticket_hash=hash_ticket(ticket.secret),
        group=late.group,
        channel=Channel.NAMED,
    )
    late.is_entered = True
    late.save()


def _eligible(staff_no: str) -> "Person":
    for person in list_eligible_voters():
        if person.staff_no.casefold() == staff_no.casefold():
            return person
    raise Invalid(
        _("没有工号是“%(no)s”的处级以上在职干部。请先在组织里登记。")
        % {"no": staff_no},
        "staff_no",
    )


def _note(verb: str, late: LateVoter, by: Actor, **detail: object) -> None:
    record(
        f"roll:late:{verb}",
        by=by,
        subject=late.person.name,
        subject_key=late.poll.code,
        detail=detail,
    )
