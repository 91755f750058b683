"""Who may change the organisation, and what may still be changed."""

from gongping.foundation.actors import Actor, Role
from gongping.foundation.policies import passes
from gongping.organisation.exceptions import MayNotManage

KEEPERS = (Role.SECRETARIAT, Role.SYSTEM_ADMIN)


def check_can_manage(actor: Actor) -> None:
    """Raise `MayNotManage` unless the actor keeps the organisation's records."""
    if not actor.is_any(*KEEPERS):
        raise MayNotManage


def can_manage(actor: Actor) -> bool:
    """Tell whether the actor keeps the organisation's records."""
    return passes(check_can_manage, actor)
