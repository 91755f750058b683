"""What scrutineers hand in for a poll: keys, signatures, and last the locks.

Their private keys never come here before the count; everything else is public.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.approval import rules_message
from ballotbox.errors import BallotBoxError
from ballotbox.head import cosign_message
from ballotbox.keys import check_public_key, decode_lock_key, verify_signature
from ballotbox.tickets import parse_hex
from gongping.foundation.actors import Actor
from gongping.polls.exceptions import KeyNotUsable, LockTaken, SignatureWrong
from gongping.polls.models import Lock, Poll, Scrutineer
from gongping.polls.policies import (
    check_can_cosign,
    check_can_hand_in,
    check_can_release,
    check_can_sign_rules,
)
from gongping.polls.selectors import locks_of
from gongping.polls.services.acts import held, note

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_BYTES = 65
SCALAR_BYTES = 32
SIGNATURE_BYTES = 64


@transaction.atomic
def hand_in_keys(
    poll: Poll, signing_key: str, locks: Mapping[int, str], *, by: Actor
) -> Scrutineer:
    """Keep a scrutineer's signing key, and the public halves of locks made by them.

    A lock is made by one of its holders and handed to the others in the room, so the
    same public half may come from each of them; another one is refused (`LockTaken`).
    """
    poll, seat = seat_of(poll, check_can_hand_in, by=by)
    _check_point(signing_key)
    allowed = locks_of(poll, seat)
    for number, public in locks.items():
        if number not in allowed:
            raise LockTaken(_("第 %(n)d 把锁不归您保管。") % {"n": number})
        _check_point(public)
        _keep_lock(poll, number, public)
    seat.signing_key = signing_key
    seat.save()
    _check_fresh(poll)
    note("polls:scrutineer:keyed", poll, by=by, locks=sorted(locks))
    return seat


@transaction.atomic
def sign_rules(poll: Poll, signature: str, *, by: Actor) -> Scrutineer:
    """Keep a scrutineer's signature under the frozen rules."""
    poll, seat = seat_of(poll, check_can_sign_rules, by=by)
    message = rules_message(bytes.fromhex(poll.manifest_digest))
    check_signature(seat, message, signature)
    seat.rules_signature = signature
    seat.save()
    note("polls:scrutineer:signed_rules", poll, by=by)
    return seat


@transaction.atomic
def cosign_head(poll: Poll, signature: str, *, by: Actor) -> Scrutineer:
    """Keep a scrutineer's signature under the head of the closed poll."""
    poll, seat = seat_of(poll, check_can_cosign, by=by)
    check_signature(seat, cosign_message(bytes.fromhex(poll.board_digest)), signature)
    seat.head_signature = signature
    seat.save()
    note("polls:scrutineer:cosigned", poll, by=by)
    return seat


@transaction.atomic
def release_locks(poll: Poll, keys: Mapping[int, str], *, by: Actor) -> None:
    """Take the private halves of locks for the count; each must fit the rules."""
    poll, seat = seat_of(poll, check_can_release, by=by)
    allowed = locks_of(poll, seat)
    for number, private in keys.items():
        lock = poll.locks.select_for_update().filter(number=number).first()
        if number not in allowed or lock is None or not _fits(lock, private):
            raise KeyNotUsable(
                _("第 %(n)d 把锁的钥匙对不上规则书。请用冻结时留下的那一把。")
                % {"n": number}
            )
        lock.released_key = private
        lock.save()
    note("polls:scrutineer:released", poll, by=by, locks=sorted(keys))


def seat_of(
    poll: Poll, check: "Callable[[Poll, Actor], None]", *, by: Actor
) -> tuple[Poll, Scrutineer]:
    """Return the poll, held, and the actor's seat, if `check` lets them act on it."""
    poll = held(poll)
    check(poll, by)
    seats = {seat.user_id: seat for seat in poll.scrutineers.select_for_update()}
    assert by.user_id is not None
    return poll, seats[by.user_id]


def _keep_lock(poll: Poll, number: int, public: str) -> None:
    lock, _is_new = Lock.objects.get_or_create(
        poll=poll, number=number, defaults={"public_key": public}
    )
    if lock.public_key != public:
        raise LockTaken(
            _(
                "第 %(n)d 把锁已经由另一位监票人做好。请在现场用文件或二维码接过"
                "那一把，不要另做。"
            )
            % {"n": number}
        )


def _check_fresh(poll: Poll) -> None:
    """Raise unless every key and lock is one of its own, and no lock served before.

    The key of a lock lies open on the board of the poll that it served.
    """
    locks = list(poll.locks.values_list("public_key", flat=True))
    signing = poll.scrutineers.exclude(signing_key="").values_list(
        "signing_key", flat=True
    )
    points = [*locks, *signing]
    if len(set(points)) < len(points):
        raise KeyNotUsable(_("有两把公钥一模一样。请在本机重新生成，各做各的。"))
    if Lock.objects.filter(public_key__in=locks).exclude(poll=poll).exists():
        raise KeyNotUsable(_("这把锁在另一次测评里用过，不能再用。请重新做一把。"))


def _check_point(text: str) -> None:
    try:
        check_public_key(parse_hex(text, KEY_BYTES))
    except BallotBoxError as error:
        raise KeyNotUsable(_("交来的公钥不合格式。请在本机重新生成。")) from error


def check_signature(seat: Scrutineer, message: bytes, signature: str) -> None:
    """Raise `SignatureWrong` unless it is this scrutineer's under the message."""
    try:
        public = parse_hex(seat.signing_key, KEY_BYTES)
        verify_signature(public, message, parse_hex(signature, SIGNATURE_BYTES))
    except BallotBoxError as error:
        raise SignatureWrong(
            _("签名与您交来的公钥对不上。请用冻结前生成公钥的那台设备签。")
        ) from error


def _fits(lock: Lock, private: str) -> bool:
    try:
        key = decode_lock_key(parse_hex(private, SCALAR_BYTES))
    except BallotBoxError:
        return False
    return key.public.hex() == lock.public_key
