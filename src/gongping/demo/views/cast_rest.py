"""Letting the invented voters vote, so that a visitor can see a count."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.demo.turnout import cast_the_rest
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.polls.selectors import get_poll


@require_POST
@audience(Role.SECRETARIAT)
def cast_rest(request: HttpRequest, code: str) -> HttpResponse:
    """Let the demo's people cast in the poll that is open."""
    poll = get_poll(code, request.actor)
    try:
        voted = cast_the_rest(poll)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        said = _("演示：另有 %(n)d 人领了票，投了票。半分钟后数字更新。")
        messages.success(request, said % {"n": voted})
    return redirect("procedure:poll_desk", code)
