"""Printing slips: once a group, again only with a reason; then their secrets go."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.errors import Invalid
from gongping.foundation.journal import THOROUGH_MS, forget_after_commit
from gongping.roll.exceptions import NoSuchEntry, SlipsGone
from gongping.roll.models import Channel, SlipPile, Ticket
from gongping.roll.policies import check_can_print
from gongping.roll.services.acts import said

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll, VoterGroup


@transaction.atomic
def print_slips(
    poll: "Poll", position: int, reason: str = "", *, by: "Actor"
) -> list[str]:
    """Return the secrets of a group's slips, to be printed and nowhere else.

    The rules name the slips, so no other ones can be made. Printed twice, two papers
    carry one right: that needs a reason, which goes on record.
    """
    check_can_print(poll, by)
    group = _group(poll, position)
    pile, _is_new = SlipPile.objects.get_or_create(group=group)
    why = said(reason)
    if pile.prints and not why:
        raise Invalid(
            _("这一摞已经印过。再印一次，请写明为什么，并先销毁印好的那些。"), "reason"
        )
    secrets = list(_slips(group).values_list("secret", flat=True))
    if not secrets:
        raise SlipsGone(_("这一摞没有票条，或者底稿已经抹去，不能再打印。"))
    detail: dict[str, object] = {"count": len(secrets)}
    if pile.prints:
        detail["reason"] = why
    verb = "reprinted" if pile.prints else "printed"
    pile.prints += 1
    pile.save()
    _note(verb, group, poll, by, detail)
    return secrets


@transaction.atomic
def wipe_pile(poll: "Poll", position: int, *, by: "Actor") -> None:
    """Forget the secrets of a pile that was printed and counted; no print after this.

    Collecting wipes all piles; what was counted need not lie here until then.
    """
    check_can_print(poll, by)
    group = _group(poll, position)
    if not SlipPile.objects.filter(group=group, prints__gt=0).exists():
        raise Invalid(_("这一摞还没有打印。先打印、点清，再抹去底稿。"))
    _slips(group).delete()
    forget_after_commit(THOROUGH_MS)
    _note("wiped", group, poll, by, {})


@transaction.atomic
def wipe_slips(poll: "Poll") -> None:
    """Forget the secrets of all slips: from now on they exist on paper only."""
    Ticket.objects.filter(group__poll=poll, channel=Channel.SLIP).delete()
    forget_after_commit(THOROUGH_MS)


def _group(poll: "Poll", position: int) -> "VoterGroup":
    group: VoterGroup | None = poll.groups.filter(position=position).first()
    if group is None:
        raise NoSuchEntry(_("这次测评没有这个票种。请刷新页面。"))
    return group


def _slips(group: "VoterGroup") -> "QuerySet[Ticket]":
    return Ticket.objects.filter(group=group, channel=Channel.SLIP)


def _note(
    verb: str, group: "VoterGroup", poll: "Poll", by: "Actor", detail: dict[str, object]
) -> None:
    record(
        f"roll:slips:{verb}",
        by=by,
        subject=group.name,
        subject_key=poll.code,
        detail=detail,
    )
