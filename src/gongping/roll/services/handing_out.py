"""Handing out tickets so that nobody can later tell who got which."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.tickets import new_ticket
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.foundation.journal import THOROUGH_MS, forget_after_commit
from gongping.polls.selectors import members_by_group
from gongping.polls.states import PollState
from gongping.roll.exceptions import AlreadyCollected, NoSlipPrinted, NoTicketLeft
from gongping.roll.models import Channel, RollEntry, SlipPile, Ticket
from gongping.roll.policies import (
    check_can_keep_roll,
    check_can_mark_slip,
    check_can_take,
)
from gongping.roll.selectors import count_by_group, entry_of, get_entry
from gongping.roll.services.acts import look_again, said

if TYPE_CHECKING:
    from gongping.polls.models import Poll, VoterGroup


@dataclass(frozen=True, slots=True)
class HeldTicket:
    """A ticket on its way to the voter's device."""

    ticket: str
    group: int


@transaction.atomic
def build_roll(poll: "Poll", *, by: Actor) -> None:
    """Enter every voter and make the tickets.

    Each group has a named ticket for everybody, and as many slips as were planned.
    """
    check_can_keep_roll(by)
    RollEntry.objects.filter(poll=poll).delete()
    Ticket.objects.filter(group__poll=poll).delete()
    SlipPile.objects.filter(group__poll=poll).delete()
    members = members_by_group(poll)
    for group in poll.groups.all():
        people = members[group.position]
        RollEntry.objects.bulk_create(
            RollEntry(poll=poll, group=group, person=person) for person in people
        )
        _make_tickets(group, len(people))


@transaction.atomic
def take_ticket(poll: "Poll", *, by: Actor) -> HeldTicket:
    """Give the voter a ticket drawn at random from the group's pool.

    Until an issuer has bound the ticket to a request, the same one is given again;
    then `forget_redeemed` wipes it, and nothing is left but that it was handed out.
    The record waits for the close: its places are an order and its acts have times,
    and until then ballots stand in the order of their coming in the box's journal.
    """
    entry = entry_of(poll, by)
    entry = RollEntry.objects.select_for_update().get(pk=entry.pk)
    check_can_take(poll, entry)
    group = entry.group
    if not entry.held_ticket:
        entry.held_ticket = _draw(group)
        entry.channel = Channel.NAMED
        entry.save()
    return HeldTicket(entry.held_ticket, group.position)


@transaction.atomic
def forget_redeemed(poll: "Poll", ticket: str) -> None:
    """Wipe a ticket from its entry once an issuer has bound it to a request.

    Nobody needs it any more: the device has what it asked for, or asks for the same
    again, and for anybody else the ticket is worth nothing. A slip is on no entry.
    """
    held = RollEntry.objects.filter(poll=poll, held_ticket=ticket)
    if held.update(held_ticket=""):
        forget_after_commit()


@transaction.atomic
def mark_slip_drawn(poll: "Poll", key: str, *, by: Actor) -> RollEntry:
    """Record that this person drew a slip: not which, and without a time.

    So the record gets the whole list at the close, and only later marks singly:
    by then nothing is left of the order in which ballots came.
    """
    look_again(poll)
    check_can_mark_slip(poll, by)
    entry = RollEntry.objects.select_for_update().get(pk=get_entry(poll, key).pk)
    if entry.channel:
        raise AlreadyCollected(
            _("%(name)s已经领过票，不能再抽票条。") % {"name": entry.person.name}
        )
    if not entry.group.slip_count:
        raise NoSlipPrinted(_("这个票种没有印票条。请登录领票，或者登记纸质票。"))
    entry.channel = Channel.SLIP
    entry.save()
    if poll.state == PollState.CLOSED:
        _record_entry("roll:slip:marked_late", poll, entry, by)
    forget_after_commit()
    return entry


@transaction.atomic
def take_back_slip_mark(poll: "Poll", key: str, reason: str, *, by: Actor) -> RollEntry:
    """Mend a mark set on the wrong person; this is put on record, with the reason."""
    look_again(poll)
    check_can_mark_slip(poll, by)
    entry = get_entry(poll, key)
    if entry.channel != Channel.SLIP:
        raise Invalid(_("这个人没有登记抽票条。"))
    if not (why := said(reason)):
        raise Invalid(_("请写明为什么改，这句话会记入审计。"), "reason")
    entry.channel = ""
    entry.save()
    _record_entry("roll:slip:taken_back", poll, entry, by, reason=why)
    return entry


@transaction.atomic
def wipe_tickets(poll: "Poll", *, by: Actor) -> None:
    """Forget every ticket, taken or not, and put on record who collected.

    All at once and in the order of the roll, so that the record says who, in which
    group and by which way, and neither when nor after whom.
    """
    counts = count_by_group(poll)
    for group in poll.groups.all():
        _record_collected(poll, group, by)
    Ticket.objects.filter(group__poll=poll).delete()
    RollEntry.objects.filter(poll=poll).update(held_ticket="")
    forget_after_commit(THOROUGH_MS)
    record(
        "roll:tickets:wiped",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail={
            "named": sum(count.named for count in counts.values()),
            "drawn": sum(count.drawn for count in counts.values()),
        },
    )


def _record_collected(poll: "Poll", group: "VoterGroup", by: Actor) -> None:
    entries = RollEntry.objects.filter(group=group).select_related("person")
    collected: dict[str, list[str]] = {way: [] for way in Channel.values}
    for entry in entries.exclude(channel=""):
        collected[entry.channel].append(entry.person.name)
    record(
        "roll:collected:listed",
        by=by,
        subject=group.name,
        subject_key=poll.code,
        detail=collected,
    )


def _record_entry(
    tag: str, poll: "Poll", entry: RollEntry, by: Actor, **detail: str
) -> None:
    name = entry.person.name
    record(tag, by=by, subject=name, subject_key=poll.code, detail=detail)


def _make_tickets(group: "VoterGroup", people: int) -> None:
    channels = [Channel.NAMED] * people + [Channel.SLIP] * group.slip_count
    Ticket.objects.bulk_create(
        Ticket(group=group, channel=channel, secret=new_ticket())
        for channel in channels
    )


def _draw(group: "VoterGroup") -> str:
    pool = Ticket.objects.select_for_update().filter(group=group, channel=Channel.NAMED)
    keys = list(pool.values_list("key", flat=True))
    if not keys:
        raise NoTicketLeft(_("这个票种的票已经发完。请找秘书处核对名册。"))
    drawn = pool.get(key=secrets.choice(keys))
    drawn.delete()
    return drawn.secret
