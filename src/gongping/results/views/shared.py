"""What every page of a result says at its head."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor
from gongping.results import selectors
from gongping.results.deciding import comparing_said
from gongping.results.sheet import Sheet
from gongping.results.statements import doubt_of, lead_of, quality_of, tiers_said

if TYPE_CHECKING:
    from gongping.results.models import Result

HERE = {"rail_current": "results"}


def chosen_category(request: HttpRequest) -> int | None:
    """Return the place of the category asked for, if it is a number."""
    return _number(request, "category")


def chosen_version(request: HttpRequest) -> int | None:
    """Return the number of the version asked for, if it is a number."""
    return _number(request, "version")


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() else None


def links_of(result: "Result", sheet: Sheet, actor: Actor) -> dict[int, str]:
    """Return by unit where its explanation is, for the units the actor may ask of."""
    at = "" if result.shown == result.current else f"?version={result.shown.number}"
    code = result.poll.code
    return {
        unit.key: reverse("results:unit", args=[code, unit.key]) + at
        for unit in sheet.units
        if selectors.can_read_unit(result, unit.key, actor)
    }


def is_by_score(request: HttpRequest) -> bool:
    """Tell whether score order is asked for by somebody who may see it."""
    is_asked = request.GET.get("order") == "score"
    return is_asked and selectors.can_order_by_score(request.actor)


def heading(result: "Result", sheet: Sheet, actor: Actor) -> dict[str, Any]:
    """Return what head, facts and caveats of a page of the result need."""
    return {
        **HERE,
        "result": result,
        "poll": result.poll,
        "sheet": sheet,
        "present": len(selectors.present_scrutineers(result)),
        "valid": sheet.total("valid"),
        "shown_valid": sum(g.valid for g in sheet.groups if g.is_shown),
        "invalid": sheet.total("invalid"),
        "abstained": sheet.total("abstained"),
        "entitled": sheet.total("entitled"),
        "received": sheet.total("received"),
        "collected": sheet.total("collected"),
        "weights": " : ".join(f"{g.weight.normalize():f}" for g in sheet.groups),
        "group_names": _("、").join(group.name for group in sheet.groups),
        "hidden_names": _("、").join(group.name for group in sheet.hidden_groups),
        "silent_names": _("、").join(group.name for group in sheet.silent_groups),
        "score_range": sheet.shown_range(),
        "lead": lead_of(sheet),
        "tiers_said": tiers_said(sheet),
        "doubt": doubt_of(sheet),
        "quality": quality_of(sheet),
        "decided": comparing_said(result),
        "version": result.shown,
        "at": f"?version={result.shown.number}"
        if result.shown != result.current
        else "",
        "is_older": result.shown != result.current,
        "may_order": selectors.can_order_by_score(actor),
        "may_report": selectors.can_see_report(actor),
        "may_take_totals": selectors.can_take_totals(result, actor),
        "may_publish": selectors.can_publish(result, actor),
        "may_rank": selectors.can_set_ranking(result, actor),
        "may_choose_version": selectors.can_choose_version(actor),
        "may_correct": selectors.can_correct(actor),
    }
