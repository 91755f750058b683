"""From a leader's words to tracked items: sign, convert, acknowledge."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation

from gongping.comments import services as comments
from gongping.comments.selectors import Section
from gongping.comments.states import Disposition
from gongping.foundation.actors import Actor
from gongping.foundation.errors import DomainError
from gongping.ledger import services as ledger

if TYPE_CHECKING:
    from gongping.comments.models import CommentPoint, LeaderComment
    from gongping.ledger.models import LedgerItem


@transaction.atomic
def sign_comment(
    comment_id: int, *, by: Actor, version: int | None = None
) -> "LeaderComment":
    """Sign the comment; each 转办 point becomes a draft item of the unit."""
    comment = comments.sign(comment_id, by=by, version=version)
    for point in comment.points.filter(disposition=Disposition.FOLLOW_UP):
        comments.join_to_item(point, _raise_item(comment, point, by))
    return comment


def sign_all(seen: Mapping[int, int], *, by: Actor) -> tuple[int, list[str]]:
    """Sign each comment in the version that was seen; tell what kept back the others.

    One that cannot be signed holds up none of the rest.
    """
    left = []
    for comment_id, version in seen.items():
        try:
            sign_comment(comment_id, by=by, version=version)
        except DomainError as error:
            left.append(error.message)
    return len(seen) - len(left), left


def _raise_item(
    comment: "LeaderComment", point: "CommentPoint", by: Actor
) -> "LedgerItem":
    # Kept for years, and for readers of both languages: it is not the signer's.
    with translation.override(settings.LANGUAGE_CODE):
        occasion = f"{comment.round.title} {Section(point.section).label}"
    return ledger.raise_follow_up(
        quote=point.text,
        author=comment.leader.name,
        occasion=occasion,
        unit_id=comment.unit_id,
        track=point.track,
        due_on=point.due_on,
        source_key=f"comment-point:{point.pk}",
        year=comment.round.year,
        by=by,
    )
