"""Who writes, who approves, who reads an official document, and when."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from gongping.bulletins.exceptions import (
    NoSuchBulletin,
    NotNow,
    NotYetOver,
    NotYours,
    OwnWriting,
)
from gongping.bulletins.models import Bulletin
from gongping.bulletins.states import BulletinState, Kind, Verb
from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.meetings.states import SessionState

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewSession

FOR_UNITS: Final = frozenset({Kind.MINUTES, Kind.REQUIREMENTS})
"""What goes out to the units once it is approved; the rest is the leadership's."""
WRITING: Final = frozenset({Verb.DRAFTED, Verb.CORRECTED, Verb.REDRAFTED})


def check_can_write(by: Actor) -> None:
    """Raise unless the actor belongs to the secretariat."""
    if not by.is_any(Role.SECRETARIAT):
        raise NotYours(_("公文由秘书处起草和修改。您可以看，不能改。"))


def can_write(by: Actor) -> bool:
    """Tell whether `check_can_write` would pass."""
    return passes(check_can_write, by)


def check_can_draft(session: "ReviewSession", by: Actor) -> None:
    """Raise unless the session is over and the actor writes documents."""
    check_can_write(by)
    if session.state != SessionState.CLOSED:
        raise NotYetOver(_("会还没有开完。散会以后再起草，数才是定的。"))


def can_draft(session: "ReviewSession", by: Actor) -> bool:
    """Tell whether `check_can_draft` would pass."""
    return passes(check_can_draft, session, by)


def check_can_edit(bulletin: Bulletin, by: Actor) -> None:
    """Raise unless the document is a draft and the actor writes documents."""
    check_can_write(by)
    if bulletin.state == BulletinState.SUBMITTED:
        raise NotNow(_("已经送批，不能再改。要改，请先撤回。"))
    if bulletin.state == BulletinState.APPROVED:
        raise NotNow(_("已经批准，一个字也不能再改。有错请另拟一份。"))


def can_edit(bulletin: Bulletin, by: Actor) -> bool:
    """Tell whether `check_can_edit` would pass."""
    return passes(check_can_edit, bulletin, by)


def check_can_approve(bulletin: Bulletin, by: Actor) -> None:
    """Raise unless a leader, who did not write it, has it before them."""
    if not by.is_any(Role.LEADER):
        raise NotYours(_("公文由部领导批准。"))
    if bulletin.state != BulletinState.SUBMITTED:
        raise NotNow(_("这份公文没有送批，或者已经批过。请刷新页面看最新状态。"))
    wrote = {step.by_id for step in bulletin.steps.all() if step.verb in WRITING}
    if by.user_id in wrote:
        raise OwnWriting(_("这份公文您自己写过，要由另一位部领导批准。"))


def can_approve(bulletin: Bulletin, by: Actor) -> bool:
    """Tell whether `check_can_approve` would pass."""
    return passes(check_can_approve, bulletin, by)


def check_can_send_back(bulletin: Bulletin, by: Actor) -> None:
    """Raise unless it waits for approval; the secretariat may take it back, too."""
    if not by.is_any(Role.LEADER, Role.SECRETARIAT):
        raise NotYours(_("公文由部领导退回，或由秘书处撤回。"))
    if bulletin.state != BulletinState.SUBMITTED:
        raise NotNow(_("这份公文没有送批，或者已经批过。请刷新页面看最新状态。"))


def can_send_back(bulletin: Bulletin, by: Actor) -> bool:
    """Tell whether `check_can_send_back` would pass."""
    return passes(check_can_send_back, bulletin, by)


def check_can_see(bulletin: Bulletin, by: Actor) -> None:
    """Raise unless the document is for the actor.

    Drafts are the secretariat's; leaders read from the submission on; units read what
    goes out to them, once it is approved.
    """
    is_approved = bulletin.state == BulletinState.APPROVED
    if by.is_any(Role.SECRETARIAT):
        return
    if by.is_any(Role.LEADER) and bulletin.state != BulletinState.DRAFT:
        return
    if by.is_any(Role.UNIT) and is_approved and bulletin.kind in FOR_UNITS:
        return
    raise NoSuchBulletin(_("没有这份公文，或者还没有印发给您。"))


def can_see(bulletin: Bulletin, by: Actor) -> bool:
    """Tell whether `check_can_see` would pass."""
    return passes(check_can_see, bulletin, by)
