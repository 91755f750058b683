"""Who may read the record: the audit administrator, and nobody beside."""

from django.utils.translation import gettext as _

from gongping.foundation.actors import Actor, Role
from gongping.foundation.errors import Refused


def check_can_read_log(actor: Actor) -> None:
    """Raise `Refused` unless `actor` may read the record."""
    if not can_read_log(actor):
        raise Refused(_("审计记录只有审计管理员能看。"))


def can_read_log(actor: Actor) -> bool:
    """Tell whether `actor` may read the record."""
    return actor.is_any(Role.AUDIT_ADMIN)
