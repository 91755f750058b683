"""What of the record is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongping.audit.selectors import LogFilter
from gongping.audit.tags import Tag
from gongping.audit.wording import ROOM_WORDS, sentence_without_names


class LogForm(forms.Form):
    """The filter above the record; the address keeps it."""

    tag = forms.ChoiceField(label=gettext_lazy("什么事"), required=False)
    name = forms.CharField(label=gettext_lazy("谁"), required=False, max_length=80)
    since = forms.DateField(label=gettext_lazy("从"), required=False)
    until = forms.DateField(label=gettext_lazy("到"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = _choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("“到”在“从”之前。请把两个日期对调。"))
        return cleaned

    def wanted(self) -> LogFilter:
        """Return the filter; whatever cannot be read leaves everything in."""
        if not self.is_valid():
            return LogFilter()
        chosen = self.cleaned_data["tag"]
        return LogFilter(
            room="" if ":" in chosen else chosen,
            tag=chosen if ":" in chosen else "",
            name=self.cleaned_data["name"].strip(),
            since=self.cleaned_data["since"],
            until=self.cleaned_data["until"],
        )


def _choices() -> list[tuple[str, Any]]:
    groups = [
        (
            str(word),
            [(room, _("%(room)s：全部") % {"room": word})]
            + [(tag.value, sentence_without_names(tag)) for tag in _tags_of(room)],
        )
        for room, word in ROOM_WORDS.items()
        if _tags_of(room)
    ]
    return [("", _("全部")), *groups]


def _tags_of(room: str) -> list[Tag]:
    return [tag for tag in Tag if tag.value.startswith(f"{room}:")]
