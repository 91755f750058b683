"""Which kinds of people a route is for; no view exists without saying so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from gongping.foundation.actors import ADMINISTRATORS, ORDINARY_ROLES, Role
from gongping.foundation.errors import Refused

View = Callable[..., HttpResponseBase]

PUBLIC: Final = "public"
# Every account, even one whose roles wait for a second factor.
ACCOUNT: Final = "account"
SIGNED_IN: Final = ORDINARY_ROLES | ADMINISTRATORS
STAFF: Final = ORDINARY_ROLES


def audience(*who: Role | frozenset[Role] | str) -> Callable[[View], View]:
    """Let only `who` enter the view; strangers are led to the sign-in page.

    `PUBLIC` admits everybody, `ACCOUNT` whoever is signed in. What an admitted
    person may do with one object is not decided here but by the room's policies.
    """
    is_public, is_for_all = PUBLIC in who, ACCOUNT in who
    roles = _flatten(who)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            actor = request.actor
            if not is_public and not actor.is_signed_in:
                return _ask_to_sign_in(request)
            if not (is_public or is_for_all or actor.is_any(*roles)):
                raise Refused(_("这一页不在您的职责范围内。请从工作台进入您的事项。"))
            return view(request, *args, **kwargs)

        named = frozenset({PUBLIC, ACCOUNT}.intersection(who)) or roles
        # Read by the tests that ask every route for its audience.
        guarded.__dict__["audience"] = named
        return guarded

    return decorate


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page, and from there back to where something was typed.

    What was sent is not taken; the page keeps it on the device (`draft.js`).
    """
    response = redirect_to_login(_way_back(request), settings.LOGIN_URL)
    if request.method == "POST":
        response = redirect(f"{response.url}&unsent=1")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": response.url})
    if "application/json" in request.headers.get("Accept", ""):
        sentence = _("您已退出，这次没有保存。内容还在本机，登录后接着写。")
        return JsonResponse({"message": sentence, "sign_in": response.url}, status=401)
    return response


def _way_back(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    # A POST route cannot be opened afterwards: return to the page of its form.
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return settings.LOGIN_REDIRECT_URL
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _flatten(who: tuple[Role | frozenset[Role] | str, ...]) -> frozenset[Role]:
    roles: set[Role] = set()
    for entry in who:
        if isinstance(entry, frozenset):
            roles |= entry
        elif isinstance(entry, Role):
            roles.add(entry)
    return frozenset(roles)
