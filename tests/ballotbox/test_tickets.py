import hashlib

import pytest

from ballotbox.errors import TicketMalformed
from ballotbox.tickets import hash_ticket, new_ticket


def test_a_ticket_has_128_random_bits() -> None:
    tickets = {new_ticket() for _ in range(100)}
    assert len(tickets) == 100
    assert {len(bytes.fromhex(ticket)) for ticket in tickets} == {16}


def test_the_hash_of_a_ticket_is_labelled() -> None:
    ticket = "00" * 16
    wanted = hashlib.sha256(b"gp1/ticket\0" + bytes(16)).hexdigest()
    assert hash_ticket(ticket) == wanted


@pytest.mark.parametrize("text", ["", "00" * 15, "00" * 17, "zz" * 16, "AB" * 16])
def test_what_is_not_a_ticket_is_refused(text: str) -> None:
    with pytest.raises(TicketMalformed):
        hash_ticket(text)
