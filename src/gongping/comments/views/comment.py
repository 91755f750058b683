"""One signed comment: what was said, what becomes of it, the unit's receipt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.comments import selectors, services
from gongping.comments.policies import can_acknowledge
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.names import local_name


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the comment to those whom it concerns."""
    found = selectors.get_comment(comment_id, request.actor)
    context = {
        "rail_current": "comments",
        "comment": found,
        "sections": selectors.by_section(found),
        "may_acknowledge": can_acknowledge(found, request.actor),
        "is_own_unit": request.actor.files_for(found.unit_id),
    }
    return render(request, "comments/comment.html", context)


@require_POST
@audience(Role.UNIT)
def acknowledge(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Receive the comment for the unit."""
    found = selectors.get_comment(comment_id, request.actor)
    services.acknowledge(found.pk, by=request.actor)
    messages.success(
        request,
        _("已签收。%(leader)s可以看到。") % {"leader": local_name(found.leader)},
    )
    return redirect("comments:comment", comment_id)


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def print_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Print the comment as its registration form (点评登记表)."""
    found = selectors.get_comment(comment_id, request.actor)
    context = {"comment": found, "sections": selectors.by_section(found)}
    return render(request, "comments/print.html", context)
