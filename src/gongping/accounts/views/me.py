"""One's own account: who I am here, my password, my second factor."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from gongping.accounts import selectors, services
from gongping.accounts.forms import ChangePasswordForm
from gongping.accounts.wording import role_words
from gongping.foundation.audience import ACCOUNT, audience
from gongping.foundation.errors import Invalid


@audience(ACCOUNT)
def show(request: HttpRequest) -> HttpResponse:
    """Show the account, and what still waits to be set up."""
    user = selectors.get_own_account(request.actor)
    context = {
        "account": user,
        "roles": role_words(request.actor.roles),
        "needs_second_factor": selectors.needs_second_factor(user),
    }
    return render(request, "accounts/me.html", context)


@audience(ACCOUNT)
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password; the other devices are signed out."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("密码改好了。别处登录的都已退出。"))
        return redirect("accounts:me")
    user = selectors.get_own_account(request.actor)
    context = {"form": form, "is_required": user.must_change_password}
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/password.html", context, status=status)


def _changed(request: HttpRequest, form: ChangePasswordForm) -> bool:
    data = form.cleaned_data
    try:
        user = services.change_password(data["old"], data["password"], by=request.actor)
    except Invalid as error:
        form.refuse(error)
        return False
    update_session_auth_hash(request, user)
    return True
