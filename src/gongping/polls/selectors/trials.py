"""The trial of locks before the freeze (试启): what is sealed to them."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core import signing
from django.utils.translation import gettext as _

from ballotbox.locks import new_trial
from gongping.foundation.actors import Actor
from gongping.polls.exceptions import LockNotMade
from gongping.polls.policies import check_can_hand_in
from gongping.polls.selectors.seals import locks_of, tried_digest

if TYPE_CHECKING:
    from gongping.polls.models import Poll

TRIAL_SALT: Final = "gongping.polls.trial"
TRIAL_LASTS: Final = timedelta(minutes=30)


def offer_trial(poll: "Poll", actor: Actor) -> dict[str, Any]:
    """Return something sealed to each lock that the scrutineer holds. No query.

    The answers go along as hashes under the site's own signature, so nothing has to
    be kept until they come back.
    """
    check_can_hand_in(poll, actor)
    seat = next(s for s in poll.scrutineers.all() if s.user_id == actor.user_id)
    made = {lock.number: lock.public_key for lock in poll.locks.all()}
    held = sorted(locks_of(poll, seat))
    if not set(held) <= set(made):
        raise LockNotMade(_("还有锁没有做好。等各位监票人都交来，再试启。"))
    trials = {n: new_trial(bytes.fromhex(made[n])) for n in held}
    answers = {
        str(n): hashlib.sha256(trial.answer.hex().encode()).hexdigest()
        for n, trial in trials.items()
    }
    kept = {"answers": answers, "locks": tried_digest(poll, seat)}
    return {
        "sealed": {n: trial.sealed.hex() for n, trial in trials.items()},
        "challenge": signing.dumps(kept, salt=TRIAL_SALT),
    }
