"""The steps of a season that span rooms, in the order in which a season takes them."""

from gongping.procedure.ballots import (
    close_poll,
    freeze_poll,
    open_casting,
    open_collecting,
    sign_head,
    unseal_poll,
    void_poll,
)
from gongping.procedure.follow_up import sign_comment
from gongping.procedure.sessions import (
    archive_round,
    begin_voting,
    close_session,
    open_session,
    seal_voting,
)

__all__ = [
    "archive_round",
    "begin_voting",
    "close_poll",
    "close_session",
    "freeze_poll",
    "open_casting",
    "open_collecting",
    "open_session",
    "seal_voting",
    "sign_comment",
    "sign_head",
    "unseal_poll",
    "void_poll",
]
