"""What is typed of how a poll is counted."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ballotbox.scheme import LARGEST
from gongping.foundation.forms import PlainForm
from gongping.foundation.names import local_name
from gongping.polls.counting import (
    HIGHEST,
    METHODS,
    SCALES,
    BandPlan,
    CountingPlan,
    NumberQuotaPlan,
    PoolPlan,
    QuotaPlan,
    problems_of_counting,
)
from gongping.polls.forms import rows_of, typed_rows
from gongping.polls.presets import preset_descriptions

if TYPE_CHECKING:
    from gongping.polls.rules import PollPlan

MOST_ROWS: Final = 10
USUAL_BANDS: Final = 6
PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*[%％]?")
FRACTION: Final = re.compile(r"(\d{1,5})\s*[/／]\s*(\d{1,5})")
# Where a sentence about all rows of a list is said: at this field of the first row.
PLACES: Final = {
    "bands": "at_least",
    "quotas": "first",
    "number_quotas": "low",
    "pools": "name",
}


class ShareField(forms.Field):
    """A share, as a percentage such as 80 or a fraction such as 2/3."""

    def to_python(self, value: Any) -> Fraction | None:
        """Return the share that was typed, exactly."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        if found := FRACTION.fullmatch(text):
            parts, of = int(found[1]), int(found[2])
        elif found := PERCENT.fullmatch(text):
            parts, of = int(Fraction(found[1]) * 100), LARGEST
        else:
            parts, of = 1, 0
        if not 0 <= parts <= of <= LARGEST or of == 0:
            raise forms.ValidationError(
                gettext("请写 0 到 100 的百分数，如 80，或写分数，如 2/3。")
            )
        return Fraction(parts, of)

    def prepare_value(self, value: Any) -> Any:
        """Return a share as it is typed."""
        if not isinstance(value, Fraction):
            return value
        percent = value * 100
        return str(percent if percent.denominator == 1 else value)


class PresetForm(forms.Form):
    """The preset that a plan is to begin with anew."""

    preset = forms.ChoiceField(
        label=_("预设"), widget=forms.RadioSelect, choices=preset_descriptions
    )


class CountingForm(PlainForm):
    """How grades become scores, and when a ballot counts."""

    quorum = ShareField(
        label=_("法定收回比例"),
        help_text=_(
            "百分数（80）或分数（2/3）。收回不到这个比例，测评不生效，要重测。"
        ),
    )
    scale = forms.ChoiceField(
        label=_("怎么评"),
        choices=list(SCALES.items()),
        widget=forms.RadioSelect,
    )
    lowest = forms.IntegerField(
        label=_("最低分"), min_value=0, max_value=HIGHEST, required=False
    )
    highest = forms.IntegerField(
        label=_("最高分"),
        min_value=0,
        max_value=HIGHEST,
        required=False,
        help_text=_("整数，如 0 到 100。这个范围以外的填不进去；纸质票上按填错算。"),
    )
    method = forms.ChoiceField(
        label=_("每个单位怎么得分"),
        choices=list(METHODS.items()),
        widget=forms.RadioSelect,
    )
    trim_each = forms.IntegerField(
        label=_("两头各去掉几个"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("去掉最高的几个和最低的几个，防止个别人抬高或压低。"),
    )
    trim_above = forms.IntegerField(
        label=_("打分的多于几人才去"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=_("人少时不去，照常平均。写 5，就是 6 人起去掉。"),
    )
    best = forms.IntegerField(
        label=_("从高往下几个等次算优秀票"),
        min_value=1,
        max_value=MOST_ROWS,
        required=False,
        help_text=_("得票率就是优秀票除以有效票，“不了解”不算。"),
    )
    low_steps = forms.IntegerField(
        label=_("从低往上几个等次算低票"),
        min_value=0,
        max_value=MOST_ROWS,
        required=False,
        help_text=_("低票到了比例，不看优秀票，直接给下面的分。不用就写 0。"),
    )
    low_share = ShareField(label=_("低票达到"), required=False)
    low_points = forms.DecimalField(
        label=_("低票达到时给的分"), max_digits=6, decimal_places=2, required=False
    )
    worth = forms.DecimalField(
        label=_("折算满分"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
        help_text=_("测评只占总分一部分时，写它占多少分，如 40。不折算就写 0。"),
    )
    is_by_row = forms.BooleanField(
        label=_("一行填错只作废这一行，不作废整张票"),
        required=False,
        help_text=_("纸质票上一行选了两个的，按“不了解”计，其余各行有效。"),
    )
    is_best_invalid = forms.BooleanField(
        label=_("整张票每一格都给最高的作废"),
        required=False,
        help_text=_("等级就是全给最高等次，打分就是全给满分。别的相同不管。"),
    )
    most_unsure = forms.IntegerField(
        label=_("最多几格“不了解”"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=_("超过就算没有填完，整张作废。不填就是不限。"),
    )


class BandRow(PlainForm):
    """One band of the rate of best grades."""

    at_least = ShareField(label=_("优秀得票率从"))
    points = forms.DecimalField(label=_("得分"), max_digits=6, decimal_places=2)


class QuotaRow(PlainForm):
    """How many of some grades a ballot must and may have."""

    first = forms.IntegerField(label=_("从第几个等次"), min_value=1)
    last = forms.IntegerField(label=_("到第几个等次"), min_value=1)
    least = forms.IntegerField(label=_("至少几个单位"), min_value=0, required=False)
    most = forms.IntegerField(
        label=_("最多几个单位"), min_value=0, max_value=LARGEST, required=False
    )


class NumberQuotaRow(PlainForm):
    """How many of some numbers a ballot must and may have."""

    low = forms.IntegerField(label=_("从几分"), min_value=0, max_value=HIGHEST)
    high = forms.IntegerField(label=_("到几分"), min_value=0, max_value=HIGHEST)
    least = forms.IntegerField(label=_("至少几个单位"), min_value=0, required=False)
    most = forms.IntegerField(
        label=_("最多几个单位"), min_value=0, max_value=LARGEST, required=False
    )


class PoolRow(PlainForm):
    """Groups that are joined before they count in the whole."""

    name = forms.CharField(label=_("合并组"), max_length=40)
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False)
    weight = forms.DecimalField(
        label=_("权重"), max_digits=6, decimal_places=2, min_value=0
    )
    parent = forms.IntegerField(
        label=_("归入第几个合并组"), min_value=0, required=False
    )
    rules = forms.MultipleChoiceField(
        label=_("包括的票种"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, groups: Sequence[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        field: Any = self.fields["rules"]
        field.choices = groups


class CountingForms:
    """The form of counting with its lists of rows, filled, checked, read together."""

    def __init__(self, plan: "PollPlan", data: QueryDict | None = None) -> None:
        self._plan = plan
        initial = asdict(plan.counting)
        initial["quorum"] = plan.counting.quorum or Fraction(plan.quorum_percent, 100)
        groups = [(group.rule, local_name(group)) for group in plan.groups]
        self.main = CountingForm(data, initial=initial)
        self.bands = rows_of(
            BandRow, "bands", initial["bands"], data, least=USUAL_BANDS
        )
        self.quotas = rows_of(QuotaRow, "quotas", initial["quotas"], data)
        self.number_quotas = rows_of(
            NumberQuotaRow, "number_quotas", initial["number_quotas"], data
        )
        self.pools = rows_of(PoolRow, "pools", initial["pools"], data, groups=groups)

    @property
    def rows(self) -> list[forms.BaseForm]:
        """Return every row of the four lists."""
        return [*self.bands, *self.quotas, *self.number_quotas, *self.pools]

    @property
    def quorum(self) -> Fraction:
        """Return the quorum that was typed."""
        return Fraction(self.main.cleaned_data["quorum"])

    def is_valid(self) -> bool:
        """Tell whether all can be read and counted by; say at its field what cannot."""
        quotas = self.quotas, self.number_quotas
        parts = (self.main, self.bands, *quotas, self.pools)
        # Every part is asked, so that every mistake is shown at once.
        if [part.is_valid() for part in parts] != [True] * len(parts):
            return False
        plan = self._plan
        problems = problems_of_counting(
            self.counting(),
            len(plan.grades),  # of the scale of numbers none is asked for
            frozenset(group.rule for group in plan.groups),
        )
        if self.quorum == 0:
            problems.append(("quorum", gettext("法定比例要大于 0。")))
        for name, sentence in problems:
            self._say(name, sentence)
        return not problems

    def counting(self) -> CountingPlan:
        """Return what was typed, as a plan."""
        usual = asdict(CountingPlan())
        typed = {
            name: usual[name] if value is None else value
            for name, value in self.main.cleaned_data.items()
        }
        typed.pop("quorum")
        return CountingPlan(
            **typed,
            bands=tuple(BandPlan(**row) for row in typed_rows(self.bands)),
            quotas=tuple(
                QuotaPlan(**row | {"least": row["least"] or 0})
                for row in typed_rows(self.quotas)
            ),
            number_quotas=tuple(
                NumberQuotaPlan(**row | {"least": row["least"] or 0})
                for row in typed_rows(self.number_quotas)
            ),
            pools=tuple(
                PoolPlan(
                    **row | {"rules": tuple(row["rules"]), "parent": row["parent"] or 0}
                )
                for row in typed_rows(self.pools)
            ),
        )

    def _say(self, name: str, sentence: str) -> None:
        if name in PLACES:
            getattr(self, name).forms[0].add_error(PLACES[name], sentence)
        else:
            self.main.add_error(name, sentence)
