"""Who a signed-in user is, by roles given and posts held."""

from typing import Any

from gongping.foundation.actors import ANONYMOUS, SECOND_FACTOR_ROLES, Actor, Role
from gongping.organisation.models import PostKind, RankLevel

FILING_POSTS = {PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY, PostKind.LIAISON}
HEADING_POSTS = {PostKind.UNIT_HEAD, PostKind.PARTY_SECRETARY}


def get_actor(user: Any) -> Actor:
    """Return the actor that `user` is here, by roles given and posts held.

    Roles that need a second factor count only once that factor is set up.
    Three queries.
    """
    if not user.is_authenticated:
        return ANONYMOUS
    roles = {Role(grant.role) for grant in user.role_grants.all()}
    if not user.is_totp_confirmed:
        roles -= SECOND_FACTOR_ROLES
    person = getattr(user, "person", None)
    posts = _current_posts(person)
    units = {p.unit_id for p in posts if p.kind in FILING_POSTS and p.unit_id}
    headed = {p.unit_id for p in posts if p.kind in HEADING_POSTS and p.unit_id}
    if any(post.kind == PostKind.LEADER for post in posts):
        roles.add(Role.LEADER)
    if units:
        roles.add(Role.UNIT)
    if person and person.is_active and person.rank >= RankLevel.DIVISION:
        roles.add(Role.VOTER)
    return Actor(
        user_id=user.pk,
        name=person.name if person else user.display_name,
        roles=frozenset(roles),
        person_id=person.pk if person else None,
        unit_ids=frozenset(units),
        headed_unit_ids=frozenset(headed),
    )


def _current_posts(person: Any) -> list[Any]:
    if person is None:
        return []
    return list(person.posts.filter(ended_on__isnull=True))
