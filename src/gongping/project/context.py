"""What the frame of every page shows: organisation, round, rail, language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongping.foundation.actors import ADMINISTRATORS, Actor, Role
from gongping.meetings.selectors import current_round, rounds_of
from gongping.organisation.selectors import get_organisation_name
from gongping.workbench.selectors import OPEN_TODOS

Entry = tuple[str, str, str, int | None]
WORKING_ROLES = (Role.SECRETARIAT, Role.LEADER, Role.UNIT, *ADMINISTRATORS)
COMMENT_READERS = (Role.SECRETARIAT, Role.LEADER, Role.UNIT)
SCORE_READERS = (
    Role.SECRETARIAT,
    Role.LEADER,
    Role.UNIT,
    Role.SCRUTINEER,
    Role.VOTER,
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what `shell/*.html` needs; nothing of it for strangers but names."""
    actor: Actor | None = getattr(request, "actor", None)
    signed_in = actor is not None and actor.is_signed_in
    return {
        "organisation_name": get_organisation_name(),
        "is_demo": settings.IS_DEMO,
        "language": get_language(),
        "large_text": request.COOKIES.get("gongping_text") == "large",
        "actor": actor,
        "rounds": rounds_of(request) if signed_in else [],
        "current_round": current_round(request) if signed_in else None,
        "rail": _rail(request, actor) if signed_in and actor else [],
    }


def _rail(request: HttpRequest, actor: Actor) -> list[list[Entry]]:
    todos = request.session.get(OPEN_TODOS)
    groups = [
        [_entry(_("工作台"), "workbench:home", "workbench", todos)],
        [
            *_if(actor, WORKING_ROLES, _("组织"), "organisation:tree", "organisation"),
            *_if(actor, WORKING_ROLES, _("台账"), "ledger:table", "ledger"),
            _entry(_("汇报会"), "meetings:home", "meetings"),
            *_if(actor, COMMENT_READERS, _("点评"), "comments:home", "comments"),
            _entry(_("测评"), "polls:home", "polls"),
            *_if(actor, SCORE_READERS, _("结果"), "results:home", "results"),
        ],
        _if(actor, COMMENT_READERS, _("公文"), "bulletins:home", "bulletins"),
        _if(actor, tuple(ADMINISTRATORS), _("系统"), "accounts:system", "system"),
    ]
    return [group for group in groups if group]


def _if(
    actor: Actor, roles: tuple[Role, ...], label: str, route: str, key: str
) -> list[Entry]:
    return [_entry(label, route, key)] if actor.is_any(*roles) else []


def _entry(label: str, route: str, key: str, count: int | None = None) -> Entry:
    return (label, reverse(route), key, count)
