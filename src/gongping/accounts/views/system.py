"""The administrators' first page: each of the three sees their own part."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.accounts import lockout, selectors
from gongping.audit.selectors import latest_check, latest_event
from gongping.foundation.actors import ADMINISTRATORS, Actor, Role
from gongping.foundation.audience import audience


@audience(ADMINISTRATORS)
def show(request: HttpRequest) -> HttpResponse:
    """Show what the administrator who asks has to look after."""
    actor = request.actor
    context: dict[str, Any] = {"rail_current": "system"}
    if actor.is_any(Role.SYSTEM_ADMIN):
        context["keeping"] = selectors.count_accounts(actor)
        context["rules"] = _rules()
    if actor.is_any(Role.SECURITY_ADMIN):
        context["access"] = _access(actor)
    if actor.is_any(Role.AUDIT_ADMIN):
        context["log"] = {"check": latest_check(actor), "last": latest_event(actor)}
    return render(request, "accounts/system.html", context)


def _access(actor: Actor) -> dict[str, Any]:
    return {
        "counts": selectors.count_accounts(actor),
        "without_factor": selectors.list_without_second_factor(actor),
    }


def _rules() -> dict[str, Any]:
    return {
        "idle_minutes": settings.IDLE_MINUTES,
        "password_length": _least_password_length(),
        "failures": settings.AXES_FAILURE_LIMIT,
        "pause_minutes": int(lockout.pause().total_seconds() // 60),
        "upload_megabytes": settings.MAX_UPLOAD_BYTES // 1024**2,
        "data_folder": settings.DATA_DIR,
        "is_https": settings.SESSION_COOKIE_SECURE,
    }


def _least_password_length() -> int:
    validators = get_default_password_validators()
    return int(next(v.min_length for v in validators if hasattr(v, "min_length")))
