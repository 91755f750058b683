"""Who reports, reviews, asks for time, presses, closes and looks back, and when."""

from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.ledger.exceptions import (
    NotInThisState,
    NotPossibleYet,
    OnlySecretariat,
    TooLateForExtension,
)
from gongping.ledger.models import (
    ExtensionRequest,
    LedgerItem,
    Milestone,
    ProgressUpdate,
)
from gongping.ledger.policies.people import (
    check_files,
    check_heads,
    check_open,
    check_secretariat,
)
from gongping.ledger.states import (
    OPEN_EXTENSIONS,
    PENDING,
    ExtensionState,
    ItemState,
    UpdateState,
)


def check_can_report(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may report progress now."""
    check_files(item, actor)
    check_open(item)
    milestones = list(item.milestones.all())
    if any(milestone.reported_on is None for milestone in milestones):
        return
    if item.state == ItemState.AWAITING:
        raise NotPossibleYet(_("已经报了，正在等核对和审核。退回后可以重报。"))


def check_can_confirm_update(update: ProgressUpdate, actor: Actor) -> None:
    """Raise unless the actor heads the unit and the report waits for the head."""
    check_heads(update.item, actor)
    if update.state != UpdateState.SUBMITTED:
        raise NotInThisState(_("这份进展已经核过。请刷新页面看最新状态。"))


def check_can_verify_update(update: ProgressUpdate, actor: Actor) -> None:
    """Raise unless the actor may verify and the unit's head has confirmed."""
    check_secretariat(actor)
    if update.state == UpdateState.SUBMITTED:
        raise NotPossibleYet(_("还在等单位负责人核。核过之后再审核。"))
    if update.state != UpdateState.CONFIRMED:
        raise NotInThisState(_("这份进展已经审核。请刷新页面看最新状态。"))


def check_can_return_update(update: ProgressUpdate, actor: Actor) -> None:
    """Raise unless the actor may return the report: head first, then secretariat."""
    if update.state not in PENDING:
        raise NotInThisState(_("这份进展已经审核。请刷新页面看最新状态。"))
    if update.state == UpdateState.SUBMITTED:
        check_heads(update.item, actor)
    else:
        check_secretariat(actor)


def check_can_request_extension(item: LedgerItem, actor: Actor) -> None:
    """Raise unless a date still lies ahead for which more time may be asked."""
    check_files(item, actor)
    check_open(item)
    if any(ask.state in OPEN_EXTENSIONS for ask in item.extensions.all()):
        raise NotPossibleYet(_("已有一份延期申请在等答复。答复后可以再申请。"))
    if item.due_on is not None and item.due_on < clock.today():
        raise TooLateForExtension


def carries_deadline(item: LedgerItem, node: Milestone) -> bool:
    """Tell whether the node ends the path: moved beyond it, it moves the deadline."""
    return node == max(item.milestones.all(), key=lambda m: (m.due_on, m.position))


def takes_deadline_along(ask: ExtensionRequest) -> bool:
    """Tell whether granting the request moves a milestone and the deadline with it."""
    due_on = ask.item.due_on
    return (
        ask.milestone_id is not None and due_on is not None and due_on < ask.new_due_on
    )


def check_can_sign_extension(ask: ExtensionRequest, actor: Actor) -> None:
    """Raise unless the actor heads the unit and the request waits for the head."""
    check_heads(ask.item, actor)
    if ask.state != ExtensionState.REQUESTED:
        raise NotInThisState(_("这份申请已经签字。请刷新页面看最新状态。"))


def check_can_decide_extension(ask: ExtensionRequest, actor: Actor) -> None:
    """Raise unless the actor may answer a request that the head has signed."""
    check_secretariat(actor)
    if ask.state == ExtensionState.REQUESTED:
        raise NotPossibleYet(_("还在等单位负责人签字。签字之后再批。"))
    if ask.state != ExtensionState.SIGNED:
        raise NotInThisState(_("这份申请已经答复。请刷新页面看最新状态。"))


def check_can_expedite(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the actor may press the unit for what is due."""
    check_secretariat(actor)
    check_open(item)
    if item.next_due_on is None:
        raise NotPossibleYet(_("该报的都报了，正在等审核，不用催。"))


def check_can_close(item: LedgerItem, actor: Actor) -> None:
    """Raise unless every milestone is verified and nothing waits."""
    check_secretariat(actor)
    check_open(item)
    if item.state == ItemState.AWAITING:
        raise NotPossibleYet(_("还有进展没有审核。审核通过后再销号。"))
    if any(milestone.verified_on is None for milestone in item.milestones.all()):
        raise NotPossibleYet(_("还有节点没有办完。最后一个节点审核通过就销号。"))


def _check_closed(item: LedgerItem) -> None:
    if item.state != ItemState.CLOSED:
        raise NotInThisState(_("这一项还没有销号。"))


def check_can_look_back(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the item is closed, its day has come and nobody looked yet.

    The leader whose words raised the item looks back, or the secretariat does.
    """
    _check_closed(item)
    if not actor.is_any(Role.SECRETARIAT):
        if not actor.is_any(Role.LEADER):
            raise OnlySecretariat
        if item.source_author != actor.name:
            raise OnlySecretariat
    if item.look_back_result:
        raise NotInThisState(_("回头看结果已经记下。"))
    if item.look_back_due_on is not None and item.look_back_due_on > clock.today():
        raise NotPossibleYet(_("销号满六个月后再回头看。"))


def check_can_reopen(item: LedgerItem, actor: Actor) -> None:
    """Raise unless the secretariat takes up a closed item again."""
    check_secretariat(actor)
    _check_closed(item)


def check_can_manage(actor: Actor) -> None:
    """Raise unless the actor keeps the register: imports, focuses, bulk steps."""
    check_secretariat(actor)


def can_report(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_report` lets the step pass."""
    return passes(check_can_report, item, actor)


def can_confirm_update(update: ProgressUpdate, actor: Actor) -> bool:
    """Tell whether `check_can_confirm_update` lets the step pass."""
    return passes(check_can_confirm_update, update, actor)


def can_verify_update(update: ProgressUpdate, actor: Actor) -> bool:
    """Tell whether `check_can_verify_update` lets the step pass."""
    return passes(check_can_verify_update, update, actor)


def can_return_update(update: ProgressUpdate, actor: Actor) -> bool:
    """Tell whether `check_can_return_update` lets the step pass."""
    return passes(check_can_return_update, update, actor)


def can_request_extension(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_request_extension` lets the step pass."""
    return passes(check_can_request_extension, item, actor)


def can_sign_extension(ask: ExtensionRequest, actor: Actor) -> bool:
    """Tell whether `check_can_sign_extension` lets the step pass."""
    return passes(check_can_sign_extension, ask, actor)


def can_decide_extension(ask: ExtensionRequest, actor: Actor) -> bool:
    """Tell whether `check_can_decide_extension` lets the step pass."""
    return passes(check_can_decide_extension, ask, actor)


def can_expedite(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_expedite` lets the step pass."""
    return passes(check_can_expedite, item, actor)


def can_close(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_close` lets the step pass."""
    return passes(check_can_close, item, actor)


def can_look_back(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_look_back` lets the step pass."""
    return passes(check_can_look_back, item, actor)


def can_reopen(item: LedgerItem, actor: Actor) -> bool:
    """Tell whether `check_can_reopen` lets the step pass."""
    return passes(check_can_reopen, item, actor)


def can_manage(actor: Actor) -> bool:
    """Tell whether `check_can_manage` lets the step pass."""
    return passes(check_can_manage, actor)
