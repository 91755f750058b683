"""The locks on their way: handed over, opened on trial, or made again.

The site carries sealed keys and opens none. Whether the right key stands behind a
name is compared on the scrutineers' screens, not here.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.errors import BallotBoxError
from ballotbox.keys import check_public_key
from ballotbox.tickets import parse_hex
from gongping.foundation.actors import Actor
from gongping.polls.exceptions import KeyNotUsable, LockTaken, TrialNotPassed
from gongping.polls.models import Handover, Poll, Scrutineer
from gongping.polls.policies import check_can_begin_again, check_can_hand_in
from gongping.polls.selectors import TRIAL_LASTS, TRIAL_SALT, locks_of, tried_digest
from gongping.polls.services.acts import held, note

# Encapsulated key, one private key, authentication tag; as hexadecimal digits.
SEALED_DIGITS = 2 * (65 + 32 + 16)
KEY_BYTES = 65


@transaction.atomic
def name_holder_key(poll: Poll, holder_key: str, *, by: Actor) -> Scrutineer:
    """Keep the key to which the others seal what they hand to this scrutineer."""
    seat = _seat_of(poll, by)
    try:
        check_public_key(parse_hex(holder_key, KEY_BYTES))
    except BallotBoxError as error:
        raise KeyNotUsable(_("交来的公钥不合格式。请在本机重新生成。")) from error
    if seat.holder_key != holder_key:
        seat.handovers.all().delete()
        seat.holder_key, seat.tried_locks = holder_key, ""
        seat.save()
    return seat


@transaction.atomic
def hand_over(poll: Poll, number: int, sealed: Mapping[int, str], *, by: Actor) -> None:
    """Keep a lock's key for its other holders, sealed to each of them by number."""
    seat = _seat_of(poll, by)
    _check_made(poll, number, seat)
    seats = list(poll.scrutineers.all())
    for place, text in sealed.items():
        to = seats[place - 1] if 0 < place <= len(seats) else None
        if to is None or not {number} <= locks_of(poll, seat) & locks_of(poll, to):
            raise LockTaken(_("第 %(n)d 把锁不归您保管。") % {"n": number})
        _check_sealed(text)
        Handover.objects.update_or_create(
            to=to, number=number, defaults={"poll": poll, "sealed": text}
        )
    note("polls:scrutineer:handed_over", poll, by=by, lock=number, to=sorted(sealed))


@transaction.atomic
def pass_trial(
    poll: Poll, challenge: str, answers: Mapping[int, str], *, by: Actor
) -> Scrutineer:
    """Record that this scrutineer opened every lock of theirs (试启).

    What was sealed for the trial is known here by its hash only; the way there is
    forgotten once the keys have arrived.
    """
    seat = _seat_of(poll, by)
    expected = _expected(challenge)
    is_current = expected.get("locks") == tried_digest(poll, seat)
    found = {str(n): _hash(answer) for n, answer in answers.items()}
    if not is_current or found != expected.get("answers"):
        raise TrialNotPassed(_("锁没有试开。请刷新这一页，再试一次。"))
    seat.tried_locks = expected["locks"]
    seat.save()
    seat.handovers.all().delete()
    note("polls:scrutineer:tried", poll, by=by, locks=sorted(locks_of(poll, seat)))
    return seat


@transaction.atomic
def begin_again(poll: Poll, *, by: Actor) -> None:
    """Forget all keys and locks of the poll, so that everybody makes them anew."""
    poll = held(poll)
    check_can_begin_again(poll, by)
    poll.handovers.all().delete()
    poll.locks.all().delete()
    poll.scrutineers.update(signing_key="", holder_key="", tried_locks="")
    note("polls:scrutineer:began_again", poll, by=by)


def _seat_of(poll: Poll, by: Actor) -> Scrutineer:
    poll = held(poll)
    check_can_hand_in(poll, by)
    assert by.user_id is not None
    return poll.scrutineers.select_for_update().get(user_id=by.user_id)


def _check_made(poll: Poll, number: int, seat: Scrutineer) -> None:
    """Raise unless this seat makes the lock: another holder would overwrite it."""
    holders = [s for s in poll.scrutineers.all() if number in locks_of(poll, s)]
    if not holders or holders[(number - 1) % len(holders)] != seat:
        raise LockTaken(
            _("第 %(n)d 把锁不由您生成，请等生成它的监票人交来。") % {"n": number}
        )


def _expected(challenge: str) -> dict[str, Any]:
    try:
        return dict(signing.loads(challenge, salt=TRIAL_SALT, max_age=TRIAL_LASTS))
    except signing.BadSignature:
        return {}


def _check_sealed(text: str) -> None:
    try:
        parse_hex(text, SEALED_DIGITS // 2)
    except BallotBoxError as error:
        raise KeyNotUsable(_("交来的锁不合格式。请再交一次。")) from error


def _hash(answer: str) -> str:
    return hashlib.sha256(answer.encode()).hexdigest()
