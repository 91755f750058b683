"""What comes next while a site is being set up, for whoever has nothing to do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongping.accounts import selectors as accounts
from gongping.foundation.actors import ADMINISTRATORS, Actor, Role
from gongping.ledger import selectors as ledger
from gongping.meetings import selectors as meetings
from gongping.organisation.selectors import list_people_without_account, list_units


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence on what to do next, and the page on which it is done."""

    sentence: str
    url: str
    label: str


def next_step(actor: Actor) -> NextStep | None:
    """Return what is still to be set up by the actor, if anything is.

    At most three queries for each role.
    """
    for role, find in STEPS:
        if actor.is_any(role) and (step := find(actor)):
            return step
    return None


def _of_system_admin(actor: Actor) -> NextStep | None:
    if accounts.count_accounts(actor).total <= len(ADMINISTRATORS):
        return NextStep(
            _("下一步：给秘书处建账号。角色和激活码由安全管理员给。"),
            reverse("accounts:account_new"),
            _("建账号"),
        )
    without = len(list_people_without_account(eligible_only=True))
    if not without:
        return None
    said = ngettext(
        "下一步：处级以上还有 %(n)d 人没有账号。",
        "下一步：处级以上还有 %(n)d 人没有账号。",
        without,
    )
    return NextStep(
        said % {"n": without}, reverse("procedure:people_accounts"), _("给人员建账号")
    )


def _of_security_admin(actor: Actor) -> NextStep | None:
    list_url = reverse("accounts:accounts")
    counts = accounts.count_accounts(actor)
    if not accounts.users_with_role(Role.SECRETARIAT):
        if counts.total > len(ADMINISTRATORS):
            said = _("下一步：给秘书处的账号加上秘书处角色，再打印激活码。")
        else:
            said = _("下一步：等系统管理员建好秘书处的账号，再给角色、发激活码。")
        return NextStep(said, list_url, _("看账号表"))
    if not counts.waiting:
        return None
    said = ngettext(
        "下一步：%(n)d 个账号还没有激活，打印激活码发给本人。",
        "下一步：%(n)d 个账号还没有激活，打印激活码发给本人。",
        counts.waiting,
    )
    return NextStep(
        said % {"n": counts.waiting}, f"{list_url}?kind=waiting", _("打印激活码")
    )


def _of_audit_admin(_actor: Actor) -> NextStep:
    return NextStep(
        _("谁做了什么都记在审计记录里，随时可以看、可以核对。"),
        reverse("audit:log"),
        _("看审计记录"),
    )


def _of_secretariat(actor: Actor) -> NextStep | None:
    if not list_units():
        return NextStep(
            _("下一步：导入单位、人员和领导联系。"),
            reverse("organisation:import_home"),
            _("导入组织"),
        )
    if not ledger.list_items(actor).exists():
        return NextStep(
            _("下一步：导入今年的重点工作。"),
            reverse("ledger:import_home"),
            _("导入台账"),
        )
    if not meetings.list_rounds():
        return NextStep(
            _("下一步：新建一轮汇报点评。"),
            reverse("meetings:round_new"),
            _("新建轮次"),
        )
    return None


STEPS: tuple[tuple[Role, Callable[[Actor], NextStep | None]], ...] = (
    (Role.SECRETARIAT, _of_secretariat),
    (Role.SYSTEM_ADMIN, _of_system_admin),
    (Role.SECURITY_ADMIN, _of_security_admin),
    (Role.AUDIT_ADMIN, _of_audit_admin),
)
