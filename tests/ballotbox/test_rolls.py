import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballotbox.errors import (
    BallotMalformed,
    SlipsDiffer,
    TicketMalformed,
)
from ballotbox.rolls import hash_roll, hash_slips, verify_slips
from ballotbox.tickets import hash_ticket, new_ticket
from tests.ballotbox.sealed_samples import WEAK_KEYS, make_poll

TICKETS = [new_ticket() for _ in range(4)]
SLIPS = {
    2: [hash_ticket(ticket) for ticket in TICKETS[:3]],
    1: [hash_ticket(TICKETS[3])],
}


def test_the_hash_of_a_roll_is_labelled_and_salted() -> None:
    wanted = hashlib.sha256(b"gp1/roll\0" + bytes(32) + '[[1,"张"]]'.encode())
    assert hash_roll(bytes(32), [(1, "张")]) == wanted.digest()
    assert hash_roll(b"\1" * 32, [(1, "张")]) != wanted.digest()


def test_a_roll_keeps_its_order() -> None:
    roll = [(1, "a"), (1, "b")]
    assert hash_roll(bytes(32), roll) != hash_roll(bytes(32), roll[::-1])


def test_a_roll_needs_a_whole_salt() -> None:
    with pytest.raises(BallotMalformed, match="salt"):
        hash_roll(b"short", [])


def test_the_digest_of_slips_is_written_in_one_way() -> None:
    first, *others = [bytes.fromhex(SLIPS[1][0]), *map(bytes.fromhex, SLIPS[2])]
    plain = b"gp1/slips\0" + b"\0\1" + b"\0\0\0\1" + first
    plain += b"\0\2" + b"\0\0\0\3" + b"".join(sorted(others))
    assert hash_slips(SLIPS) == hashlib.sha256(plain).digest()


@given(st.permutations(SLIPS[2]))
def test_the_digest_does_not_tell_the_order_of_printing(order: list[str]) -> None:
    assert hash_slips({1: SLIPS[1], 2: order, 3: []}) == hash_slips(SLIPS)


def test_slips_are_those_of_the_manifest_or_not() -> None:
    poll = make_poll(WEAK_KEYS, slips_digest=hash_slips(SLIPS))
    verify_slips(poll.manifest, SLIPS)
    with pytest.raises(SlipsDiffer):
        verify_slips(poll.manifest, {2: SLIPS[2]})


def test_the_same_slip_is_not_printed_twice() -> None:
    with pytest.raises(SlipsDiffer, match="twice"):
        hash_slips({1: SLIPS[1] * 2})


def test_what_is_no_hash_is_refused() -> None:
    with pytest.raises(TicketMalformed):
        hash_slips({1: ["no"]})
