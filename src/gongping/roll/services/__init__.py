"""Every change of a roll: who may vote, who has collected, what an issuer signs."""

from gongping.roll.services.handing_out import (
    HeldTicket,
    build_roll,
    confirm_kept,
    mark_slip_drawn,
    print_slips,
    take_back_slip_mark,
    take_ticket,
    wipe_slips,
    wipe_tickets,
)
from gongping.roll.services.issuing import (
    close_issuing,
    issue,
    open_undrawn_slips,
    prepare_issuing,
)

__all__ = [
    "HeldTicket",
    "build_roll",
    "close_issuing",
    "confirm_kept",
    "issue",
    "mark_slip_drawn",
    "open_undrawn_slips",
    "prepare_issuing",
    "print_slips",
    "take_back_slip_mark",
    "take_ticket",
    "wipe_slips",
    "wipe_tickets",
]
