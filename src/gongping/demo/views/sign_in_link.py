"""Signing in by a demo link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gongping.accounts.selectors import find_by_username
from gongping.accounts.services import sign_in_as
from gongping.demo.links import username_of
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import Missing


@audience(PUBLIC)
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the visitor in as the demo person of the link."""
    user = find_by_username(username_of(token))
    if user is None:
        raise Missing(_("这个演示账号不在了。请重新装载演示数据。"))
    sign_in_as(request, user)
    return redirect("workbench:home")
