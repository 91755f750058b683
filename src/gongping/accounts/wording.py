"""The names of roles as pages show them, those that follow from posts included."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from gongping.accounts.models import RoleChoice
from gongping.foundation.actors import Role

FROM_POSTS: Final = {
    Role.VOTER: _("处级以上干部"),
    Role.UNIT: _("单位填报人"),
    Role.LEADER: _("部领导"),
}


def role_words(roles: Iterable[Role]) -> list[str]:
    """Return the names of `roles` in the order of `Role`."""
    held = set(roles)
    return [role_word(role) for role in Role if role in held]


def role_word(role: Role) -> str:
    """Return the name of one role."""
    if role in FROM_POSTS:
        return str(FROM_POSTS[role])
    return str(RoleChoice(role.value).label)
