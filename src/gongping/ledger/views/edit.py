"""Registering an item and changing it: what, who, by when, along which path."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongping.foundation import clock
from gongping.foundation.actors import Actor, Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.ledger import policies, selectors, services
from gongping.ledger.exceptions import NotPublishable
from gongping.ledger.forms import ItemForm, PathRows
from gongping.ledger.states import ItemState, Track
from gongping.ledger.views import choices, path_rows
from gongping.ledger.views.forms_page import UNUSABLE, blame, posted, version_of
from gongping.ledger.views.readers import FILERS
from gongping.ledger.views.shown import shown

if TYPE_CHECKING:
    from gongping.ledger.models import LedgerItem


@audience(Role.SECRETARIAT, Role.UNIT)
def new(request: HttpRequest) -> HttpResponse:
    """Show an empty form, keep a draft, or register the item."""
    policies.check_can_create(request.actor)
    form, rows = _form(request, None), path_rows.rows_for(request)
    if _is_ready(request, form, rows):
        item = _saved(request, None, form, rows)
        if item is not None:
            return redirect("ledger:item", item.number)
    context = {"heading": _("立项"), "save_label": _("存为草稿"), "item": None}
    return _page(request, form, rows, context)


@audience(FILERS)
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form as it stands, or change the item."""
    item = selectors.get_item(number, request.actor)
    policies.check_can_edit(item, request.actor)
    form = _form(request, item)
    rows = path_rows.rows_for(request, item.milestones.all())
    if _is_ready(request, form, rows):
        saved = _saved(request, item, form, rows)
        if saved is not None:
            return redirect("ledger:item", saved.number)
    context = {"heading": _("改内容和路径"), "save_label": _("存下"), "item": item}
    return _page(request, form, rows, context)


def _form(request: HttpRequest, item: "LedgerItem | None") -> ItemForm:
    actor, offered = request.actor, choices.units()
    is_secretariat = actor.is_any(Role.SECRETARIAT)
    own = [(pk, name) for pk, name in offered if is_secretariat or actor.files_for(pk)]
    year = item.year if item else clock.today().year
    return ItemForm(
        posted(request),
        initial=_as_it_stands(item) if item else _to_begin_with(own),
        units=own,
        others=offered,
        people=choices.people_by_unit(own),
        focuses=choices.focuses(year),
        is_reasoned=item is not None and policies.needs_reason(item),
    )


def _to_begin_with(own: list[tuple[int, str]]) -> dict[str, Any]:
    unit = own[0][0] if len(own) == 1 else None
    return {"track": Track.BUSINESS, "lead_unit": unit}


def _as_it_stands(item: "LedgerItem") -> dict[str, Any]:
    return {
        "title": item.title,
        "track": item.track,
        "year_focus": item.year_focus_id,
        "lead_unit": item.lead_unit_id,
        "responsible_person": item.responsible_person_id,
        "supporting_units": [one.unit_id for one in item.supporting.all()],
        "started_on": item.started_on,
        "due_on": item.due_on,
        "goal": item.goal,
        "measures": item.measures,
        "party_link": item.party_link,
    }


def _is_ready(request: HttpRequest, form: ItemForm, rows: PathRows) -> bool:
    if request.method != "POST" or path_rows.wants_more(request):
        return False
    return form.is_valid() & rows.is_valid()


def _saved(
    request: HttpRequest, item: "LedgerItem | None", form: ItemForm, rows: PathRows
) -> "LedgerItem | None":
    is_publishing = request.POST.get("do") == "publish"
    try:
        saved = services.save_item(
            item,
            **form.cleaned_data,
            milestones=rows.milestones(),
            is_publishing=is_publishing,
            version=version_of(request),
            by=request.actor,
        )
    except NotPublishable as error:
        _blame_missing(form, rows, error)
        return None
    except DomainError as error:
        _blame(form, rows, error)
        return None
    messages.success(request, _kept(saved, is_publishing=is_publishing))
    return saved


def _kept(item: "LedgerItem", *, is_publishing: bool) -> str:
    if not is_publishing:
        return _("已存下。")
    if item.state == ItemState.PROPOSED:
        return _("已交秘书处确认。确认前可以再改。")
    return _("已发布，单位按路径办理。")


def _blame_missing(form: ItemForm, rows: PathRows, error: NotPublishable) -> None:
    """Every missing field says so itself, and the summary leads to each."""
    for name in error.missing:
        if name == "milestones":
            rows.refusal = _("至少要有一个节点，写明做到什么、到哪一天。")
        else:
            wanted = _("发布前要定%(label)s。")
            form.add_error(name, wanted % {"label": form.fields[name].label})


def _blame(form: ItemForm, rows: PathRows, error: DomainError) -> None:
    if isinstance(error, Invalid) and error.field == "milestones":
        rows.refusal = error.message
    else:
        blame(form, error)


def _publish_label(item: "LedgerItem | None", actor: Actor) -> str:
    """Say what saving and handing on means for this person; nothing if published."""
    if item is not None and policies.needs_reason(item):
        return ""
    if actor.is_any(Role.SECRETARIAT):
        return _("存下并发布")
    return _("存下并交秘书处确认")


def _page(
    request: HttpRequest, form: ItemForm, rows: PathRows, context: dict[str, Any]
) -> HttpResponse:
    item = context["item"]
    is_asking = request.method == "POST" and not path_rows.wants_more(request)
    number = item.number if item else "new"
    full = {
        "rail_current": "ledger",
        "form": form,
        "path": rows,
        "path_error": rows.refusal,
        "publish_label": _publish_label(item, request.actor),
        "lines": path_rows.lines_to_mend(form, rows) if is_asking else [],
        "shown": shown(item) if item else None,
        "version": item.version if item else "",
        "draft_key": f"ledger-item-{number}",
        "back_url": reverse("ledger:item", args=[item.number])
        if item
        else reverse("ledger:table"),
        **context,
    }
    status = UNUSABLE if is_asking else 200
    return render(request, "ledger/edit.html", full, status=status)
