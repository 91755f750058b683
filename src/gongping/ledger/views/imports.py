"""Importing the ledger's workbook: upload, preview by row, agree, take back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongping.foundation import format
from gongping.foundation.actors import Role
from gongping.foundation.audience import audience
from gongping.foundation.errors import DomainError, Invalid
from gongping.foundation.paging import page_of
from gongping.ledger import selectors, services
from gongping.ledger.forms import UploadForm
from gongping.ledger.states import ImportState
from gongping.ledger.views import import_lines
from gongping.ledger.views.export import as_file
from gongping.ledger.views.forms_page import files_of, page, posted

LONGEST_REASON = 200


@audience(Role.SECRETARIAT)
def home(request: HttpRequest) -> HttpResponse:
    """Show where a workbook is handed in, or read the one handed in."""
    form = UploadForm(posted(request), files_of(request))
    if form.is_valid():
        try:
            batch = services.stage_import(form.cleaned_data["file"], by=request.actor)
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            return redirect("ledger:import_preview", batch.pk)
    context = {
        "rail_current": "ledger",
        "batches": selectors.list_imports(),
        "file_rules": _("只收 .xlsx，不超过 %(size)s。") % {"size": _limit()},
    }
    return page(request, "ledger/import_home.html", form, context)


@audience(Role.SECRETARIAT)
def template(request: HttpRequest) -> HttpResponse:
    """Hand out an empty workbook with the right columns."""
    return as_file(services.import_template(), _("台账空表.xlsx"))


@audience(Role.SECRETARIAT)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the workbook would change, row by row, before it does."""
    batch = selectors.get_import(pk)
    return render(request, "ledger/import_preview.html", _shown(request, batch))


@audience(Role.SECRETARIAT)
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the preview showed."""
    is_publishing = request.POST.get("publish") == "yes"
    reason = request.POST.get("reason", "")[:LONGEST_REASON]
    try:
        services.apply_import(
            pk, is_publishing=is_publishing, reason=reason, by=request.actor
        )
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("已写入台账。要收回可以撤销这次导入。"))
    return redirect("ledger:import_preview", pk)


@audience(Role.SECRETARIAT)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the import back, after asking once."""
    if request.method != "POST":
        batch = selectors.get_import(pk)
        context = {
            "rail_current": "ledger",
            "title": _("撤销“%(name)s”的导入？") % {"name": batch.file_name},
            "body": _("这次新增的会去掉，改过的会恢复原样。之后要用，得重新上传。"),
            "action": reverse("ledger:import_undo", args=[pk]),
            "label": _("撤销这次导入"),
            "back_url": reverse("ledger:import_preview", args=[pk]),
        }
        return render(request, "shell/confirm.html", context)
    services.undo_import(pk, by=request.actor)
    messages.success(request, _("已撤销，台账回到导入之前。"))
    return redirect("ledger:import_preview", pk)


@audience(Role.SECRETARIAT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop the workbook without writing anything."""
    services.discard_import(pk, by=request.actor)
    messages.success(request, _("已放弃，台账没有变。"))
    return redirect("ledger:import_home")


def _shown(request: HttpRequest, batch: Any) -> dict[str, Any]:
    fate = request.GET.get("fate", "")
    lines = selectors.import_lines(batch, fate)
    page = page_of(request, lines)
    is_staged = batch.state == ImportState.STAGED
    problems = selectors.import_problems(batch) if is_staged else []
    return {
        "rail_current": "ledger",
        "batch": batch,
        "page": page,
        "rows": [import_lines.shown_line(line) for line in page],
        "tabs": import_lines.tabs_of(batch, fate) if batch.plan.get("lines") else [],
        "heading": import_lines.heading_of(batch),
        "sentence": import_lines.sentence_of(batch),
        "drafts": import_lines.drafts_of(batch),
        "problems": import_lines.shown_problems(problems),
        "problem_count": selectors.count_problems(batch),
        "is_staged": is_staged,
        "needs_reason": is_staged and selectors.needs_reason(batch),
        "why_not": import_lines.why_not(batch) if is_staged else "",
        "may_undo": selectors.is_last_import(batch),
    }


def _limit() -> str:
    limit: Any = settings.MAX_UPLOAD_BYTES
    return format.filesize(limit)
