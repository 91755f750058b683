"""What is typed into steps that span rooms."""

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

    def lines(self) -> list[str]:
        """Return the requirements; the form must be valid."""
        text: str = self.cleaned_data["requirements"]
        return [line.strip() for line in text.splitlines() if line.strip()]
