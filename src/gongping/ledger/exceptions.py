"""What is refused about the ledger, each with what to do instead."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from gongping.foundation import format as formats
from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class LedgerError(DomainError):
    """A rule about items forbids the step."""


class WrongDetail(Invalid):
    """A detail of an item cannot be kept as typed; `field` says which."""


class UnusableFile(Invalid):
    """An attachment is of another kind, too large, or not what its name says."""


class NotPublishable(Invalid):
    """The item lacks what nothing is published without; `missing` names fields."""

    def __init__(self, missing: Sequence[str], words: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            _("还不能发布，缺：%(list)s。请补上再发布，已填的内容都在。")
            % {"list": _("、").join(words)},
            missing[0],
        )


class NoSuchItem(Missing):
    """There is no item of this number for this person."""

    def __init__(self) -> None:
        super().__init__(_("没有这个编号的事项，或者还没有发布。请从台账里找。"))


class NoSuchThing(Missing):
    """There is no such report, request, file or filter for this person."""

    def __init__(self) -> None:
        super().__init__(_("没有找到。可能已被退回或去掉，请从事项页进入。"))


class NotYours(Refused):
    """Another unit files for this item."""

    def __init__(self, unit_name: str) -> None:
        super().__init__(
            _("这项由%(unit)s填报，您可以看，不能改。") % {"unit": unit_name}
        )


class NotYourEvidence(Refused):
    """The files of this item are for those who answer for it."""

    def __init__(self, unit_name: str) -> None:
        super().__init__(
            _(
                "附件由牵头和配合单位、责任人、分管和联系领导以及秘书处看；"
                "确需查阅，请向%(unit)s索取。"
            )
            % {"unit": unit_name}
        )


class OnlySecretariat(Refused):
    """The step belongs to the secretariat."""

    def __init__(self) -> None:
        super().__init__(_("这一步由秘书处办。要改请告诉秘书处。"))


class OnlyHead(Refused):
    """The step belongs to the head of the lead unit."""

    def __init__(self, unit_name: str) -> None:
        super().__init__(
            _("这一步由%(unit)s负责人办。请单位负责人登录后核。") % {"unit": unit_name}
        )


class NotInThisState(Refused):
    """The step belongs to another stage of the item's life; it is not offered."""

    status = 409


class NotPossibleYet(LedgerError):
    """The step is the actor's, but something has to come first."""


class ChangedMeanwhile(LedgerError):
    """Somebody else saved the item after it was opened for editing."""

    def __init__(self, by_name: str, at: datetime | None) -> None:
        super().__init__(
            _(
                "没有存：%(who)s在 %(time)s 改过这一项。"
                "您填的内容还在下面，核对后再存一次。"
            )
            % {"who": by_name, "time": formats.day_time(at)}
        )


class TooLateForExtension(LedgerError):
    """More time is asked for before the date, not after it."""

    def __init__(self) -> None:
        super().__init__(_("时限已过，不能再申请延期。请报进展写明原因，按原时限计。"))
