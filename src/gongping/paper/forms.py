"""What is asked before paper ballots are printed."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongping.foundation.forms import PlainForm
from gongping.foundation.names import local_name
from gongping.paper.sheet import MOST_COPIES, Format

if TYPE_CHECKING:
    from gongping.polls.models import Poll


class PrintForm(PlainForm):
    """Of which group, how many, on which paper."""

    group = forms.TypedChoiceField(label=_("票种"), coerce=int)
    copies = forms.IntegerField(label=_("印几张"), min_value=1, max_value=MOST_COPIES)
    paper = forms.ChoiceField(
        label=_("纸张"), choices=Format.choices, initial=Format.A3
    )

    def __init__(self, poll: "Poll", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["group"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(g.position, local_name(g)) for g in poll.groups.all()]
