"""One account, and the verbs of the two administrators who keep it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.accounts import lockout, policies, selectors, services
from gongping.accounts.forms import NameForm, RoleForm
from gongping.foundation.actors import SECOND_FACTOR_ROLES, Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError

Step = Callable[..., Any]


@audience(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account and what the administrator who asks may do with it."""
    return _page(request, pk)


@audience(Role.SYSTEM_ADMIN)
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Show another name for the account from now on."""
    name = request.POST.get("display_name", "")
    return _do(request, pk, services.rename_account, _("显示名称改好了。"), name)


@audience(Role.SYSTEM_ADMIN)
@require_POST
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut the account."""
    done = _("账号已停用，正在登录的也已退出。")
    return _do(request, pk, services.disable_account, done)


@audience(Role.SYSTEM_ADMIN)
@require_POST
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the account again."""
    done = _("账号已恢复，密码和角色照旧。")
    return _do(request, pk, services.enable_account, done)


@audience(Role.SECURITY_ADMIN)
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the account be tried again at once."""
    done = _("已解锁，现在就可以再登录。")
    return _do(request, pk, services.unlock_account, done)


@audience(Role.SECURITY_ADMIN)
@require_POST
def ask_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the account change its password first."""
    done = _("下次打开页面时，先要改密码。")
    return _do(request, pk, services.require_new_password, done)


@audience(Role.SECURITY_ADMIN)
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor away."""
    done = _("第二道验证已重置。本人下次登录时重新设置，在这之前管理和监票角色不生效。")
    return _do(request, pk, services.reset_second_factor, done)


@audience(Role.SECURITY_ADMIN)
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    role = _role(request)
    done = _("角色已给。")
    if role in SECOND_FACTOR_ROLES:
        done = _("角色已给。本人设好第二道验证后生效。")
    return _do(request, pk, services.grant_role, done, role)


@audience(Role.SECURITY_ADMIN)
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role."""
    return _do(request, pk, services.revoke_role, _("角色已免去。"), _role(request))


def _do(
    request: HttpRequest, pk: int, step: Step, done: str, *given: Any
) -> HttpResponse:
    try:
        step(pk, *given, by=request.actor)
    except DomainError as error:
        messages.error(request, error.message)
        return _page(request, pk, status=error.status)
    messages.success(request, done)
    return redirect("accounts:account", pk)


def _role(request: HttpRequest) -> Role:
    form = RoleForm(request.POST)
    form.is_valid()
    # An unknown role is not one that a page offers.
    return Role(form.cleaned_data.get("role", Role.VOTER))


def _page(request: HttpRequest, pk: int, status: int = 200) -> HttpResponse:
    user = selectors.get_account(pk, request.actor)
    context = {
        "account": user,
        "state": selectors.state_of(user, lockout.paused_usernames()),
        "grants": user.role_grants.all(),
        "code_expires_at": selectors.open_code_expires_at(pk),
        "is_own": pk == request.actor.user_id,
        "may_keep": policies.can_manage_accounts(request.actor),
        "may_give": policies.can_manage_access(request.actor),
        "may_change_roles": policies.can_change_roles_of(pk, request.actor),
        "name_form": NameForm(initial={"display_name": user.display_name}),
        "role_form": RoleForm(),
        "rail_current": "system",
    }
    return render(request, "accounts/account.html", context, status=status)
