"""The list of accounts, and a new one."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gongping.accounts import policies, selectors, services
from gongping.accounts.forms import AccountForm
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import Invalid
from gongping.foundation.paging import page_of

if TYPE_CHECKING:
    from gongping.accounts.models import User


@audience(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def show(request: HttpRequest) -> HttpResponse:
    """Show forty accounts a page, searched and filtered."""
    query, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    page = page_of(request, selectors.search_accounts(request.actor, query, kind))
    context = {
        "page": page,
        "rows": selectors.rows_of(page),
        "query": query,
        "kind": kind,
        "counts": selectors.count_accounts(request.actor),
        "may_keep": policies.can_manage_accounts(request.actor),
        "may_give": policies.can_manage_access(request.actor),
        "rail_current": "system",
    }
    return render(request, "accounts/accounts.html", context)


@audience(Role.SYSTEM_ADMIN)
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the two names of a new account and create it."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _created(request, form)
        if user:
            sentence = _("账号“%(name)s”建好了，等安全管理员发激活码。")
            messages.success(request, sentence % {"name": user.display_name})
            return redirect("accounts:account", user.pk)
    context = {"form": form, "rail_current": "system"}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/account_new.html", context, status=status)


def _created(request: HttpRequest, form: AccountForm) -> "User | None":
    data = form.cleaned_data
    try:
        return services.create_account(
            data["username"], data["display_name"], by=request.actor
        )
    except Invalid as error:
        form.refuse(error)
        return None
