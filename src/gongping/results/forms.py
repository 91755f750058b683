"""What is typed of a result: what the leaders decided of comparing its units."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from gongping.foundation.forms import PlainForm
from gongping.results.services import Ranking

if TYPE_CHECKING:
    from gongping.results.models import Result


class RankingForm(PlainForm):
    """The decision whether places are listed, and among whom units are compared."""

    is_ranked = forms.BooleanField(
        label=_("列出大致名次"),
        required=False,
        help_text=_("不列时只分档次。列了，列的也是大致范围。"),
    )
    is_across = forms.BooleanField(
        label=_("不分类别，全部单位放在一起比"),
        required=False,
        help_text=_("业务不同的单位，一般只在同一类别里比。"),
    )
    decided_by = forms.CharField(
        label=_("谁决定的"), max_length=60, help_text=_("例：部长办公会。")
    )
    decided_on = forms.DateField(label=_("决定日期"))
    number = forms.CharField(
        label=_("文号或纪要号"),
        max_length=60,
        help_text=_("写在结果表上，读的人可以据此去查。"),
    )

    def ranking(self) -> Ranking:
        """Return the decision that was typed."""
        return Ranking(**self.cleaned_data)


def shown_of(result: "Result") -> dict[str, bool]:
    """Return what the form shows of a result: how its units are compared now."""
    return {"is_ranked": result.is_ranked, "is_across": result.is_across}
