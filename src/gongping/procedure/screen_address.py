"""Making, finding and taking back the address of the hall's screen.

The machine at the projector must not be signed in as the secretariat. It gets an
address of its own, which shows what everybody in the hall may know and nothing else.
"""

import hashlib
import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from gongping.audit.services import record
from gongping.foundation import clock
from gongping.foundation.actors import Actor
from gongping.meetings.states import RoundState
from gongping.procedure.exceptions import NoSuchScreen
from gongping.procedure.models import ScreenAddress

if TYPE_CHECKING:
    from gongping.meetings.models import ReviewSession

# Somebody may have to type it at the machine beside the projector: no letter that
# looks like another. Sixteen of thirty are 78 bits.
LETTERS: Final = "23456789abcdefghjkmnpqrstvwxyz"
PARTS: Final = 4
PART_LETTERS: Final = 4


@transaction.atomic
def make_screen_address(session: "ReviewSession", *, by: Actor) -> str:
    """Give the session a new address for its screen; return its key, once.

    An address made before leads nowhere from now on.
    """
    key = "-".join(
        "".join(secrets.choice(LETTERS) for _letter in range(PART_LETTERS))
        for _part in range(PARTS)
    )
    ScreenAddress.objects.update_or_create(
        session=session,
        defaults={
            "digest": _digest(key),
            "made_at": clock.now(),
            "made_by_name": by.name[:80],
        },
    )
    _note("procedure:screen:opened", session, by)
    return key


@transaction.atomic
def revoke_screen_address(session: "ReviewSession", *, by: Actor) -> bool:
    """Let the address of the screen lead nowhere; tell whether there was one."""
    gone, _each = ScreenAddress.objects.filter(session=session).delete()
    if gone:
        _note("procedure:screen:revoked", session, by)
    return bool(gone)


def screen_address_of(session: "ReviewSession") -> ScreenAddress | None:
    """Return when and by whom the address was made, if there is one. One query."""
    return ScreenAddress.objects.filter(session=session).first()


def session_of_screen(key: str) -> "ReviewSession":
    """Return the session whose screen this is, or say that it leads nowhere.

    One query. A round that is archived has no screen any more.
    """
    found = (
        ScreenAddress.objects.select_related("session__round")
        .filter(digest=_digest(key))
        .exclude(session__round__state=RoundState.ARCHIVED)
        .first()
    )
    if found is None:
        raise NoSuchScreen(
            _("这个大屏地址不对，或者已经收回。请秘书处在控制台另建一个。")
        )
    return found.session


def _digest(key: str) -> str:
    # Long and random, so that a plain hash is as good as a slow one.
    return hashlib.sha256(f"gongping/screen/{key}".encode()).hexdigest()


def _note(tag: str, session: "ReviewSession", by: Actor) -> None:
    record(tag, by=by, subject=session.round, subject_key=f"session:{session.pk}")
