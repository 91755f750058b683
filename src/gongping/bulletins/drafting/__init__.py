"""Drafting documents from what happened: words are ours, figures are the records'.

Documents are in Chinese whoever drafts them: they belong to the organisation, and go
out in its language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation

from gongping.bulletins.drafting import (
    activity_report,
    comment_records,
    minutes,
    requirements,
)
from gongping.bulletins.drafting.facts import Facts
from gongping.bulletins.drafting.pieces import Piece, Sheet
from gongping.bulletins.states import Kind
from gongping.foundation.actors import Actor

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewRound

_WRITERS: Final[dict[Kind, tuple[Callable[[Facts], str], Callable[[Facts], Sheet]]]] = {
    Kind.MINUTES: (minutes.title_of, minutes.draft),
    Kind.COMMENT_RECORDS: (comment_records.title_of, comment_records.draft),
    Kind.REQUIREMENTS: (requirements.title_of, requirements.draft),
    Kind.ACTIVITY_REPORT: (activity_report.title_of, activity_report.draft),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as the records give it now."""

    title: str
    printed_by: str
    lines: list[list[Piece]]


def draft_of(kind: str, round_: "ReviewRound", by: Actor) -> Draft:
    """Return the document drafted anew; nothing is stored. At most 18 queries."""
    facts = Facts(round_, by)
    title_of, draft = _WRITERS[Kind(kind)]
    with translation.override(settings.LANGUAGE_CODE):
        return Draft(title_of(facts), facts.office, draft(facts).lines)
