"""One sign-in link a role: they exist in demo settings only."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.foundation.errors import Missing

SALT = "gongping.demo.sign-in"


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A person of the demo that a visitor may become."""

    username: str
    label: Promise


ROLES = (
    DemoRole("secretariat", gettext_lazy("秘书处")),
    DemoRole("leader", gettext_lazy("部领导（副部长甲）")),
    DemoRole("unit", gettext_lazy("单位负责人（资源保护司）")),
    DemoRole("liaison", gettext_lazy("单位联络员（信息中心）")),
    DemoRole("voter", gettext_lazy("处级干部")),
    DemoRole("scrutineer-1", gettext_lazy("监票人甲")),
    DemoRole("scrutineer-2", gettext_lazy("监票人乙")),
    DemoRole("scrutineer-3", gettext_lazy("监票人丙")),
    DemoRole("system", gettext_lazy("系统管理员")),
    DemoRole("security", gettext_lazy("安全管理员")),
    DemoRole("audit", gettext_lazy("审计管理员")),
)
SLIP = gettext_lazy("票条（处级干部，不用登录）")


def token_for(username: str) -> str:
    """Return the token of the link that signs `username` in."""
    _require_demo()
    return signing.dumps(username, salt=SALT)


def username_of(token: str) -> str:
    """Return whom the token signs in; raise `Missing` for a wrong one."""
    _require_demo()
    try:
        return str(signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise Missing(
            _("这个演示链接不是这次装载时给出的。请用终端里最新的链接。")
        ) from error


def _require_demo() -> None:
    if not settings.IS_DEMO:
        raise Missing(_("演示登录只在演示环境里有。"))
