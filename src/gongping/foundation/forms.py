"""Forms whose refusals say what to do, in the words of the field concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class PlainForm(forms.Form):
    """A form that says what to do, in the words of the field concerned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            own = field.error_messages if isinstance(field, forms.FileField) else {}
            field.error_messages = {**field.error_messages, **_sentences(field), **own}


def _sentences(field: forms.Field) -> dict[str, str]:
    is_chosen = isinstance(field, forms.ChoiceField)
    wanted = _("请选%(label)s。") if is_chosen else _("请填%(label)s。")
    sentences = {"required": wanted % {"label": field.label or ""}}
    for kind, (code, sentence) in _sentences_by_kind().items():
        if isinstance(field, kind):
            sentences[code] = sentence
    return sentences


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
