"""The rows of the path in a form: shown, added to without script, and read back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest

from gongping.ledger.forms import ROWS_AT_FIRST, ROWS_AT_MOST, PathFormSet, PathRows

PREFIX = "path"
Line = dict[str, str]


def rows_for(request: HttpRequest, nodes: Iterable[Any] = ()) -> PathRows:
    """Return the rows as sent, one more if asked for, or those of `nodes`."""
    if request.method == "POST":
        return PathFormSet(_sent(request), prefix=PREFIX)
    known = [{"title": node.title, "due_on": node.due_on} for node in nodes]
    blank: list[dict[str, Any]] = [{} for _n in range(ROWS_AT_FIRST - len(known))]
    rows: PathRows = PathFormSet(initial=known, prefix=PREFIX)
    rows.extra = max(len(blank), 1)
    return rows


def wants_more(request: HttpRequest) -> bool:
    """Tell whether another row is asked for, and not yet to save."""
    return request.POST.get("do") == "more"


def lines_to_mend(form: forms.Form, rows: PathRows | None = None) -> list[Line]:
    """Return every problem of the form and its path, each with its place."""
    lines = [
        {"id": str(form[name].auto_id) if name in form.fields else "", "text": text}
        for name, texts in form.errors.items()
        for text in texts
    ]
    if rows is not None and rows.refusal:
        lines.append({"id": "milestones", "text": rows.refusal})
    for row in rows.forms if rows is not None and rows.is_bound else []:
        lines += [
            {"id": str(row[name].auto_id), "text": text}
            for name, texts in row.errors.items()
            if name in row.fields
            for text in texts
        ]
    return lines


def _sent(request: HttpRequest) -> Any:
    if not wants_more(request):
        return request.POST
    sent = request.POST.copy()
    key = f"{PREFIX}-TOTAL_FORMS"
    total = int(sent.get(key) or 0) if (sent.get(key) or "0").isdigit() else 0
    sent[key] = str(min(total + 1, ROWS_AT_MOST))
    return sent
