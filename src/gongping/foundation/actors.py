"""Who acts: the one value that views pass to services as `by=`."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person may be here; one person may be several."""

    VOTER = "voter"
    UNIT = "unit"
    LEADER = "leader"
    SCRUTINEER = "scrutineer"
    SECRETARIAT = "secretariat"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
SECOND_FACTOR_ROLES = ADMINISTRATORS | {Role.SCRUTINEER}
ORDINARY_ROLES = frozenset(
    {Role.VOTER, Role.UNIT, Role.LEADER, Role.SCRUTINEER, Role.SECRETARIAT}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting person with the rights that follow from roles and posts.

    `unit_ids` are the units the person files for (head, party secretary or
    liaison); `headed_unit_ids` those whose reports the person may confirm.
    """

    user_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    person_id: int | None = None
    unit_ids: frozenset[int] = field(default_factory=frozenset)
    headed_unit_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_signed_in(self) -> bool:
        """Tell whether a person, and not a stranger or the system, acts."""
        return self.user_id is not None

    def is_any(self, *roles: Role) -> bool:
        """Tell whether the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    def files_for(self, unit_id: int) -> bool:
        """Tell whether the actor may file for the unit."""
        return unit_id in self.unit_ids

    def heads(self, unit_id: int) -> bool:
        """Tell whether the actor may confirm for the unit as its head."""
        return unit_id in self.headed_unit_ids


ANONYMOUS = Actor(user_id=None, name="")


def system_actor(name: str) -> Actor:
    """Return the actor for what the program itself does, such as set-up."""
    return Actor(user_id=None, name=name, roles=frozenset({Role.SYSTEM_ADMIN}))
