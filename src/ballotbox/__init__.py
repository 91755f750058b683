"""The secret ballot without any of its surroundings: no clock, no database, no Django.

A poll in the public names, each loaded when it is first asked for:

    parse_manifest       the rules, fixed before the first ticket
    new_ticket           the right to collect one ballot
    start_collecting     the voter makes a ballot key and asks each office for a token,
    blind_sign           which signs it without seeing it
    finish_collecting    the voter has a ballot
    seal_ballot          the cells go under every lock, the ballot key signs
    take_ballot          the box checks all that it may check,
    sign_receipt         and signs what it has stored
    finish_casting       the voter holds the receipt: not cast before
    make_head            256 bits that stand for the closed poll
    write_lines          the board, JSON Lines, a public part and a contents part
    Given, examine       checks whatever it is given, names what it was not
    totals_text          the count as it is published
    BallotBoxError       what all of them raise: a check never returns a boolean

Whoever runs a party of the protocol needs more, and imports from the modules: `keys`
and `locks`; for voters `client`, `messages`, `uncast`; for issuers `tickets`, `rolls`,
`offices`; for the box `sealed`, `refusals`, `tree`; for the close `approval`, `head`,
`paper`, `counts`, `closing`, `lines`; for the count `verify`, `checks`, `findings`,
`tally`, `totals`; for people who compare and ask `words`, `explanations`, `observers`.
`hazard` holds the primitives; nothing outside this package may import it.
`docs/specification/ballot.md` says every byte.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__all__ = [
    "BallotBoxError",
    "Given",
    "blind_sign",
    "examine",
    "finish_casting",
    "finish_collecting",
    "make_head",
    "new_ticket",
    "parse_manifest",
    "seal_ballot",
    "sign_receipt",
    "start_collecting",
    "take_ballot",
    "totals_text",
    "write_lines",
]

if TYPE_CHECKING:
    from ballotbox.blinding import blind_sign
    from ballotbox.board_file import write_lines
    from ballotbox.client import (
        finish_casting,
        finish_collecting,
        seal_ballot,
        start_collecting,
    )
    from ballotbox.closing import make_head
    from ballotbox.errors import BallotBoxError
    from ballotbox.manifest import parse_manifest
    from ballotbox.sealed import sign_receipt, take_ballot
    from ballotbox.tickets import new_ticket
    from ballotbox.totals import totals_text
    from ballotbox.verify import Given, examine
else:
    # When it is asked for, and not before: a verifier has no use for what signs, and
    # the box starts without it.
    _MODULES = {
        "blinding": ("blind_sign",),
        "board_file": ("write_lines",),
        "client": (
            *("finish_casting", "finish_collecting", "seal_ballot"),
            "start_collecting",
        ),
        "closing": ("make_head",),
        "errors": ("BallotBoxError",),
        "manifest": ("parse_manifest",),
        "sealed": ("sign_receipt", "take_ballot"),
        "tickets": ("new_ticket",),
        "totals": ("totals_text",),
        "verify": ("Given", "examine"),
    }
    _HOME = {name: module for module, names in _MODULES.items() for name in names}

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
