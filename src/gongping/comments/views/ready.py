"""One look at all that a leader has written: what is ready is signed in one act."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongping.comments import selectors
from gongping.comments.own import own_of
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.meetings.selectors import round_of


@audience(Role.LEADER)
def ready(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show every draft of the leader in the order of the agenda, word for word."""
    round_ = round_of(request, round_id)
    own = own_of(round_, request.actor.person_id)
    written = [line for line in own.lines if line.comment]
    context = {
        "rail_current": "comments",
        "round": round_,
        "own": own,
        "ready": [
            (line, selectors.by_section(line.comment))
            for line in written
            if line.comment and line.is_ready
        ],
        "unready": [line for line in written if not line.is_ready],
    }
    return render(request, "comments/ready.html", context)
