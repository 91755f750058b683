"""The one form of the workbench: the box at the foot of every page."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from gongping.foundation.forms import PlainForm
from gongping.workbench.services import LONGEST

HOME = "workbench:home"


class FeedbackForm(PlainForm):
    """A remark, and the page of this site that it is about."""

    path = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("哪里不好用"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写一句就行。内容、所在页面和您的姓名会送到秘书处和系统管理员。"),
        error_messages={"required": _("没有写内容。写一句话再交。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser that cuts what is pasted loses it; the sentence says it instead.
        self.fields["text"].widget.attrs.pop("maxlength", None)

    def clean_path(self) -> str:
        """Return the page of this site to go back to."""
        path: str = self.cleaned_data["path"]
        is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
        return path if is_ours else reverse(HOME)
