"""The frozen rules: a page for everybody who is signed in, a file for anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gongping.foundation.actors import Role
from gongping.foundation.audience import PUBLIC, SIGNED_IN, audience
from gongping.polls import selectors

HERE = {"rail_current": "polls"}


@audience(SIGNED_IN)
def poll(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the desk for who runs the poll, else to its rules."""
    if request.actor.is_any(Role.SECRETARIAT):
        return redirect("procedure:poll_desk", code)
    return redirect("polls:rules", code)


@audience(SIGNED_IN)
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is scored, by whom, with what weight."""
    found = selectors.get_poll(code, request.actor)
    sizes = _sizes(found)
    context = {
        **HERE,
        "poll": found,
        "rule_code": selectors.rule_code(found),
        "groups": [(g, sizes[g.position]) for g in found.groups.all()],
        "units": selectors.units_of_poll(found),
        "steps": selectors.poll_steps(found),
        "why_void": selectors.why_void(found),
        "is_voter": request.actor.is_any(Role.VOTER),
        "may_plan": selectors.can_plan(found, request.actor),
        "why_fixed": selectors.why_fixed(found, request.actor),
    }
    return render(request, "polls/rules.html", context)


@require_GET
@audience(PUBLIC)
def manifest(request: HttpRequest, code: str) -> HttpResponse:
    """Give anybody the frozen rules, to be kept and checked."""
    facts = selectors.frozen_rules(selectors.get_public_poll(code))
    answer = JsonResponse(facts, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-cache"
    return answer


def _sizes(found: Any) -> dict[int, int]:
    if not found.manifest:
        return selectors.sizes_by_group(found)
    groups = selectors.manifest_of(found).groups
    return {group.number: group.size for group in groups}
