"""What is typed into steps that span rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseSessionForm(forms.Form):
    """The leadership's requirements for all units, one a line."""

    requirements = forms.CharField(
        label=_("部领导对各单位的要求"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "一行一条，每条 200 字以内。记下后成为年度要求，各单位的任务对应到它。"
        ),
    )

    is_sure = forms.BooleanField(
        label=_("知道了，照样散会"),
        required=False,
        error_messages={
            "required": _("会上情况有不寻常的地方。看清以后勾选，再散会。")
        },
    )

    def __init__(self, *args: Any, is_odd: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["is_sure"].required = is_odd

    def lines(self) -> list[str]:
        """Return the requirements; the form must be valid."""
        text: str = self.cleaned_data["requirements"]
        return [line.strip() for line in text.splitlines() if line.strip()]
