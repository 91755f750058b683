"""The documents of a round, and what can be drafted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.bulletins import selectors, services
from gongping.bulletins.policies import can_draft, can_write
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.sent import whole_number
from gongping.meetings.selectors import current_round, round_of, session_of


@audience(Role.SECRETARIAT, Role.LEADER, Role.UNIT)
def home(request: HttpRequest) -> HttpResponse:
    """Show the documents of one round: of the address, else of the top line."""
    asked, actor = whole_number(request.GET.get("round")), request.actor
    round_ = round_of(request, asked) if asked else current_round(request)
    there = selectors.list_bulletins(round_, actor) if round_ else []
    may_draft = round_ is not None and can_draft(session_of(round_), actor)
    context = {
        "rail_current": "bulletins",
        "round": round_,
        "bulletins": there,
        "writes": can_write(actor),
        "kinds": selectors.choices_to_draft(there) if may_draft else [],
        "may_draft": may_draft,
    }
    return render(request, "bulletins/home.html", context)


@require_POST
@audience(Role.SECRETARIAT)
def draft(request: HttpRequest, round_id: int) -> HttpResponse:
    """Draft a document from the records and open it."""
    round_ = round_of(request, round_id)
    made = services.draft(round_, request.POST.get("kind", ""), by=request.actor)
    messages.success(request, _("已起草。数都带着出处，请核对、修改，再送批。"))
    return redirect("bulletins:bulletin", made.pk)
