"""Forms whose refusals say what to do, in the words of the field concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from gongping.foundation.plain import check_plain


class PlainForm(forms.Form):
    """A form that says what to do, in the words of the field concerned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            own = _own_sentences(field)
            field.error_messages = {**field.error_messages, **_sentences(field), **own}
            if isinstance(field, forms.CharField) and field.strip:
                field.validators = [*field.validators, check_plain]


def _own_sentences(field: forms.Field) -> dict[str, Any]:
    """Return what the form itself says of the field, without what Django says."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    return {
        code: said
        for code, said in field.error_messages.items()
        if said is not usual.get(code)
    }


def _sentences(field: forms.Field) -> dict[str, str]:
    if isinstance(field, forms.FileField):
        return _sentences_on_files(field)
    is_chosen = isinstance(field, forms.ChoiceField)
    wanted = _("请选%(label)s。") if is_chosen else _("请填%(label)s。")
    sentences = {"required": wanted % {"label": field.label or ""}}
    for kind, (code, sentence) in _sentences_by_kind().items():
        if isinstance(field, kind):
            sentences[code] = sentence
    return sentences


def _sentences_on_files(field: forms.Field) -> dict[str, str]:
    wanted = _("还没有选文件。请选%(label)s再交。")
    unread = _("没有收到文件。请重新选择再交。")
    return {
        "required": wanted % {"label": field.label or ""},
        "invalid": unread,
        "missing": unread,
        "empty": _("这是空文件，没有传。请重新选择。"),
        "max_length": _("文件名太长。请改短再传。"),
    }


def _sentences_by_kind() -> dict[type[forms.Field], tuple[str, str]]:
    return {
        forms.DateField: ("invalid", _("没有这一天，或写法不对。请写成 2026-06-30。")),
        forms.TimeField: (
            "invalid",
            _("没有这个时刻。请用 24 小时制，写成 09:00。"),
        ),
        forms.IntegerField: ("invalid", _("请填整数。")),
        forms.ChoiceField: ("invalid_choice", _("没有这个选项。请从列表里选。")),
        forms.CharField: ("max_length", _("最多 %(limit_value)d 字，请删短。")),
    }
