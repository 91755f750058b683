"""What stands between somebody signed in and a page that needs it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gongping.accounts.selectors import needs_second_factor
from gongping.accounts.services import end_idle_session, stay_present
from gongping.foundation.actors import ANONYMOUS
from gongping.foundation.audience import ACCOUNT, PUBLIC

if TYPE_CHECKING:
    from gongping.accounts.models import User

View = Callable[..., HttpResponse]


class PresenceMiddleware:
    """Sign out who was away too long; lead who must first do something to it.

    Public pages are left alone: a ballot page asks nothing about a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the view if something else comes first."""
        admitted = getattr(view, "audience", frozenset({PUBLIC}))
        if PUBLIC in admitted or not request.user.is_authenticated:
            return None
        if not stay_present(request):
            end_idle_session(request, by=request.actor)
            # The view's own gate now meets a stranger and asks for signing in.
            request.actor = ANONYMOUS
            return None
        return None if ACCOUNT in admitted else _first(request)


def _first(request: HttpRequest) -> HttpResponse | None:
    user = cast("User", request.user)
    if user.must_change_password:
        return redirect("accounts:change_password")
    if request.actor.roles:
        return None
    is_waiting = needs_second_factor(user)
    return redirect("accounts:totp_setup" if is_waiting else "accounts:me")
