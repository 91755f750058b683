"""The roll as a file for the second office; each time is recorded."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.polls.selectors import get_poll
from gongping.roll import services


@never_cache
@require_POST
@audience(Role.SECRETARIAT)
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the roll, as frozen or as it would be now."""
    poll = get_poll(code, request.actor)
    roll = services.export_roll(poll, by=request.actor)
    return HttpResponse(
        roll.text,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="roll-{code}.json"'},
    )
