"""Taking a row for writing: the locking rule of this room, written once.

Whoever changes anything of a session holds the session's row first.
"""

from django.utils.translation import gettext as _

from gongping.meetings.exceptions import NoSuchRound
from gongping.meetings.models import AgendaItem, ReviewRound, ReviewSession


def locked_round(round_id: int) -> ReviewRound:
    """Return the round, held until the transaction ends."""
    found = ReviewRound.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise NoSuchRound(_("没有这个轮次。请从汇报会的轮次列表进入。"))
    return found


def locked_session(session_id: int) -> ReviewSession:
    """Return the session, held until the transaction ends."""
    found = (
        ReviewSession.objects.select_for_update(of=("self",))
        .select_related("round")
        .filter(pk=session_id)
        .first()
    )
    if found is None:
        raise NoSuchRound(_("没有这场汇报会。请从汇报会的轮次列表进入。"))
    return found


def slots_of(session: ReviewSession) -> list[AgendaItem]:
    """Return the running order of a session that is held."""
    return list(AgendaItem.objects.filter(session=session).select_related("unit"))


def renumber(items: list[AgendaItem]) -> None:
    """Give the items the places 1, 2, 3 … in the order in which they stand."""
    for place, item in enumerate(items, 1):
        item.position = place
    AgendaItem.objects.bulk_update(items, ["position"])
