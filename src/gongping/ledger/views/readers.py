"""Who may open the ledger at all; what of it each sees is the selectors' to say."""

from gongping.foundation.actors import Role
from gongping.ledger.policies import READERS

__all__ = ["FILERS", "READERS"]

FILERS = frozenset({Role.UNIT, Role.VOTER, Role.SECRETARIAT})
