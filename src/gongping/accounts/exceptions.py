"""What is refused about accounts, each with a sentence that says what to do."""

from datetime import datetime

from django.utils.translation import gettext as _

from gongping.foundation import format
from gongping.foundation.errors import DomainError, Invalid, Missing, Refused


class AccountError(DomainError):
    """A rule about accounts forbids the step."""


class AccountHeld(AccountError):
    """The account must stay as it is for now; the message says until when."""


class NoSuchAccount(Missing):
    """There is no account of this number."""

    def __init__(self) -> None:
        super().__init__(_("没有这个账号。请从账号表里选。"))


class UsernameTaken(Invalid):
    """Two accounts cannot share a user name."""

    def __init__(self, username: str) -> None:
        super().__init__(
            _("用户名“%(name)s”已经有人用。请换一个，或在账号表里找到原来那个。")
            % {"name": username},
            field="username",
        )


class RolesDoNotMix(Invalid):
    """One account may not hold these two roles."""

    def __init__(self, held: str, wanted: str) -> None:
        super().__init__(
            _("一个账号不能既是%(held)s又是%(wanted)s。请另建一个账号，由另一个人用。")
            % {"held": held, "wanted": wanted},
            field="role",
        )


class RoleFollowsFromPost(Invalid):
    """This role comes with a post in the organisation, not by hand."""

    def __init__(self) -> None:
        super().__init__(
            _("这个角色随职务而来，不能在这里给。请在“组织”里改任职。"), field="role"
        )


class OwnRoles(Refused):
    """Nobody gives rights to themselves or takes them."""

    def __init__(self) -> None:
        super().__init__(_("不能改自己的权限。请另一位安全管理员来改。"))


class LastOfItsKind(AccountError):
    """Without this account a kind of administrator would be gone."""

    def __init__(self, role: str) -> None:
        super().__init__(
            _("这是最后一个%(role)s。请先让另一个账号担任，再免去这一个。")
            % {"role": role}
        )


class CodeNotValid(Invalid):
    """The activation code cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="code")


class CodeUnknown(CodeNotValid):
    """Code and user name do not belong together."""

    def __init__(self) -> None:
        super().__init__(
            _("用户名和激活码没有对上。请照激活单再打一遍，横线可以不打。")
        )


class CodeExpired(CodeNotValid):
    """The code was printed too long ago."""

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(
            _("这张激活码%(day)s到期，已不能用。请找安全管理员另领一张。")
            % {"day": format.day(expired_at)}
        )


class CodeUsed(CodeNotValid):
    """The code has done its work."""

    def __init__(self) -> None:
        super().__init__(
            _("这张激活码已经用过。请直接登录；忘了密码，找安全管理员另领一张。")
        )


class CodeReplaced(CodeNotValid):
    """A newer code took the place of this one."""

    def __init__(self) -> None:
        super().__init__(_("这张激活码已作废，后来又发过一张。请用新的那张。"))


class WrongOneTimeCode(Invalid):
    """The six digits are wrong, or were used before."""

    def __init__(self) -> None:
        super().__init__(
            _("这 6 位数字没有对上，或者刚用过。等手机上换一组再填。"), field="code"
        )


class DemoOnly(Refused):
    """This way in exists in the demonstration and nowhere else."""

    def __init__(self) -> None:
        super().__init__(_("只有演示系统才有这种入口。请用用户名和密码登录。"))
