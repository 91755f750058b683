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

    PROJECT_BACKUP_MADE = "project:backup:made"
    PROJECT_SITE_RESTORED = "project:site:restored"

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
    ORGANISATION_CATEGORY_SAVED = "organisation:category:saved"
    ORGANISATION_CATEGORY_DELETED = "organisation:category:deleted"
    ORGANISATION_UNIT_SAVED = "organisation:unit:saved"
    ORGANISATION_UNIT_ENDED = "organisation:unit:ended"
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
    LEDGER_ITEM_RAISED = "ledger:item:raised"
    LEDGER_ITEM_PROPOSED = "ledger:item:proposed"
    LEDGER_ITEM_CONFIRMED = "ledger:item:confirmed"
    LEDGER_ITEM_SENT_BACK = "ledger:item:sent_back"
    LEDGER_ITEM_ACKNOWLEDGED = "ledger:item:acknowledged"
    LEDGER_ITEM_EXPEDITED = "ledger:item:expedited"
    LEDGER_ITEM_LOOKED_BACK = "ledger:item:looked_back"
    LEDGER_ITEM_REOPENED = "ledger:item:reopened"
    LEDGER_SUPPORT_CONFIRMED = "ledger:support:confirmed"
    LEDGER_PROGRESS_REPORTED = "ledger:progress:reported"
    LEDGER_PROGRESS_CONFIRMED = "ledger:progress:confirmed"
    LEDGER_PROGRESS_VERIFIED = "ledger:progress:verified"
    LEDGER_PROGRESS_RETURNED = "ledger:progress:returned"
    LEDGER_EXTENSION_REQUESTED = "ledger:extension:requested"
    LEDGER_EXTENSION_SIGNED = "ledger:extension:signed"
    LEDGER_EXTENSION_GRANTED = "ledger:extension:granted"
    LEDGER_EXTENSION_DECLINED = "ledger:extension:declined"
    LEDGER_FOCUS_RECORDED = "ledger:focus:recorded"
    LEDGER_IMPORT_APPLIED = "ledger:import:applied"
    LEDGER_IMPORT_UNDONE = "ledger:import:undone"
    LEDGER_IMPORT_DISCARDED = "ledger:import:discarded"
    LEDGER_WORKBOOK_EXPORTED = "ledger:workbook:exported"

    MEETINGS_ROUND_CREATED = "meetings:round:created"
    MEETINGS_ROUND_EDITED = "meetings:round:edited"
    MEETINGS_ROUND_OPENED = "meetings:round:opened"
    MEETINGS_ROUND_CLOSED = "meetings:round:closed"
    MEETINGS_ROUND_ARCHIVED = "meetings:round:archived"
    MEETINGS_EXPECTED_REFRESHED = "meetings:expected:refreshed"
    MEETINGS_VENUE_ADDED = "meetings:venue:added"
    MEETINGS_VENUE_RENAMED = "meetings:venue:renamed"
    MEETINGS_VENUE_REMOVED = "meetings:venue:removed"
    MEETINGS_UNITS_SEATED = "meetings:units:seated"
    MEETINGS_AGENDA_DRAWN = "meetings:agenda:drawn"
    MEETINGS_AGENDA_RESTORED = "meetings:agenda:restored"
    MEETINGS_AGENDA_MOVED = "meetings:agenda:moved"
    MEETINGS_REPORTER_NAMED = "meetings:reporter:named"
    MEETINGS_SESSION_PLANNED = "meetings:session:planned"
    MEETINGS_SESSION_SIGNING_IN = "meetings:session:signing_in"
    MEETINGS_SESSION_REPORTING = "meetings:session:reporting"
    MEETINGS_SESSION_VOTING = "meetings:session:voting"
    MEETINGS_SESSION_SEALED = "meetings:session:sealed"
    MEETINGS_SESSION_CLOSED = "meetings:session:closed"
    MEETINGS_UNIT_CALLED = "meetings:unit:called"
    MEETINGS_UNIT_LED_ON = "meetings:unit:led_on"
    MEETINGS_UNIT_COMMENTED = "meetings:unit:commented"
    MEETINGS_UNIT_INSERTED = "meetings:unit:inserted"
    MEETINGS_STEP_UNDONE = "meetings:step:undone"
    MEETINGS_INCIDENT_NOTED = "meetings:incident:noted"
    MEETINGS_UNIT_REPORTED = "meetings:unit:reported"
    MEETINGS_UNIT_SKIPPED = "meetings:unit:skipped"
    MEETINGS_UNIT_RECALLED = "meetings:unit:recalled"
    MEETINGS_TIMER_PAUSED = "meetings:timer:paused"
    MEETINGS_TIMER_RESUMED = "meetings:timer:resumed"
    MEETINGS_TIMER_EXTENDED = "meetings:timer:extended"
    MEETINGS_CONSOLE_TAKEN = "meetings:console:taken"
    MEETINGS_ATTENDANCE_MARKED = "meetings:attendance:marked"
    MEETINGS_ATTENDANCE_FILLED = "meetings:attendance:filled"
    MEETINGS_REPORT_SAVED = "meetings:report:saved"
    MEETINGS_REPORT_SUBMITTED = "meetings:report:submitted"
    MEETINGS_REPORT_WITHDRAWN = "meetings:report:withdrawn"

    COMMENTS_COMMENT_DICTATED = "comments:comment:dictated"
    COMMENTS_COMMENT_SIGNED = "comments:comment:signed"
    COMMENTS_COMMENT_ACKNOWLEDGED = "comments:comment:acknowledged"
    COMMENTS_PAIR_WAIVED = "comments:pair:waived"

    PROCEDURE_SCREEN_OPENED = "procedure:screen:opened"
    PROCEDURE_SCREEN_REVOKED = "procedure:screen:revoked"

    POLLS_POLL_CREATED = "polls:poll:created"
    POLLS_POLL_PLANNED = "polls:poll:planned"
    POLLS_POLL_FROZEN = "polls:poll:frozen"
    POLLS_POLL_COLLECTING_OPENED = "polls:poll:collecting_opened"
    POLLS_POLL_CASTING_OPENED = "polls:poll:casting_opened"
    POLLS_POLL_CLOSED = "polls:poll:closed"
    POLLS_POLL_UNSEALED = "polls:poll:unsealed"
    POLLS_POLL_VOIDED = "polls:poll:voided"
    POLLS_POLL_REPEATED = "polls:poll:repeated"
    POLLS_SCRUTINEER_PRESENT = "polls:scrutineer:present"
    POLLS_SCRUTINEER_GAVE_UP = "polls:scrutineer:gave_up"
    POLLS_SCRUTINEER_KEYED = "polls:scrutineer:keyed"
    POLLS_SCRUTINEER_HANDED_OVER = "polls:scrutineer:handed_over"
    POLLS_SCRUTINEER_TRIED = "polls:scrutineer:tried"
    POLLS_SCRUTINEER_BEGAN_AGAIN = "polls:scrutineer:began_again"
    POLLS_SCRUTINEER_SIGNED_RULES = "polls:scrutineer:signed_rules"
    POLLS_SCRUTINEER_SIGNED_PAPER = "polls:scrutineer:signed_paper"
    POLLS_SCRUTINEER_COSIGNED = "polls:scrutineer:cosigned"
    POLLS_SCRUTINEER_RELEASED = "polls:scrutineer:released"
    POLLS_OFFICE_NAMED = "polls:office:named"
    POLLS_OFFICE_DISMISSED = "polls:office:dismissed"
    POLLS_OFFICE_COUNTED = "polls:office:counted"
    POLLS_PAPER_SEALED = "polls:paper:sealed"
    POLLS_PAPER_DISCARDED = "polls:paper:discarded"
    POLLS_HEAD_SIGNED = "polls:head:signed"
    ROLL_COLLECTED_LISTED = "roll:collected:listed"
    ROLL_LATE_ADDED = "roll:late:added"
    ROLL_LATE_CONFIRMED = "roll:late:confirmed"
    ROLL_ROLL_EXPORTED = "roll:roll:exported"
    ROLL_SLIPS_OPENED = "roll:slips:opened"
    ROLL_SLIPS_REDEEMED = "roll:slips:redeemed"
    ROLL_SLIPS_PRINTED = "roll:slips:printed"
    ROLL_SLIPS_REPRINTED = "roll:slips:reprinted"
    ROLL_SLIPS_WIPED = "roll:slips:wiped"
    ROLL_SLIP_MARKED_LATE = "roll:slip:marked_late"
    ROLL_SLIP_TAKEN_BACK = "roll:slip:taken_back"
    ROLL_PAPER_MARKED_LATE = "roll:paper:marked_late"
    ROLL_PAPER_TAKEN_BACK = "roll:paper:taken_back"
    ROLL_TICKETS_WIPED = "roll:tickets:wiped"

    PAPER_BALLOTS_PRINTED = "paper:ballots:printed"
    PAPER_ENTRY_BEGUN = "paper:entry:begun"
    PAPER_ENTRY_FINISHED = "paper:entry:finished"
    PAPER_ENTRY_REOPENED = "paper:entry:reopened"
    PAPER_PILE_SETTLED = "paper:pile:settled"
    PAPER_PILE_DISCARDED = "paper:pile:discarded"

    RESULTS_RESULT_COUNTED = "results:result:counted"
    RESULTS_RESULT_PUBLISHED = "results:result:published"
    RESULTS_RESULT_CORRECTED = "results:result:corrected"
    RESULTS_RANKING_SET = "results:ranking:set"

    BULLETINS_BULLETIN_DRAFTED = "bulletins:bulletin:drafted"
    BULLETINS_BULLETIN_CORRECTED = "bulletins:bulletin:corrected"
    BULLETINS_BULLETIN_REDRAFTED = "bulletins:bulletin:redrafted"
    BULLETINS_BULLETIN_SUBMITTED = "bulletins:bulletin:submitted"
    BULLETINS_BULLETIN_RETURNED = "bulletins:bulletin:returned"
    BULLETINS_BULLETIN_APPROVED = "bulletins:bulletin:approved"


SENTENCES = {
    "project:backup:made": _("%(actor)s 做了备份“%(subject)s”，记录 %(rows)s 条"),
    "project:site:restored": _("%(actor)s 从备份“%(subject)s”恢复了全部数据"),
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
    "organisation:category:saved": _("%(actor)s 保存了单位序列“%(subject)s”"),
    "organisation:category:deleted": _("%(actor)s 删除了单位序列“%(subject)s”"),
    "organisation:unit:ended": _("%(actor)s 撤销了单位“%(subject)s”"),
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
    "ledger:item:raised": _("%(actor)s 由%(author)s的意见立项“%(subject)s”"),
    "ledger:item:proposed": _("%(actor)s 提出了“%(subject)s”的路径、责任人和时限"),
    "ledger:item:confirmed": _("%(actor)s 确认并发布了事项“%(subject)s”"),
    "ledger:item:sent_back": _("%(actor)s 把“%(subject)s”的路径退回单位改"),
    "ledger:item:acknowledged": _("%(actor)s 签收了事项“%(subject)s”"),
    "ledger:item:expedited": _("%(actor)s 催办了事项“%(subject)s”"),
    "ledger:item:looked_back": _("%(actor)s 记下了“%(subject)s”的回头看结果"),
    "ledger:item:reopened": _("%(actor)s 重新办理已销号的“%(subject)s”"),
    "ledger:support:confirmed": _("%(actor)s 确认配合“%(subject)s”"),
    "ledger:progress:reported": _("%(actor)s 报了“%(subject)s”的进展"),
    "ledger:progress:confirmed": _("%(actor)s 核过“%(subject)s”的进展，交秘书处"),
    "ledger:progress:verified": _("%(actor)s 审核通过了“%(subject)s”的进展"),
    "ledger:progress:returned": _("%(actor)s 退回了“%(subject)s”的进展"),
    "ledger:extension:requested": _("%(actor)s 为“%(subject)s”申请延期到 %(due_on)s"),
    "ledger:extension:signed": _("%(actor)s 签了“%(subject)s”的延期申请"),
    "ledger:extension:granted": _("%(actor)s 同意“%(subject)s”延期到 %(due_on)s"),
    "ledger:extension:declined": _("%(actor)s 不同意“%(subject)s”延期"),
    "ledger:focus:recorded": _("%(actor)s 记下了 %(year)s 年度要求“%(subject)s”"),
    "ledger:import:applied": _("%(actor)s 导入了台账工作簿“%(subject)s”"),
    "ledger:import:undone": _("%(actor)s 撤销了台账工作簿“%(subject)s”的导入"),
    "ledger:workbook:exported": _("%(actor)s 导出了台账，共 %(subject)s 项"),
    "ledger:import:discarded": _("%(actor)s 放弃了待导入的台账工作簿“%(subject)s”"),
    "meetings:round:created": _("%(actor)s 建立了轮次“%(subject)s”"),
    "meetings:round:edited": _("%(actor)s 改了轮次“%(subject)s”的安排"),
    "meetings:round:opened": _("%(actor)s 启动了轮次“%(subject)s”"),
    "meetings:round:closed": _("%(actor)s 结束了轮次“%(subject)s”"),
    "meetings:round:archived": _("%(actor)s 归档了轮次“%(subject)s”"),
    "meetings:expected:refreshed": _(
        "%(actor)s 更新了“%(subject)s”的应到名单，共 %(expected)s 人"
    ),
    "meetings:venue:added": _("%(actor)s 给“%(subject)s”加了会场“%(venue)s”"),
    "meetings:venue:renamed": _(
        "%(actor)s 把“%(subject)s”的会场“%(old)s”改名为“%(new)s”"
    ),
    "meetings:venue:removed": _("%(actor)s 去掉了“%(subject)s”的会场“%(venue)s”"),
    "meetings:units:seated": _("%(actor)s 调整了“%(subject)s”各单位所在会场"),
    "meetings:agenda:drawn": _("%(actor)s 为“%(subject)s”抽定了汇报顺序"),
    "meetings:agenda:restored": _("%(actor)s 把“%(subject)s”恢复为编制序"),
    "meetings:agenda:moved": _(
        "%(actor)s 把%(subject)s从第 %(old)s 位调到第 %(new)s 位"
    ),
    "meetings:reporter:named": _("%(actor)s 定%(subject)s由“%(reporter)s”汇报"),
    "meetings:session:planned": _("%(actor)s 把“%(subject)s”的汇报会退回筹备"),
    "meetings:session:signing_in": _("%(actor)s 让“%(subject)s”的汇报会开始签到"),
    "meetings:session:reporting": _("%(actor)s 让“%(subject)s”的汇报会开始汇报"),
    "meetings:session:voting": _("%(actor)s 让“%(subject)s”的汇报会进入投票"),
    "meetings:session:sealed": _("%(actor)s 让“%(subject)s”的汇报会截止封存"),
    "meetings:session:closed": _("%(actor)s 结束了“%(subject)s”的汇报会"),
    "meetings:unit:called": _("%(actor)s 请%(subject)s开始汇报"),
    "meetings:unit:led_on": _("%(actor)s 让%(subject)s进入下一环节"),
    "meetings:unit:commented": _("%(actor)s 记下%(subject)s换了一位领导点评"),
    "meetings:unit:inserted": _("%(actor)s 把%(subject)s插到下一位"),
    "meetings:step:undone": _("%(actor)s 撤销了会场的上一步（%(subject)s）"),
    "meetings:incident:noted": _("%(actor)s 记会场记事：%(text)s"),
    "meetings:unit:reported": _("%(actor)s 记%(subject)s汇报完毕"),
    "meetings:unit:skipped": _("%(actor)s 把%(subject)s放到最后汇报"),
    "meetings:unit:recalled": _("%(actor)s 退回到%(subject)s继续汇报"),
    "meetings:timer:paused": _("%(actor)s 暂停了%(subject)s的计时"),
    "meetings:timer:resumed": _("%(actor)s 继续了%(subject)s的计时"),
    "meetings:timer:extended": _("%(actor)s 给%(subject)s加了 1 分钟"),
    "meetings:console:taken": _("%(actor)s 接管了“%(subject)s”的控制台"),
    "meetings:attendance:marked": _("%(actor)s 记了“%(subject)s”的签到"),
    "meetings:attendance:filled": _(
        "%(actor)s 把“%(subject)s”的 %(count)s 人一次记为到会"
    ),
    "meetings:report:saved": _("%(actor)s 保存了%(subject)s的汇报材料"),
    "meetings:report:submitted": _("%(actor)s 交了%(subject)s的汇报材料"),
    "meetings:report:withdrawn": _("%(actor)s 撤回了%(subject)s的汇报材料"),
    "comments:comment:dictated": _("%(actor)s 代记了对%(subject)s的点评"),
    "comments:comment:signed": _("%(actor)s 签署了点评：%(subject)s"),
    "comments:comment:acknowledged": _("%(actor)s 签收了点评：%(subject)s"),
    "comments:pair:waived": _("%(actor)s 免去一份点评，理由：%(subject)s"),
    "procedure:screen:opened": _("%(actor)s 给“%(subject)s”建了大屏地址"),
    "procedure:screen:revoked": _("%(actor)s 收回了“%(subject)s”的大屏地址"),
    "polls:poll:created": _("%(actor)s 建立了测评“%(subject)s”"),
    "polls:poll:planned": _("%(actor)s 定了“%(subject)s”的测评方案"),
    "polls:poll:frozen": _("%(actor)s 冻结了“%(subject)s”的规则和名册"),
    "polls:poll:collecting_opened": _("%(actor)s 让“%(subject)s”开始领票"),
    "polls:poll:casting_opened": _("%(actor)s 让“%(subject)s”开始投票"),
    "polls:poll:closed": _("%(actor)s 截止并封存了“%(subject)s”"),
    "polls:poll:unsealed": _("%(actor)s 启封了“%(subject)s”"),
    "polls:poll:voided": _("“%(subject)s”不生效：%(reason)s"),
    "polls:poll:repeated": _("%(actor)s 建了重投“%(subject)s”，重投的是 %(repeats)s"),
    "polls:scrutineer:present": _("%(actor)s 为“%(subject)s”到场"),
    "polls:scrutineer:gave_up": _("%(actor)s 放弃启封“%(subject)s”"),
    "polls:scrutineer:keyed": _("%(actor)s 为“%(subject)s”交了公钥"),
    "polls:scrutineer:handed_over": _(
        "%(actor)s 把“%(subject)s”第 %(lock)s 把锁密封交给了另一位监票人"
    ),
    "polls:scrutineer:tried": _("%(actor)s 试启了“%(subject)s”的锁"),
    "polls:scrutineer:began_again": _("%(actor)s 让“%(subject)s”的钥匙从头再做"),
    "polls:scrutineer:signed_rules": _("%(actor)s 签了“%(subject)s”的规则书"),
    "polls:scrutineer:signed_paper": _("%(actor)s 签了“%(subject)s”的纸质票"),
    "polls:scrutineer:cosigned": _("%(actor)s 联署了“%(subject)s”的板首"),
    "polls:scrutineer:released": _("%(actor)s 为“%(subject)s”交出了锁的钥匙"),
    "polls:office:named": _("%(actor)s 为“%(subject)s”请了第二发票处%(office)s"),
    "polls:office:dismissed": _("%(actor)s 让“%(subject)s”不再用%(office)s发票"),
    "polls:office:counted": _(
        "%(actor)s 收下了“%(subject)s”第二发票处的数目，核对码 %(code)s"
    ),
    "polls:paper:sealed": _("%(actor)s 封存了“%(subject)s”的纸质票"),
    "polls:paper:discarded": _(
        "%(actor)s 作废了“%(subject)s”的纸质票封存，重新录入：%(reason)s"
    ),
    "polls:head:signed": _("票箱签出了“%(subject)s”的板首 %(head)s"),
    "roll:collected:listed": _("%(actor)s 停止领票，记下“%(subject)s”的领票人"),
    "roll:slip:marked_late": _("%(actor)s 截止后补登%(subject)s抽过票条"),
    "roll:late:added": _("%(actor)s 提出把%(subject)s补登名册：%(reason)s"),
    "roll:late:confirmed": _("%(actor)s 确认补登%(subject)s"),
    "roll:roll:exported": _(
        "%(actor)s 把“%(subject)s”的名册（%(people)s 人）导出给第二发票处"
    ),
    "roll:slips:opened": _("%(actor)s 打开了“%(subject)s”没有抽走的 %(count)s 张票条"),
    "roll:slips:redeemed": _(
        "%(actor)s 打开“%(subject)s”没有抽走的票条，其中 %(slips)s 已经领过票"
    ),
    "roll:slips:printed": _("%(actor)s 打印了“%(subject)s”的 %(count)s 张票条"),
    "roll:slips:reprinted": _(
        "%(actor)s 重印了“%(subject)s”的 %(count)s 张票条：%(reason)s"
    ),
    "roll:slips:wiped": _("%(actor)s 点清了“%(subject)s”的票条，抹去了底稿"),
    "roll:slip:taken_back": _("%(actor)s 改正了“%(subject)s”的票条登记：%(reason)s"),
    "roll:paper:marked_late": _("%(actor)s 截止后补登%(subject)s用了纸质票"),
    "roll:paper:taken_back": _("%(actor)s 改正了“%(subject)s”的纸质票登记：%(reason)s"),
    "paper:ballots:printed": _("%(actor)s 打印了“%(subject)s”的 %(count)s 张纸质票"),
    "paper:entry:begun": _("%(actor)s 开始录入纸质票：%(subject)s"),
    "paper:entry:finished": _("%(actor)s 录完纸质票：%(subject)s"),
    "paper:entry:reopened": _("%(actor)s 重新打开纸质票的录入：%(subject)s"),
    "paper:pile:settled": _("%(actor)s 看着原票核定了两次录入的不同：%(subject)s"),
    "paper:pile:discarded": _("%(actor)s 取消了一摞纸质票的录入：%(subject)s"),
    "roll:tickets:wiped": _("%(actor)s 抹去了“%(subject)s”的全部票证"),
    "results:result:counted": _("%(actor)s 启封后计了“%(subject)s”的票"),
    "results:result:published": _(
        "%(actor)s 把“%(subject)s”结果第 %(version)s 版的公布范围定为“%(audience)s”"
    ),
    "results:result:corrected": _("%(actor)s 更正了“%(subject)s”的结果，旧版本保留"),
    "results:ranking:set": _(
        "%(actor)s 按%(decided_by)s %(decided_on)s 的决定（%(number)s）"
        "记下“%(subject)s”怎么比"
    ),
    "bulletins:bulletin:drafted": _("%(actor)s 起草了“%(subject)s”"),
    "bulletins:bulletin:corrected": _("%(actor)s 改了“%(subject)s”"),
    "bulletins:bulletin:redrafted": _("%(actor)s 按新的记录重拟了“%(subject)s”"),
    "bulletins:bulletin:submitted": _("%(actor)s 把“%(subject)s”送批"),
    "bulletins:bulletin:returned": _("%(actor)s 退回了“%(subject)s”：%(note)s"),
    "bulletins:bulletin:approved": _("%(actor)s 批准了“%(subject)s”"),
}

KNOWN = frozenset(tag.value for tag in Tag)
