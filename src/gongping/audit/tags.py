"""The one vocabulary of the record: `room:thing:verb`, and how each act is said.

Every tag that any room writes stands here once; `audit.services.record` refuses
others. `%(actor)s` and `%(subject)s` are the two names of the act, anything else
comes from its detail. `docs/reference/audit-tags.md` is generated from this file.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Tag(StrEnum):
    """What can happen here, in the past tense, named by room and thing."""

    AUDIT_CHAIN_CHECKED = "audit:chain:checked"

    ACCOUNTS_ACCOUNT_CREATED = "accounts:account:created"
    ACCOUNTS_ACCOUNTS_CREATED = "accounts:accounts:created"
    ACCOUNTS_ACCOUNT_RENAMED = "accounts:account:renamed"
    ACCOUNTS_ACCOUNT_DISABLED = "accounts:account:disabled"
    ACCOUNTS_ACCOUNT_ENABLED = "accounts:account:enabled"
    ACCOUNTS_ACCOUNT_LOCKED = "accounts:account:locked"
    ACCOUNTS_ACCOUNT_UNLOCKED = "accounts:account:unlocked"
    ACCOUNTS_ADMINISTRATORS_SET_UP = "accounts:administrators:set_up"
    ACCOUNTS_ROLE_GRANTED = "accounts:role:granted"
    ACCOUNTS_ROLE_REVOKED = "accounts:role:revoked"
    ACCOUNTS_CODE_ISSUED = "accounts:code:issued"
    ACCOUNTS_CODES_PRINTED = "accounts:codes:printed"
    ACCOUNTS_CODE_USED = "accounts:code:used"
    ACCOUNTS_CODE_REFUSED = "accounts:code:refused"
    ACCOUNTS_PASSWORD_CHANGED = "accounts:password:changed"
    ACCOUNTS_PASSWORD_EXPIRED = "accounts:password:expired"
    ACCOUNTS_SECOND_FACTOR_CONFIRMED = "accounts:second_factor:confirmed"
    ACCOUNTS_SECOND_FACTOR_RESET = "accounts:second_factor:reset"
    ACCOUNTS_SECOND_FACTOR_REFUSED = "accounts:second_factor:refused"
    ACCOUNTS_SIGN_IN_SUCCEEDED = "accounts:sign_in:succeeded"
    ACCOUNTS_SIGN_IN_FAILED = "accounts:sign_in:failed"
    ACCOUNTS_SIGN_IN_UNKNOWN = "accounts:sign_in:unknown"
    ACCOUNTS_SIGN_IN_DEMO = "accounts:sign_in:demo"
    ACCOUNTS_SESSION_ENDED = "accounts:session:ended"
    ACCOUNTS_SESSION_EXPIRED = "accounts:session:expired"

    ORGANISATION_ORGANISATION_NAMED = "organisation:organisation:named"
    ORGANISATION_UNIT_SAVED = "organisation:unit:saved"
    ORGANISATION_PERSON_SAVED = "organisation:person:saved"
    ORGANISATION_PERSON_LINKED = "organisation:person:linked"
    ORGANISATION_LINK_SET = "organisation:link:set"
    ORGANISATION_POST_SET = "organisation:post:set"
    ORGANISATION_IMPORT_APPLIED = "organisation:import:applied"
    ORGANISATION_IMPORT_UNDONE = "organisation:import:undone"
    ORGANISATION_IMPORT_DISCARDED = "organisation:import:discarded"

    LEDGER_ITEM_REGISTERED = "ledger:item:registered"
    LEDGER_ITEM_EDITED = "ledger:item:edited"
    LEDGER_ITEM_PUBLISHED = "ledger:item:published"
    LEDGER_ITEM_CLOSED = "ledger:item:closed"

    COMMENTS_COMMENT_SIGNED = "comments:comment:signed"
    COMMENTS_COMMENT_ACKNOWLEDGED = "comments:comment:acknowledged"
    COMMENTS_PAIR_WAIVED = "comments:pair:waived"


SENTENCES = {
    "audit:chain:checked": _("%(actor)s 核对了全部 %(subject)s 条记录"),
    "accounts:account:created": _("%(actor)s 建立了账号“%(subject)s”"),
    "accounts:accounts:created": _("%(actor)s 一次建立了 %(subject)s 个账号"),
    "accounts:account:renamed": _("%(actor)s 改了账号“%(subject)s”的显示名称"),
    "accounts:account:disabled": _("%(actor)s 停用了账号“%(subject)s”"),
    "accounts:account:enabled": _("%(actor)s 恢复了账号“%(subject)s”"),
    "accounts:account:locked": _("账号“%(subject)s”连续没有对上，暂停登录"),
    "accounts:account:unlocked": _("%(actor)s 解除了账号“%(subject)s”的暂停"),
    "accounts:administrators:set_up": _("%(actor)s 建立了三个管理员账号：%(subject)s"),
    "accounts:role:granted": _("%(actor)s 让“%(subject)s”担任%(role)s"),
    "accounts:role:revoked": _("%(actor)s 免去“%(subject)s”的%(role)s"),
    "accounts:code:issued": _("%(actor)s 给账号“%(subject)s”发了激活码"),
    "accounts:codes:printed": _("%(actor)s 打印了 %(subject)s 张激活码"),
    "accounts:code:used": _("账号“%(subject)s”用激活码设了密码"),
    "accounts:code:refused": _("有人拿不能用的激活码试账号“%(subject)s”"),
    "accounts:password:changed": _("%(actor)s 改了自己的密码"),
    "accounts:password:expired": _("%(actor)s 要求账号“%(subject)s”改密码"),
    "accounts:second_factor:confirmed": _("%(actor)s 启用了第二道验证"),
    "accounts:second_factor:reset": _("%(actor)s 重置了账号“%(subject)s”的第二道验证"),
    "accounts:second_factor:refused": _("账号“%(subject)s”密码对，动态口令不对"),
    "accounts:sign_in:succeeded": _("%(actor)s 登录了"),
    "accounts:sign_in:failed": _("有人用账号“%(subject)s”登录，没有对上"),
    "accounts:sign_in:unknown": _("有人用不存在的用户名登录"),
    "accounts:sign_in:demo": _("%(actor)s 从演示链接进入"),
    "accounts:session:ended": _("%(actor)s 退出了"),
    "accounts:session:expired": _("%(actor)s 久未操作，已自动退出"),
    "organisation:organisation:named": _("%(actor)s 设定了本单位：%(subject)s"),
    "organisation:unit:saved": _("%(actor)s 保存了单位“%(subject)s”"),
    "organisation:person:saved": _("%(actor)s 保存了人员“%(subject)s”"),
    "organisation:person:linked": _("%(actor)s 把人员“%(subject)s”与账号对上"),
    "organisation:link:set": _("%(actor)s 改了领导联系关系：%(subject)s"),
    "organisation:post:set": _("%(actor)s 改了任职：%(subject)s"),
    "organisation:import:applied": _("%(actor)s 导入了“%(subject)s”"),
    "organisation:import:undone": _("%(actor)s 撤销了导入“%(subject)s”"),
    "organisation:import:discarded": _("%(actor)s 放弃了待导入的“%(subject)s”"),
    "ledger:item:registered": _("%(actor)s 立项“%(subject)s”"),
    "ledger:item:edited": _("%(actor)s 改了事项“%(subject)s”"),
    "ledger:item:published": _("%(actor)s 发布了事项“%(subject)s”"),
    "ledger:item:closed": _("%(actor)s 将事项“%(subject)s”销号"),
    "comments:comment:signed": _("%(actor)s 签署了点评：%(subject)s"),
    "comments:comment:acknowledged": _("%(actor)s 签收了点评：%(subject)s"),
    "comments:pair:waived": _("%(actor)s 免去一份点评，理由：%(subject)s"),
}

KNOWN = frozenset(tag.value for tag in Tag)
