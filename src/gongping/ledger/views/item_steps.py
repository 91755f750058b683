"""Every step on an item, with the address that takes it and the policy that allows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.ledger import policies
from gongping.ledger.checks import check_publishable
from gongping.ledger.states import ExtensionState
from gongping.ledger.views.steps import Step, existing, step

if TYPE_CHECKING:
    from gongping.ledger.models import ExtensionRequest, LedgerItem


Check = Callable[["LedgerItem", Actor], None]
# Where the address is called otherwise than the step.
ROUTES = {"supporting": "supporting_confirm"}


def steps_of(item: "LedgerItem", actor: Actor) -> list[Step]:
    """Return what the actor may do with the item, or will be able to later."""
    return existing(
        *_setting_up(item, actor), *_working(item, actor), *_finishing(item, actor)
    )


def row_steps(item: "LedgerItem", actor: Actor) -> list[Step]:
    """Return the steps that an opened row of the table offers."""
    wanted = {"report", "extension", "expedite", "adjust"}
    return [one for one in steps_of(item, actor) if one.key in wanted]


def extension_steps(
    item: "LedgerItem", ask: "ExtensionRequest", actor: Actor
) -> list[Step]:
    """Return the two answers to a request for more time."""

    def check() -> None:
        policies.check_can_decide_extension(ask, actor)

    def sign() -> None:
        policies.check_can_sign_extension(ask, actor)

    def at(route: str) -> str:
        return reverse(f"ledger:extension_{route}", args=[item.number, ask.pk])

    declining = sign if ask.state == ExtensionState.REQUESTED else check
    return existing(
        step(
            "sign", _("签字，交秘书处"), at("sign"), sign, is_post=True, is_primary=True
        ),
        step("grant", _("同意"), at("grant"), check, is_post=True, is_primary=True),
        step("decline", _("不同意，写明理由"), at("decline"), declining),
    )


def _step(
    item: "LedgerItem",
    actor: Actor,
    key: str,
    label: str,
    check: Check,
    **how: bool,
) -> Step | None:
    address = reverse(f"ledger:{ROUTES.get(key, key)}", args=[item.number])
    return step(key, label, address, lambda: check(item, actor), **how)


def _setting_up(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(key: str, label: str, check: Check, **how: bool) -> Step | None:
        return _step(item, actor, key, label, check, **how)

    post = {"is_post": True, "is_primary": True}
    can = policies
    return [
        at(
            "propose",
            _("提出路径、责任人和时限"),
            can.check_can_propose,
            is_primary=True,
        ),
        at("confirm", _("确认并发布"), can.check_can_confirm, **post),
        at("send_back", _("退回改路径"), can.check_can_send_back),
        at("publish", _("发布"), _check_publish, **post),
        at("acknowledge", _("签收"), can.check_can_acknowledge, **post),
        at("supporting", _("确认配合"), can.check_can_confirm_supporting, is_post=True),
    ]


def _check_publish(item: "LedgerItem", actor: Actor) -> None:
    policies.check_can_publish(item, actor)
    check_publishable(item)


def _working(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(key: str, label: str, check: Check, **how: bool) -> Step | None:
        return _step(item, actor, key, label, check, **how)

    can = policies
    return [
        at("report", _("报进展"), can.check_can_report, is_primary=True),
        at("extension", _("申请延期"), can.check_can_request_extension),
        at("adjust", _("改责任人、时限"), can.check_can_adjust, is_inline=True),
        at("expedite", _("催办"), can.check_can_expedite, is_post=True),
        at("edit", _("改内容和路径"), can.check_can_edit),
    ]


def _finishing(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(key: str, label: str, check: Check, **how: bool) -> Step | None:
        return _step(item, actor, key, label, check, **how)

    can = policies
    return [
        at("close", _("销号"), can.check_can_close, is_primary=True),
        at("look_back", _("写回头看结果"), can.check_can_look_back, is_primary=True),
        at("reopen", _("重新办理"), can.check_can_reopen),
    ]
