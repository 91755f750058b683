"""A new organisation in three answers: name, level, first administrator."""

import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongping.accounts import services as accounts
from gongping.foundation.actors import Role, system_actor
from gongping.foundation.errors import DomainError
from gongping.organisation import services as organisation


def set_up(name: str | None, level: str | None, username: str | None) -> int:
    """Create the organisation and its first administrators; tell the next step.

    What the command line did not say is asked for. Returns the exit status.
    """
    by = system_actor("gongping init")
    try:
        organisation.set_up_organisation(
            name or _ask(_("单位名称")), level or _ask_level(), by=by
        )
        user = accounts.create_account(
            username or _ask(_("首任系统管理员的用户名")),
            _("系统管理员"),
            by=by,
            password=_ask_password(),
        )
        accounts.grant_role(user.pk, Role.SYSTEM_ADMIN, by=by)
    except DomainError as error:
        print(error.message)
        return 1
    print(_("已建好。运行 ./run gongping serve，用这个账号登录，再设置第二因素。"))
    return 0


def _ask(question: str) -> str:
    while not (answer := input(f"{question}: ").strip()):
        pass
    return answer


def _ask_level() -> str:
    levels = ("ministry", "province", "city", "county")
    while (answer := _ask(_("层级（部 省 市 县）"))) not in {*levels, *"部省市县"}:
        pass
    return dict(zip("部省市县", levels, strict=True)).get(answer, answer)


def _ask_password() -> str:
    while True:
        password = getpass.getpass(_("口令（至少 10 个字符）: "))
        try:
            validate_password(password)
        except ValidationError as error:
            print("\n".join(error.messages))
            continue
        return password
