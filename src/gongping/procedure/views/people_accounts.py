"""Accounts for people who have none, many at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.paging import page_of
from gongping.organisation.selectors import list_people, list_people_without_account
from gongping.procedure.accounts import create_accounts_for


@audience(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Show who has no account; create accounts for those who are chosen."""
    if request.method == "POST":
        try:
            return _create(request)
        except DomainError as error:
            messages.error(request, error.message)
            return _page(request, error.status)
    return _page(request)


def _page(request: HttpRequest, status: int = 200) -> HttpResponse:
    eligible_only = request.GET.get("who") != "all"
    people = list_people_without_account(eligible_only=eligible_only)
    context = {
        "page": page_of(request, people),
        "total": len(people),
        "has_people": bool(people) or bool(list_people()),
        "eligible_only": eligible_only,
        "rail_current": "system",
    }
    return render(request, "procedure/people_accounts.html", context, status=status)


def _create(request: HttpRequest) -> HttpResponse:
    made = create_accounts_for(_chosen(request), by=request.actor)
    if not made:
        messages.warning(request, _("还没有选人，或选的人都有账号了。请勾选后再建。"))
        return redirect("procedure:people_accounts")
    sentence = ngettext(
        "建了 %(n)d 个账号，用户名是工号。请安全管理员打印激活码。",
        "建了 %(n)d 个账号，用户名是工号。请安全管理员打印激活码。",
        len(made),
    )
    messages.success(request, sentence % {"n": len(made)})
    return redirect("procedure:people_accounts")


def _chosen(request: HttpRequest) -> list[int]:
    if (everybody := request.POST.get("everybody")) is not None:
        people = list_people_without_account(eligible_only=everybody == "eligible")
        return [person.pk for person in people]
    return [int(pk) for pk in request.POST.getlist("person") if pk.isdecimal()]
