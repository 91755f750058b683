"""Signing a comment: the draft is kept first, so that a refusal loses nothing."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gongping.comments.services import points_from, save_draft
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.names import local_name
from gongping.foundation.sent import whole_number
from gongping.meetings.selectors import get_round
from gongping.procedure.follow_up import sign_all, sign_comment


@require_POST
@audience(Role.LEADER)
def sign(request: HttpRequest, round_id: int, unit_id: int) -> HttpResponse:
    """Keep the pad as it is, then sign it."""
    round_, actor = get_round(round_id), request.actor
    seen = whole_number(request.POST.get("version")) or 0
    try:
        points = points_from(request.POST)
        comment = save_draft(round_, unit_id, points, by=actor, version=seen)
    except DomainError:
        # The pad refuses for the same reason and shows again what was typed.
        return redirect("comments:save", round_id, unit_id, preserve_request=True)
    try:
        sign_comment(comment.pk, by=actor)
    except DomainError as error:
        messages.error(request, error.message)
        pad = reverse("comments:pad", args=[round_id, unit_id])
        return redirect(f"{pad}?asked=1")
    messages.success(
        request,
        _("已签署。%(unit)s可以看到并签收。") % {"unit": local_name(comment.unit)},
    )
    return redirect("comments:pad", round_id, unit_id)


@require_POST
@audience(Role.LEADER)
def sign_ready(request: HttpRequest, round_id: int) -> HttpResponse:
    """Sign at once all drafts that were ticked, as they stood when they were read."""
    get_round(round_id)
    signed, left = sign_all(_seen(request.POST.getlist("comment")), by=request.actor)
    if signed:
        said = ngettext("已签署 %(n)d 份。", "已签署 %(n)d 份。", signed)
        messages.success(request, said % {"n": signed})
    for sentence in left:
        messages.error(request, sentence)
    if not signed and not left:
        messages.error(request, _("没有勾选，一份也没有签。请勾选要签署的。"))
    way = "comments:home" if signed and not left else "comments:ready"
    return redirect(way, *([] if way == "comments:home" else [round_id]))


def _seen(sent: list[str]) -> dict[int, int]:
    """Return the version that was read of each comment, by its number."""
    halves = [each.partition(":") for each in sent]
    if not all(pk.isdecimal() and seen.isdecimal() for pk, _colon, seen in halves):
        raise BadRequest
    return {int(pk): int(seen) for pk, _colon, seen in halves}
