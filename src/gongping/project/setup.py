"""A new organisation in three answers: name, level, first administrator."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console

from gongping.accounts import services as accounts
from gongping.foundation.actors import system_actor
from gongping.foundation.errors import DomainError
from gongping.organisation import services as organisation


def set_up(name: str | None, level: str | None, username: str | None) -> int:
    """Create the organisation and its first administrators; tell the next step.

    What the command line did not say is asked for. Returns the exit status.
    """
    try:
        administrators = _created(
            name or _ask(_("单位名称")),
            level or _ask_level(),
            username or _ask(_("首任系统管理员的用户名")),
        )
    except DomainError as error:
        _say(error.message)
        return 1
    _say(_("已建好。三个管理员账号各有一张激活码，请分给三个人："))
    for first in administrators:
        _say(f"  {first.user.username:<24} {first.code}  {first.role_label}")
    _say(_("运行 ./run gongping serve，在 /activate 用激活码设密码，再设第二道验证。"))
    return 0


def _created(
    name: str, level: str, username: str
) -> "list[accounts.FirstAdministrator]":
    by = system_actor("gongping init")
    # Names in the site are Chinese, whatever the terminal reads.
    with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        organisation.set_up_organisation(name, level, by=by)
        return accounts.create_first_administrators(username, by=by)


def _say(sentence: str) -> None:
    Console().print(sentence, soft_wrap=True, highlight=False)


def _ask(question: str) -> str:
    while not (answer := input(f"{question}: ").strip()):
        pass
    return answer


def _ask_level() -> str:
    levels = ("ministry", "province", "city", "county")
    while (answer := _ask(_("层级（部、省、市、县）"))) not in {*levels, *"部省市县"}:
        pass
    return dict(zip("部省市县", levels, strict=True)).get(answer, answer)
