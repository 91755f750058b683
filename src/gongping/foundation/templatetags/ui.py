"""The components of the design specification as template tags and filters."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from gongping.foundation import clock, shapes
from gongping.foundation import format as formats
from gongping.foundation.names import local_name

register = template.Library()

for written in (
    formats.day,
    formats.day_year,
    formats.near_day,
    formats.weekday,
    formats.clock_time,
    formats.day_time,
    formats.month,
    formats.relative_days,
    formats.filesize,
    formats.percent1,
    formats.duration,
):
    register.filter(written.__name__, written)
register.filter("named", local_name)

LIGHT_WORDS: Final = {
    "ok": _("正常"),
    "soon": _("临期"),
    "late": _("逾期"),
    "done": _("办结"),
    "idle": _("未启动"),
    "waiting": _("待审核"),
    "draft": _("草稿"),
}
MESSAGE_SHAPES: Final = {"success": "ok", "error": "late"}


@register.inclusion_tag("components/light.html")
def light(
    state: str, reason: str = "", *, word: str = "", aloud: bool = False
) -> Mapping[str, Any]:
    """Show a state as shape, word and colour; `aloud` writes the reason out."""
    key = str(state)
    return {
        "state": key,
        "word": word or LIGHT_WORDS[key],
        "reason": reason,
        "aloud": aloud and reason,
    }


@register.simple_tag
def icon(name: str) -> SafeString:
    """Show one silent shape of `foundation.shapes`."""
    return shapes.shape(name)


@register.simple_tag
def gap() -> str:
    """Keep two sentences apart where the language wants a space between them."""
    return formats.gap()


@register.simple_tag
def print_time() -> str:
    """Say when this page was made, for the running foot of a print."""
    return formats.day_year(clock.today()) + " " + formats.clock_time(clock.now())


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "") -> Mapping[str, Any]:
    """Show one form field: label, help, control, and what to mend."""
    kind = _kind(bound)
    if isinstance(bound.field, forms.DateField) and kind == "text":
        bound.field.widget.input_type = "date"
        bound.field.widget.format = "%Y-%m-%d"
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "control": bound.as_widget(attrs=_attributes(bound, kind)),
        "errors": [str(error) for error in bound.errors],
        "is_lost": bound.form.is_bound and bound.html_name in bound.form.files,
    }


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "hidden" if bound.is_hidden else "text"


def _attributes(bound: BoundField, kind: str) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {"class": "control"} if kind == "text" else {}
    own_class = bound.field.widget.attrs.get("class")
    if own_class and kind == "text":
        attributes["class"] = f"control {own_class}"
    notes = [
        f"{bound.auto_id}-help" if bound.help_text else "",
        f"{bound.auto_id}-error" if bound.errors else "",
    ]
    if described := " ".join(filter(None, notes)):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return attributes


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm, rows: Iterable[BaseForm] = ()) -> Mapping[str, Any]:
    """List what is to be mended in form and rows, each line leading to its field."""
    forms = (form, *rows)
    lines = [
        {"id": each[name].auto_id, "label": each[name].label, "text": text}
        for each in forms
        for name, texts in each.errors.items()
        if name in each.fields
        for text in texts
    ]
    general = [{"text": text} for each in forms for text in each.non_field_errors()]
    return {"lines": general + lines, "kept": _what_is_kept(form)}


def _what_is_kept(form: BaseForm) -> str:
    """Say what of the typed is still there; a browser does not keep files."""
    is_typed = any(not bound.field.widget.needs_multipart_form for bound in form)
    if not form.files:
        return str(_("已填的内容都在。")) if is_typed else ""
    again = _("选好的文件浏览器不会留着，请重新选。")
    return formats.sentences([again, _("其他已填的内容都在。") if is_typed else ""])


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> Mapping[str, Any]:
    """Say which rows are shown and lead to the others, keeping every filter."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    kept = query.urlencode()
    return {"page": page, "prefix": f"?{kept}&page=" if kept else "?page="}


@register.inclusion_tag("components/empty.html")
def empty_state(
    title: str, fact: str = "", action_url: str = "", action_label: str = ""
) -> Mapping[str, str]:
    """Say what is not there, the nearest useful fact, and one thing to do."""
    return {"title": title, "fact": fact, "url": action_url, "label": action_label}


@register.inclusion_tag("components/chain.html")
def chain(steps: Iterable[tuple[str, str, str]]) -> Mapping[str, Any]:
    """Show stages as (label, note, "passed" | "current" | "ahead")."""
    return {"steps": list(steps)}


@register.inclusion_tag("components/phases.html")
def phases(steps: Iterable[tuple[str, str, str]]) -> Mapping[str, Any]:
    """Show the phases of a meeting; the same triples as `chain`."""
    return {"steps": list(steps)}


@register.inclusion_tag("components/ticks.html")
def ticks(
    marks: Iterable[Mapping[str, Any]], label: str = "", *, linked: bool = True
) -> Mapping[str, Any]:
    """Show one tick per unit: state "filled" | "here" | "open", name, url, gap."""
    rows = list(marks)
    filled = sum(mark["state"] == "filled" for mark in rows)
    return {
        "marks": rows,
        "label": label,
        "linked": linked,
        "filled": filled,
        "total": len(rows),
    }


@register.inclusion_tag("components/grades.html")
def grades(
    name: str,
    legend: str,
    choices: Iterable[tuple[str, str]],
    value: str = "",
    unsure: str = "",
    *,
    legend_hidden: bool = False,
) -> Mapping[str, Any]:
    """Show a radio group of equal grades; `unsure` is the value of 不了解."""
    return {
        "name": name,
        "legend": legend,
        "choices": [(str(key), label) for key, label in choices],
        "value": str(value),
        "unsure": unsure,
        "legend_hidden": legend_hidden,
    }


@register.inclusion_tag("components/switch.html")
def switch(
    name: str, on: str, off: str, *, checked: bool = False, value: str = "on"
) -> Mapping[str, Any]:
    """Show a switch with two written states."""
    return {"name": name, "on": on, "off": off, "checked": checked, "value": value}


@register.inclusion_tag("components/dialog.html", takes_context=True)
def dialog(context: template.Context, key: str, **parts: Any) -> Mapping[str, Any]:
    """Ask before an act that cannot be undone.

    Parts: title (a question), body, note, action (address), label, cancel,
    seal. Opened by any link with `data-dialog="key"`; without script that link
    leads to a page made from `shell/confirm.html`.
    """
    return {
        **parts,
        "key": key,
        "csrf_token": context.get("csrf_token"),
        "hidden": parts.get("hidden", {}),
    }


@register.inclusion_tag("components/message.html")
def message_line(message: Message) -> Mapping[str, Any]:
    """Show one message with bar, shape and sentence."""
    level = message.level_tag if message.level_tag in MESSAGE_SHAPES else "warning"
    return {
        "text": message.message,
        "level": level,
        "shape": MESSAGE_SHAPES.get(level, "soon"),
    }


@register.inclusion_tag("components/notice.html")
def notice(text: str, level: str = "warning") -> Mapping[str, Any]:
    """Show a notice inside a page: "success", "warning" or "error"."""
    return {"text": text, "level": level, "shape": MESSAGE_SHAPES.get(level, "soon")}


@register.inclusion_tag("shell/_messages.html", takes_context=True)
def messages(context: template.Context) -> Mapping[str, Any]:
    """Show the pending messages here instead of under the page head."""
    return {"messages": context.get("messages")}
