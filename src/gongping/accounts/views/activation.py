"""Setting a first password with the code from the printed slip."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongping.accounts import services
from gongping.accounts.forms import ActivationForm
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import Invalid


@audience(PUBLIC)
@never_cache
@sensitive_post_parameters()
def show(request: HttpRequest) -> HttpResponse:
    """Ask for user name, code and a new password; then lead to the sign-in page."""
    form = ActivationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _activated(form):
        messages.success(request, _("密码设好了。请用它登录。"))
        return redirect("accounts:sign_in")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/activate.html", {"form": form}, status=status)


def _activated(form: ActivationForm) -> bool:
    try:
        services.activate(
            form.cleaned_data["code"],
            form.cleaned_data["password"],
            username=form.cleaned_data["username"],
        )
    except Invalid as error:
        form.refuse(error)
        return False
    return True
