"""The page on which a visitor gets the keys of a demo scrutineer, said to be demo."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongping.demo.backup_file import PASSPHRASE_EN, PASSPHRASE_ZH
from gongping.demo.keyring import backup_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Missing
from gongping.polls.selectors import check_is_seated, get_poll


@require_GET
@audience(Role.SCRUTINEER)
def scrutineer_keys(request: HttpRequest, code: str) -> HttpResponse:
    """Show the public passphrase of the demo, and where the file is."""
    poll = get_poll(code, request.actor)
    check_is_seated(poll, request.actor)
    words = PASSPHRASE_EN if get_language() == "en" else PASSPHRASE_ZH
    has_file = backup_of(poll, request.actor).exists()
    context = {
        "poll": poll,
        "words": words,
        "has_file": has_file,
        "rail_current": "polls",
    }
    return render(request, "demo/scrutineer_keys.html", context)


@require_GET
@audience(Role.SCRUTINEER)
def scrutineer_backup(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the backup file of the demo scrutineer who is signed in."""
    poll = get_poll(code, request.actor)
    check_is_seated(poll, request.actor)
    path = backup_of(poll, request.actor)
    if not path.exists():
        raise Missing(_("这次测评的钥匙不是装载演示时做的，在监票人自己的浏览器里。"))
    name = f"demo-backup-{code}.json"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
