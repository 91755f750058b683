"""Which kinds of people a route is for; no view exists without saying so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from gongping.foundation.actors import ADMINISTRATORS, ORDINARY_ROLES, Role
from gongping.foundation.errors import Refused

View = Callable[..., HttpResponse]

PUBLIC: Final = "public"
SIGNED_IN: Final = ORDINARY_ROLES | ADMINISTRATORS
STAFF: Final = ORDINARY_ROLES


def audience(*who: Role | frozenset[Role] | str) -> Callable[[View], View]:
    """Let only `who` enter the view; strangers are led to the sign-in page.

    `PUBLIC` admits everybody. What an admitted person may do with one object
    is not decided here but by the room's policies.
    """
    is_public = PUBLIC in who
    roles = _flatten(who)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor
            if not is_public and not actor.is_signed_in:
                return redirect_to_login(
                    request.get_full_path(), settings.LOGIN_URL
                )
            if not is_public and not actor.is_any(*roles):
                raise Refused(_("这一页不在您的职责范围内。请从工作台进入您的事项。"))
            return view(request, *args, **kwargs)

        guarded.audience = frozenset({PUBLIC}) if is_public else roles
        return guarded

    return decorate


def _flatten(who: tuple[Role | frozenset[Role] | str, ...]) -> frozenset[Role]:
    roles: set[Role] = set()
    for entry in who:
        if isinstance(entry, frozenset):
            roles |= entry
        elif isinstance(entry, Role):
            roles.add(entry)
    return frozenset(roles)
