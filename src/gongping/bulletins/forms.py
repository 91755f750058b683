"""What the secretariat types of a document, and why one is returned."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongping.bulletins.models import Bulletin
from gongping.bulletins.services import LONGEST_REASON, Words
from gongping.foundation.forms import PlainForm

LONGEST_TEXT = 200_000


class BulletinForm(PlainForm):
    """The document as it is corrected: its text, and what stands round it."""

    title = forms.CharField(
        label=_("标题"),
        max_length=100,
        help_text=_("一行排不下时，在空格处分行。"),
    )
    text = forms.CharField(
        label=_("正文"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(
            attrs={"rows": 28, "class": "bulletin-text", "lang": "zh-Hans"}
        ),
        help_text=_(
            "照印出来的样子写，一行一段：一、是一级标题，（一）是二级标题，"
            "1. 和（1）是正文；用｜隔开的是表格，两格一行的左格是栏名。"
        ),
    )
    dated_on = forms.DateField(label=_("成文日期"))
    number = forms.CharField(
        label=_("文号"),
        max_length=40,
        required=False,
        help_text=_("如：示资办〔2026〕8号。"),
    )
    copies = forms.CharField(label=_("抄送"), max_length=200, required=False)
    printed_by = forms.CharField(label=_("印发机关"), max_length=60, required=False)

    @property
    def words(self) -> Words:
        """Return what was typed."""
        return Words(**self.cleaned_data)


class ReturnForm(PlainForm):
    """Why a document goes back."""

    reason = forms.CharField(
        label=_("退回原因"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def form_of(bulletin: Bulletin) -> BulletinForm:
    """Return the form with the document as it is kept."""
    names = BulletinForm.base_fields
    return BulletinForm(initial={name: getattr(bulletin, name) for name in names})
