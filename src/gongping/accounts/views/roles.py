"""Who was given which role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.accounts import policies, selectors
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience


@audience(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def show(request: HttpRequest) -> HttpResponse:
    """Show the roles that are given by hand, and who holds each."""
    context = {
        "roles": selectors.list_role_grants(request.actor),
        "may_give": policies.can_manage_access(request.actor),
        "rail_current": "system",
    }
    return render(request, "accounts/roles.html", context)
