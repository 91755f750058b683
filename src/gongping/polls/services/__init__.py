"""Every change of a poll. Steps that also concern the roll stand in `procedure`."""

from gongping.polls.services.life import (
    close,
    freeze,
    lay_into_box,
    mark_present,
    open_casting,
    open_collecting,
    unseal,
    void,
)
from gongping.polls.services.planning import create_poll, save_plan

__all__ = [
    "close",
    "create_poll",
    "freeze",
    "lay_into_box",
    "mark_present",
    "open_casting",
    "open_collecting",
    "save_plan",
    "unseal",
    "void",
]
