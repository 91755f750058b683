"""The issuer of a sealed poll: a ticket is bound to one request, then signed blindly.

Whoever reads these tables learns which tickets were redeemed, and of the ballots
nothing: what is signed is blinded, and no ticket here leads to a person.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ballotbox.blinding import blind_sign
from ballotbox.errors import BallotBoxError
from ballotbox.rolls import hash_roll, hash_slips
from ballotbox.tickets import hash_ticket
from gongping.audit.services import record
from gongping.foundation.actors import Actor
from gongping.foundation.errors import Invalid
from gongping.roll import issuer_keys
from gongping.roll.exceptions import (
    AlreadyCollected,
    NotCollectingNow,
    SlipRedeemed,
    UnknownTicket,
)
from gongping.roll.models import Channel, Right, RollEntry, RollSalt, Ticket
from gongping.roll.policies import check_can_hand_out, check_can_open_slips
from gongping.roll.services.acts import look_again

if TYPE_CHECKING:
    from gongping.polls.models import Poll


SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """What the roll contributes to the rules of a sealed poll."""

    moduli: Mapping[int, bytes]
    roll_hash: bytes
    slips_digest: bytes


@transaction.atomic
def prepare_issuing(poll: "Poll") -> IssuerFacts:
    """Enter the right of every ticket, and make the keys that will sign for them."""
    tickets = list(
        Ticket.objects.filter(group__poll=poll).values_list(
            "group_id", "channel", "secret"
        )
    )
    Right.objects.filter(group__poll=poll).delete()
    rights = [
        Right(ticket_hash=hash_ticket(secret), group_id=group, channel=channel)
        for group, channel, secret in tickets
    ]
    # Sorted by hash: the order of the rows tells nothing of how tickets were made.
    Right.objects.bulk_create(sorted(rights, key=lambda right: right.ticket_hash))
    groups = [group.position for group in poll.groups.all()]
    return IssuerFacts(
        moduli=issuer_keys.make_keys(poll.code, poll.suite, groups),
        roll_hash=_roll_hash(poll),
        slips_digest=hash_slips(printed_slips(poll)),
    )


@transaction.atomic
def issue(poll: "Poll", group: int, ticket: str, blinded: bytes) -> bytes:
    """Return the blind signature for a ticket, once its request is bound for good.

    The same request gets the same answer again; another one with the same ticket is
    `AlreadyCollected`. Nobody's name is asked: whoever holds the ticket has the right.
    """
    check_can_hand_out(poll)
    right = _right(poll, group, ticket)
    asked = blinded.hex()
    if right.blinded not in {"", asked}:
        raise AlreadyCollected(_("这张票证已经领过票。每张票证只能领一次。"))
    key = issuer_keys.read_key(poll.code, poll.suite, group)
    if key is None:
        raise NotCollectingNow(_("领票已经结束。"))
    try:
        signature = blind_sign(key, blinded)
    except BallotBoxError as error:
        raise Invalid(_("领票的请求不合格式。请刷新页面，再领一次。")) from error
    if not right.blinded:
        right.blinded = asked
        right.save()
    return signature


def close_issuing(poll: "Poll") -> None:
    """Destroy the keys: from now on no further token can be signed."""
    issuer_keys.destroy_keys(poll.code)


def open_undrawn_slips(poll: "Poll", slips: Sequence[str], *, by: Actor) -> int:
    """Open the slips that nobody drew; return how many are open now.

    One that was redeemed all the same is put on record, and then raised as
    `SlipRedeemed`: proof of stuffing, unless somebody drew it and was not marked.
    """
    redeemed, opened = _open_slips(poll, slips, by)
    if redeemed:
        raise SlipRedeemed(
            _(
                "这张票条（%(slip)s 开头）已经领过票，不打开。先核对登记：有人抽了它、"
                "用了它而没有登记的，就在名册上补登。查清没有人抽过它，才是有人冒领："
                "请监票人当场记录，这次测评不能启封。"
            )
            % {"slip": _("、").join(redeemed)}
        )
    return opened


@transaction.atomic
def _open_slips(poll: "Poll", slips: Sequence[str], by: Actor) -> tuple[list[str], int]:
    """Open what can be opened; return the beginnings of the redeemed, and how many."""
    look_again(poll)
    check_can_open_slips(poll, by)
    found = {secret: _slip(poll, secret) for secret in map(_typed, slips)}
    for secret, right in found.items():
        if not right.blinded:
            right.opened = secret
            right.save()
    opened = Right.objects.filter(group__poll=poll).exclude(opened="").count()
    _note("opened", poll, by, count=opened)
    redeemed = sorted(secret[:8] for secret, right in found.items() if right.blinded)
    if redeemed:
        _note("redeemed", poll, by, slips=", ".join(redeemed))
    return redeemed, opened


def printed_slips(poll: "Poll") -> dict[int, list[str]]:
    """Return the hashes of the slips of each group. One query."""
    return _hashes(Right.objects.filter(group__poll=poll, channel=Channel.SLIP))


def _hashes(rights: Iterable[Right]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for right in rights:
        found.setdefault(right.group.position, []).append(right.ticket_hash)
    return found


def salt_of(poll: "Poll") -> bytes:
    """Return the salt of the roll; made at the first asking, before the freeze even.

    A second office gets it with the roll, to find the same hash.
    """
    row, _is_new = RollSalt.objects.get_or_create(
        poll=poll, defaults={"salt": secrets.token_hex(SALT_BYTES)}
    )
    return bytes.fromhex(row.salt)


def _roll_hash(poll: "Poll") -> bytes:
    rows = RollEntry.objects.filter(poll=poll)
    # Sorted here: databases disagree on the order of letters.
    listed = sorted(rows.values_list("group__position", "person__staff_no"))
    return hash_roll(salt_of(poll), listed)


def _right(poll: "Poll", group: int, ticket: str) -> Right:
    try:
        hashed = hash_ticket(ticket)
    except BallotBoxError as error:
        raise UnknownTicket(_("这不是一张票证。请核对票条上的数字。")) from error
    rights = Right.objects.select_for_update().filter(
        ticket_hash=hashed, group__poll=poll, group__position=group
    )
    right = rights.first()
    if right is None:
        raise UnknownTicket(_("这次测评没有这张票证，或者它属于另一个票种。"))
    return right


def _typed(text: str) -> str:
    """Return the secret of a slip as it was typed: in fours, as it is printed."""
    return "".join(text.split())


def _note(verb: str, poll: "Poll", by: Actor, **detail: object) -> None:
    record(
        f"roll:slips:{verb}",
        by=by,
        subject=poll.title,
        subject_key=poll.code,
        detail=detail,
    )


def _slip(poll: "Poll", secret: str) -> Right:
    try:
        hashed = hash_ticket(secret)
    except BallotBoxError as error:
        raise UnknownTicket(_("这不是一张票证。请核对票条上的数字。")) from error
    slip = (
        Right.objects.select_for_update()
        .filter(ticket_hash=hashed, group__poll=poll, channel=Channel.SLIP)
        .first()
    )
    if slip is None:
        raise UnknownTicket(_("这次测评没有印过这张票条。"))
    return slip
