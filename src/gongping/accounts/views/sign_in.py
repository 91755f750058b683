"""The door: user name and password, then the telephone, then in; and out again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from gongping.accounts import selectors, services
from gongping.accounts.forms import OneTimeCodeForm, RefusableForm, SignInForm
from gongping.foundation import format
from gongping.foundation.audience import PUBLIC, audience
from gongping.foundation.errors import Invalid

FEW_TRIES = 3


@audience(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def show(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password; wrong ones come back with a sentence."""
    if request.actor.is_signed_in:
        return redirect(next_page(request) or "/")
    form = SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, form, 200 if request.method == "GET" else 422)
    checked = services.check_credentials(
        request, form.cleaned_data["username"], form.cleaned_data["password"]
    )
    if checked.user is None:
        return _refused(request, form, checked, _("用户名和密码没有对上。"))
    if checked.user.is_totp_confirmed:
        return redirect(f"/sign-in/second{_query(request)}")
    return _enter(request, checked)


@audience(PUBLIC)
@never_cache
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the six digits of this half minute."""
    user = services.pending_user(request)
    if user is None:
        messages.warning(request, _("请先填用户名和密码，5 分钟内再填 6 位数字。"))
        return redirect(f"/sign-in{_query(request)}")
    form = OneTimeCodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, form, 200 if request.method == "GET" else 422)
    checked = services.check_one_time_code(request, user, form.cleaned_data["code"])
    if checked.user is None:
        return _refused(request, form, checked, _("这 6 位数字没有对上，或者刚用过。"))
    return _enter(request, checked)


@audience(PUBLIC)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    services.sign_out(request, by=request.actor)
    messages.success(request, _("已退出。"))
    return redirect("accounts:sign_in")


def next_page(request: HttpRequest) -> str:
    """Return where to go afterwards: a page of ours, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else ""


def _enter(request: HttpRequest, checked: services.Checked) -> HttpResponse:
    assert checked.user is not None
    services.sign_in(request, checked.user)
    if selectors.needs_second_factor(checked.user):
        return redirect(f"/me/second-factor{_query(request)}")
    return redirect(next_page(request) or "/")


def _refused(
    request: HttpRequest, form: RefusableForm, checked: services.Checked, sentence: str
) -> HttpResponse:
    if checked.paused_until:
        form.refuse(Invalid(_paused(checked)))
        return _door(request, form, 429)
    if checked.tries_left <= FEW_TRIES:
        sentence += ngettext(
            "还可以试 %(n)d 次。", "还可以试 %(n)d 次。", checked.tries_left
        ) % {"n": checked.tries_left}
    form.refuse(Invalid(sentence))
    return _door(request, form, 422)


def _paused(checked: services.Checked) -> str:
    return _(
        "连续几次没有对上，这个用户名先停一停，%(time)s 以后再试。"
        "急用的话，请找安全管理员解锁。"
    ) % {"time": format.clock_time(checked.paused_until)}


def _door(request: HttpRequest, form: RefusableForm, status: int) -> HttpResponse:
    is_second = isinstance(form, OneTimeCodeForm)
    context = {
        "form": form,
        "next": next_page(request),
        "was_idle": request.session.get("ended_because") == "idle",
        "was_unsent": "unsent" in request.GET,
    }
    template = "accounts/second.html" if is_second else "accounts/sign_in.html"
    return render(request, template, context, status=status)


def _query(request: HttpRequest) -> str:
    wanted = next_page(request)
    return f"?{urlencode({'next': wanted})}" if wanted else ""
