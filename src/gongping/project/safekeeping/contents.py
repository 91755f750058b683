"""What a backup holds and what it leaves out: the one place where this is decided.

Every table is named here, once. A table that is not named stops the backup, so that
a new secret is never carried out of the house because nobody thought of it.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from gongping.project.safekeeping.exceptions import Undeclared

KEPT: Final = frozenset(
    {
        "accounts_rolegrant",
        "accounts_user",
        "audit_event",
        "audit_head",
        "bulletins_bulletin",
        "bulletins_step",
        "comments_commentpoint",
        "comments_leadercomment",
        "comments_pairwaiver",
        "ledger_attachment",
        "ledger_extensionrequest",
        "ledger_itemchange",
        "ledger_ledgerimport",
        "ledger_ledgeritem",
        "ledger_milestone",
        "ledger_nudge",
        "ledger_progressupdate",
        "ledger_savedfilter",
        "ledger_series",
        "ledger_supportingunit",
        "ledger_yearfocus",
        "meetings_agendaitem",
        "meetings_attendance",
        "meetings_incident",
        "meetings_reviewround",
        "meetings_reviewround_units",
        "meetings_reviewsession",
        "meetings_unitreport",
        "meetings_venue",
        "organisation_importbatch",
        "organisation_leaderunitlink",
        "organisation_organisation",
        "organisation_person",
        "organisation_post",
        "organisation_unit",
        "organisation_unitcategory",
        "polls_criterion",
        "polls_gradelevel",
        "polls_lock",
        "polls_paperballots",
        "polls_poll",
        "polls_scrutineer",
        "polls_secondoffice",
        "polls_votergroup",
        "results_rankingdecision",
        "results_result",
        "results_resultversion",
        "roll_lateconfirmation",
        "roll_latevoter",
        "roll_right",
        "roll_rollentry",
        "roll_rollsalt",
        "roll_slippile",
        "workbench_feedback",
    }
)
EMPTIED: Final = {
    "paper_paperpile": "paper ballots being typed: typed again from the sheets",
    "paper_paperturn": "as the piles",
    "paper_papersheet": "as the piles",
    "procedure_screenaddress": "a screen address taken back since would open again",
    "polls_handover": "locks on their way between two browsers; they are sent again",
    "roll_ticket": "tickets nobody has yet: whoever reads one could vote with it",
    "accounts_activationcode": "a code used since the backup would work again",
    "django_session": "whoever reads one is signed in",
    "axes_accessattempt": "addresses, and names typed at the door",
    "axes_accessattemptexpiration": "as the attempts",
    "axes_accessfailurelog": "addresses, and names typed at the door",
    "axes_accesslog": "addresses, and names typed at the door",
    "auth_group": "Django's own, not used here; migration makes it",
    "auth_group_permissions": "Django's own, not used here; migration makes it",
    "auth_permission": "Django's own; migration fills it",
    "django_content_type": "Django's own; migration fills it",
}
WIPED: Final[dict[str, dict[str, Any]]] = {
    # Between the voter's request and the device's answer the ticket still lies here.
    "roll_rollentry": {"held_ticket": ""},
    # Which browser steers the hall: nobody's, in a restored site.
    "meetings_reviewsession": {
        "console_key": "",
        "console_name": "",
        "console_at": None,
    },
}
LASTING: Final = frozenset({"draft", "closed", "unsealed", "void"})
"""A poll in any other state is open, and cannot be continued from a backup."""
LEFT_UNLESS: Final[dict[str, tuple[str, frozenset[str]]]] = {
    # Which rights were used, from backup to backup, would tell when.
    "roll_right": ("group__poll__state", LASTING),
}
"""Tables whose rows are carried only of polls in these states."""
WIPED_UNLESS: Final[dict[str, tuple[str, frozenset[str], dict[str, Any]]]] = {
    # Two backups during one poll would tell between which hours a slip was drawn.
    "roll_rollentry": ("poll__state", LASTING, {"channel": ""}),
    # Until the count a backup must not help anybody to open the ballots.
    "polls_lock": ("poll__state", frozenset({"unsealed"}), {"released_key": ""}),
}
"""Columns that are carried only of polls in these states."""
ATTACHMENTS: Final = "attachments"
BOX: Final = "box"
BOX_LOCK: Final = ".lock"
CLOSED_BY: Final = "ballots.jsonl"
"""A poll of the box is carried once this is there."""
HEAD: Final = "head.json"
BOX_FILES: Final = ("manifest.json", CLOSED_BY, HEAD)
UNTIL_HEAD: Final = "box.key"
"""Carried of a closed poll only while its head is not signed: without it none ever
could be. Afterwards it could only sign another one."""
BOX_LEFT: Final = ("intake.sqlite3",)
"""The intake is the open box."""
BOARDS: Final = "boards"
"""The whole board of a poll is carried once it is unsealed, and not before."""
MARKS: Final = ("loaded", "demonstration")
"""Files of the data folder that belong to the site: that the demo season is loaded."""


def check_declared(tables: Iterable[str]) -> None:
    """Refuse while a table is neither kept nor left out."""
    if unknown := sorted(set(tables) - KEPT - set(EMPTIED)):
        raise Undeclared(
            _("还没有定下这些表备不备：%(tables)s。没有备份。请报告给开发者。")
            % {"tables": "、".join(unknown)}
        )


def left_out() -> list[str]:
    """Return, in plain words, what is not in a backup and what follows from it."""
    return [
        _("没截止的测评：票箱里的票、还没领走的票证、票条和发票的密钥。"
          "这样的测评不能从备份接着投：恢复后作废，请重新进行。"),
        _("登录状态、登录失败的记录（含地址）、激活码："
          "恢复后大家重新登录，没用过的激活码重新打印。"),
        _("本机的 secret_key 和 box_secret：恢复后另外生成；"
          "票箱单独运行的，把它的 box_secret 再拷一次。"),
    ]  # fmt: skip
