"""Setting up one-time codes on a telephone."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from gongping.accounts import codes, selectors, services
from gongping.accounts.forms import OneTimeCodeForm
from gongping.accounts.views.sign_in import next_page
from gongping.documents import qr
from gongping.foundation.audience import ACCOUNT, audience
from gongping.foundation.errors import Invalid

SECRET = "totp_secret"  # noqa: S105 - the name of a session key


@audience(ACCOUNT)
@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """Show the QR; turn the second factor on once the digits agree."""
    user = selectors.get_own_account(request.actor)
    if user.is_totp_confirmed:
        return render(request, "accounts/factor_on.html", {"account": user})
    secret = request.session.setdefault(SECRET, codes.new_secret())
    form = OneTimeCodeForm(request.POST or None)
    # Focus would scroll the drawing away on a telephone.
    form.fields["code"].widget.attrs.pop("autofocus", None)
    if request.method == "POST" and form.is_valid() and _confirmed(request, form):
        messages.success(request, _("第二道验证已启用。以后每次登录都要填 6 位数字。"))
        return redirect(next_page(request) or "/")
    address = codes.address_of(secret, user.username, _("公评"))
    context = {
        "form": form,
        "next": next_page(request),
        "address": address,
        "drawing": qr.svg(address, _("动态口令的二维码")),
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "is_needed": selectors.needs_second_factor(user),
        "may_wait": bool(request.actor.roles),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/factor.html", context, status=status)


def _confirmed(request: HttpRequest, form: OneTimeCodeForm) -> bool:
    try:
        user = services.confirm_second_factor(
            request.session[SECRET], form.cleaned_data["code"], by=request.actor
        )
    except Invalid as error:
        form.refuse(error)
        return False
    del request.session[SECRET]
    update_session_auth_hash(request, user)
    return True
