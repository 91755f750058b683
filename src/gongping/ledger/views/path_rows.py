"""The rows of the path in a form: shown, added to without script, and read back."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongping.ledger.forms import ROWS_AT_FIRST, ROWS_AT_MOST, PathFormSet, PathRows

PREFIX = "path"
Line = dict[str, str]


def rows_for(request: HttpRequest, nodes: Iterable[Any] = ()) -> PathRows:
    """Return the rows as sent, one more if asked for, or those of `nodes`."""
    if request.method == "POST":
        return cast("PathRows", PathFormSet(_sent(request), prefix=PREFIX))
    known = [{"title": node.title, "due_on": node.due_on} for node in nodes]
    rows = cast("PathRows", PathFormSet(initial=known, prefix=PREFIX))
    rows.extra = max(ROWS_AT_FIRST - len(known), 1)
    return rows


def wants_more(request: HttpRequest) -> bool:
    """Tell whether another row is asked for, and not yet to save."""
    return request.POST.get("do") == "more"


def lines_to_mend(form: forms.Form, rows: PathRows | None = None) -> list[Line]:
    """Return every problem of the form and its path, each with its place."""
    lines = _lines(form)
    if rows is None or not rows.is_bound:
        return lines
    if rows.refusal:
        lines.append({"id": "milestones", "text": rows.refusal})
    return lines + [line for row in rows.forms for line in _lines(row)]


def _lines(form: forms.Form) -> list[Line]:
    return [
        {"id": _place(form, name), "text": _said(form, name, str(text))}
        for name, texts in form.errors.items()
        for text in texts
    ]


def _place(form: forms.Form, name: str) -> str:
    return str(form[name].auto_id) if name in form.fields else ""


def _said(form: forms.Form, name: str, text: str) -> str:
    label = str(form.fields[name].label) if name in form.fields else ""
    if not label or label in text:
        return text
    return _("%(label)s：%(text)s") % {"label": label, "text": text}


def _sent(request: HttpRequest) -> Any:
    if not wants_more(request):
        return request.POST
    sent = request.POST.copy()
    key = f"{PREFIX}-TOTAL_FORMS"
    total = int(sent.get(key) or 0) if (sent.get(key) or "0").isdigit() else 0
    sent[key] = str(min(total + 1, ROWS_AT_MOST))
    return sent
