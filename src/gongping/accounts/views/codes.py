"""The sheet of activation codes: printed once, cut into slips, handed out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.accounts import selectors, services
from gongping.documents import qr
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError


@audience(Role.SECURITY_ADMIN)
@require_POST
@never_cache
def print_sheet(request: HttpRequest) -> HttpResponse:
    """Issue a code for each chosen account and answer with the sheet itself.

    No redirect: the codes are kept nowhere, so this page is the only place where
    they are ever seen.
    """
    chosen = _chosen(request)
    if not chosen:
        messages.warning(request, _("还没有选账号。请在账号表里勾选，再打印激活码。"))
        return redirect("accounts:accounts")
    try:
        printed = services.issue_codes(chosen, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("accounts:accounts")
    address = request.build_absolute_uri(reverse("accounts:activate"))
    slips = [{"slip": slip, "drawing": _drawing(address, slip)} for slip in printed]
    context = {"slips": slips, "address": address, "is_local": _is_local(request)}
    return render(request, "accounts/codes.html", context)


def _is_local(request: HttpRequest) -> bool:
    return request.get_host().partition(":")[0] in {"localhost", "127.0.0.1"}


def _chosen(request: HttpRequest) -> list[int]:
    if "all_waiting" in request.POST:
        waiting = selectors.search_accounts(request.actor, kind="waiting")
        return [user.pk for user in waiting]
    return [int(pk) for pk in request.POST.getlist("account") if pk.isdecimal()]


def _drawing(address: str, slip: services.PrintedCode) -> str:
    # Behind the “#” nothing reaches a server or its logs; the page reads it itself.
    said = urlencode({"u": slip.user.username, "c": slip.code})
    return qr.svg(f"{address}#{said}", _("激活页面的二维码"), error="l")
