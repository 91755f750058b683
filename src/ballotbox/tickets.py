"""Tickets: 128 random bits, the right to cast one ballot of one group."""

import secrets
from typing import Final

from ballotbox.errors import TicketMalformed
from ballotbox.labels import TICKET, labelled_hash

TICKET_BYTES: Final = 16


def new_ticket() -> str:
    """Return a fresh ticket as 32 hexadecimal digits."""
    return secrets.token_hex(TICKET_BYTES)


def hash_ticket(ticket: str) -> str:
    """Return what may be stored of a ticket, as digits."""
    return labelled_hash(TICKET, parse_hex(ticket, TICKET_BYTES)).hex()


def parse_hex(text: str, size: int) -> bytes:
    """Return the bytes of `text`; raise `TicketMalformed` unless exactly `size`."""
    try:
        raw = bytes.fromhex(text)
    except ValueError as error:
        raise TicketMalformed("not hexadecimal") from error
    if len(raw) != size or raw.hex() != text:
        raise TicketMalformed(f"not {size * 2} lower-case hexadecimal digits")
    return raw
