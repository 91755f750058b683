"""Who may change the organisation, and what may still be changed."""

from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import Refused
from gongping.organisation.exceptions import MayNotManage

KEEPERS = (Role.SECRETARIAT, Role.SYSTEM_ADMIN)


def check_can_manage(actor: Actor) -> None:
    """Raise `MayNotManage` unless the actor keeps the organisation's records."""
    if not actor.is_any(*KEEPERS):
        raise MayNotManage


def can_manage(actor: Actor) -> bool:
    """Tell whether the actor keeps the organisation's records."""
    try:
        check_can_manage(actor)
    except Refused:
        return False
    return True
