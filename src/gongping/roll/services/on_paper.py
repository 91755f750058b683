"""Marking who votes on paper: only people who have not collected, and never a time."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation.errors import Invalid
from gongping.foundation.journal import forget_after_commit
from gongping.polls.states import PollState
from gongping.roll.exceptions import AlreadyCollected
from gongping.roll.models import Channel, RollEntry
from gongping.roll.policies import check_can_mark_paper
from gongping.roll.selectors import get_entry
from gongping.roll.services.acts import look_again, said

if TYPE_CHECKING:
    from gongping.foundation.actors import Actor
    from gongping.polls.models import Poll


@transaction.atomic
def mark_on_paper(poll: "Poll", key: str, *, by: "Actor") -> RollEntry:
    """Record that this person was given a paper ballot; no other can be collected.

    As with slips the record gets the whole list at the close, and only later marks
    singly: a time for each mark would be the order in which people came.
    """
    look_again(poll)
    check_can_mark_paper(poll, by)
    entry = RollEntry.objects.select_for_update().get(pk=get_entry(poll, key).pk)
    if entry.channel:
        raise AlreadyCollected(
            _("%(name)s已经领过票，不能再给纸质票。") % {"name": entry.person.name}
        )
    entry.channel = Channel.PAPER
    entry.save()
    if poll.state == PollState.CLOSED:
        _note("marked_late", poll, entry, by)
    forget_after_commit()
    return entry


@transaction.atomic
def take_back_paper_mark(
    poll: "Poll", key: str, reason: str, *, by: "Actor"
) -> RollEntry:
    """Mend a mark: the sheet came back unused, or went to somebody else."""
    look_again(poll)
    check_can_mark_paper(poll, by)
    entry = RollEntry.objects.select_for_update().get(pk=get_entry(poll, key).pk)
    if entry.channel != Channel.PAPER:
        raise Invalid(_("这个人没有登记用纸质票。"))
    if not (why := said(reason)):
        raise Invalid(_("请写明为什么改，这句话会记入审计。"), "reason")
    entry.channel = ""
    entry.save()
    _note("taken_back", poll, entry, by, reason=why)
    return entry


def _note(
    verb: str, poll: "Poll", entry: RollEntry, by: "Actor", **detail: str
) -> None:
    record(
        f"roll:paper:{verb}",
        by=by,
        subject=entry.person.name,
        subject_key=poll.code,
        detail=detail,
    )
