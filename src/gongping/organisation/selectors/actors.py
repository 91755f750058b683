"""Who a signed-in user is, by roles given and posts held."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from gongping.foundation.actors import ANONYMOUS, SECOND_FACTOR_ROLES, Actor, Role
from gongping.organisation.models import PostKind, RankLevel

FILING_POSTS = {PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY, PostKind.LIAISON}
HEADING_POSTS = {PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY}
COLUMNS = (
    "role_grants__role",
    "person__pk",
    "person__name",
    "person__rank",
    "person__is_active",
    "person__posts__kind",
    "person__posts__unit_id",
    "person__posts__ended_on",
)


@dataclass(slots=True)
class _Standing:
    """What the database knows of one account: roles given, person, posts held."""

    roles: set[Role] = field(default_factory=set)
    posts: set[tuple[str, int | None]] = field(default_factory=set)
    person_id: int | None = None
    name: str = ""
    may_vote: bool = False

    def units(self, kinds: set[PostKind]) -> frozenset[int]:
        """Return the units in which one of these posts is held."""
        return frozenset(
            unit for kind, unit in self.posts if kind in kinds and unit is not None
        )


def get_actor(user: Any) -> Actor:
    """Return the actor that `user` is here, by roles given and posts held.

    Roles that need a second factor count only once that factor is set up.
    One query: every request asks for it.
    """
    if not user.is_authenticated:
        return ANONYMOUS
    standing = _standing(user)
    roles = standing.roles
    if not user.is_totp_confirmed:
        roles -= SECOND_FACTOR_ROLES
    if any(kind == PostKind.LEADER for kind, _unit in standing.posts):
        roles.add(Role.LEADER)
    units = standing.units(FILING_POSTS)
    if units:
        roles.add(Role.UNIT)
    if standing.may_vote:
        roles.add(Role.VOTER)
    return Actor(
        user_id=user.pk,
        name=standing.name or user.display_name,
        roles=frozenset(roles),
        person_id=standing.person_id,
        unit_ids=units,
        headed_unit_ids=standing.units(HEADING_POSTS),
    )


def _standing(user: Any) -> _Standing:
    """Read the joined rows: one for each pair of a role and a post."""
    found = _Standing()
    accounts = get_user_model().objects.filter(pk=user.pk)
    rows = accounts.values_list(*COLUMNS)
    for role, person_id, name, rank, is_active, kind, unit_id, ended_on in rows:
        if role:
            found.roles.add(Role(role))
        if person_id:
            found.person_id, found.name = person_id, name
            found.may_vote = is_active and rank >= RankLevel.DIVISION
        if kind and ended_on is None:
            found.posts.add((kind, unit_id))
    return found
