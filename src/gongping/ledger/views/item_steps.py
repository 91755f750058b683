"""Every step on an item, with the address that takes it and the policy that allows."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.ledger import policies
from gongping.ledger.checks import check_publishable
from gongping.ledger.states import ExtensionState
from gongping.ledger.views.steps import Step, existing, step

if TYPE_CHECKING:
    from gongping.ledger.models import ExtensionRequest, LedgerItem


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


def _setting_up(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(route: str) -> str:
        return reverse(f"ledger:{route}", args=[item.number])

    return [
        step(
            "propose",
            _("提出路径、责任人和时限"),
            at("propose"),
            lambda: policies.check_can_propose(item, actor),
            is_primary=True,
        ),
        step(
            "confirm",
            _("确认并发布"),
            at("confirm"),
            lambda: policies.check_can_confirm(item, actor),
            is_post=True,
            is_primary=True,
        ),
        step(
            "send_back",
            _("退回改路径"),
            at("send_back"),
            lambda: policies.check_can_send_back(item, actor),
        ),
        step(
            "publish",
            _("发布"),
            at("publish"),
            lambda: _check_publish(item, actor),
            is_post=True,
            is_primary=True,
        ),
        step(
            "acknowledge",
            _("签收"),
            at("acknowledge"),
            lambda: policies.check_can_acknowledge(item, actor),
            is_post=True,
            is_primary=True,
        ),
        step(
            "supporting",
            _("确认配合"),
            at("supporting_confirm"),
            lambda: policies.check_can_confirm_supporting(item, actor),
            is_post=True,
        ),
    ]


def _check_publish(item: "LedgerItem", actor: Actor) -> None:
    policies.check_can_publish(item, actor)
    check_publishable(item)


def _working(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(route: str) -> str:
        return reverse(f"ledger:{route}", args=[item.number])

    def check(verb: str) -> Any:
        return lambda: getattr(policies, f"check_can_{verb}")(item, actor)

    return [
        step("report", _("报进展"), at("report"), check("report"), is_primary=True),
        step("extension", _("申请延期"), at("extension"), check("request_extension")),
        step(
            "adjust", _("改责任人、时限"), at("adjust"), check("adjust"), is_inline=True
        ),
        step("expedite", _("催办"), at("expedite"), check("expedite"), is_post=True),
        step("edit", _("改内容和路径"), at("edit"), check("edit")),
    ]


def _finishing(item: "LedgerItem", actor: Actor) -> list[Step | None]:
    def at(route: str) -> str:
        return reverse(f"ledger:{route}", args=[item.number])

    return [
        step(
            "close",
            _("销号"),
            at("close"),
            lambda: policies.check_can_close(item, actor),
            is_primary=True,
        ),
        step(
            "look_back",
            _("写回头看结果"),
            at("look_back"),
            lambda: policies.check_can_look_back(item, actor),
            is_primary=True,
        ),
        step(
            "reopen",
            _("重新办理"),
            at("reopen"),
            lambda: policies.check_can_reopen(item, actor),
        ),
    ]
