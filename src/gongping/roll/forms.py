"""What the secretariat types on the roll."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongping.foundation.forms import PlainForm
from gongping.foundation.names import local_name

if TYPE_CHECKING:
    from gongping.polls.models import Poll


class LateVoterForm(PlainForm):
    """Somebody for the supplementary roll."""

    staff_no = forms.CharField(label=_("工号"), max_length=32)
    position = forms.TypedChoiceField(label=_("票种"), coerce=int)
    reason = forms.CharField(label=_("为什么补登"), max_length=120)

    def __init__(self, poll: "Poll", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(g.position, local_name(g)) for g in poll.groups.all()]
