"""From a workbook: template, preview, confirmation, and taking it back."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.documents.excel import XLSX, Fate
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError
from gongping.foundation.paging import page_of
from gongping.organisation import selectors, services
from gongping.organisation.forms import UploadForm
from gongping.organisation.selectors import ImportPreview
from gongping.organisation.views.answers import KEEPERS, page

SHOWN_PROBLEMS = 200


@audience(KEEPERS)
def home(request: HttpRequest) -> HttpResponse:
    """Take a workbook, and list those taken before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.attempt(
        lambda: services.stage_import(
            form.cleaned_data["file"],
            by=request.actor,
            effective_on=form.cleaned_data["effective_on"],
        )
    ):
        return redirect("organisation:import_preview", form.done.pk)
    context = {"form": form, "imports": selectors.list_imports()}
    return page(request, "organisation/import_home.html", context, "import")


@audience(KEEPERS)
def template(request: HttpRequest) -> HttpResponse:
    """Hand out an empty workbook with headers, drop-downs and notes."""
    name = quote(_("组织导入模板") + ".xlsx")
    return HttpResponse(
        selectors.workbook_template(),
        content_type=XLSX,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@audience(KEEPERS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the workbook would do, line by line."""
    found = selectors.get_import(pk)
    fate = _fate(request, found)
    context = {
        "found": found,
        "batch": found.batch,
        "problems": found.problems[:SHOWN_PROBLEMS],
        "more_problems": max(found.problem_count - SHOWN_PROBLEMS, 0),
        "tabs": [(each.value, found.total(each)) for each in Fate],
        "fate": fate.value,
        "lines": page_of(request, found.lines_of(fate)),
    }
    return page(request, "organisation/import_preview.html", context, "import")


def _fate(request: HttpRequest, found: ImportPreview) -> Fate:
    asked = request.GET.get("show", "")
    if asked in set(Fate):
        return Fate(asked)
    return next((x for x in (Fate.CHANGED, Fate.NEW) if found.total(x)), Fate.UNCHANGED)


@audience(KEEPERS)
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was agreed to, if it is still the same."""
    seen = request.POST.get("seen", "")
    try:
        batch = services.apply_import(pk, by=request.actor, seen=seen)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        done = _("已导入“%(name)s”。发现不对，可以撤销。")
        messages.success(request, done % {"name": batch.file_name})
    return redirect("organisation:import_preview", pk)


@audience(KEEPERS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the last import back, after asking once."""
    back = reverse("organisation:import_preview", args=[pk])
    if request.method != "POST":
        found = selectors.get_import(pk)
        context = {
            "rail_current": "organisation",
            "title": _("撤销“%(name)s”的导入？") % {"name": found.batch.file_name},
            "body": _("这次新增的会去掉，改过的会恢复原样。之后要用，得重新上传。"),
            "action": reverse("organisation:import_undo", args=[pk]),
            "label": _("撤销导入"),
            "back_url": back,
        }
        return render(request, "shell/confirm.html", context)
    try:
        services.undo_import(pk, by=request.actor)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("已撤销，组织恢复到导入之前。"))
    return redirect(back)


@audience(KEEPERS)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a staged workbook aside."""
    batch = services.discard_import(pk, by=request.actor)
    done = _("已放弃“%(name)s”，什么都没有写。")
    messages.success(request, done % {"name": batch.file_name})
    return redirect("organisation:import_home")
