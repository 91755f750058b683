"""Every change of a poll. Steps that also concern the roll stand in `procedure`."""

from gongping.polls.services.boards import Opened, opened_again, sign_head
from gongping.polls.services.ceremony import (
    begin_again,
    hand_over,
    name_holder_key,
    pass_trial,
)
from gongping.polls.services.life import (
    box_key,
    close,
    freeze,
    give_up,
    lay_into_box,
    mark_present,
    open_casting,
    open_collecting,
    to_be_frozen,
    unseal,
    void,
)
from gongping.polls.services.offices import (
    dismiss_office,
    name_office,
    take_office_counts,
)
from gongping.polls.services.paper import discard_paper, seal_paper, sign_paper
from gongping.polls.services.planning import (
    apply_preset,
    create_poll,
    repeat_poll,
    save_counting,
    save_plan,
)
from gongping.polls.services.seals import (
    cosign_head,
    hand_in_keys,
    release_locks,
    sign_rules,
)

__all__ = [
    "Opened",
    "apply_preset",
    "begin_again",
    "box_key",
    "close",
    "cosign_head",
    "create_poll",
    "discard_paper",
    "dismiss_office",
    "freeze",
    "give_up",
    "hand_in_keys",
    "hand_over",
    "lay_into_box",
    "mark_present",
    "name_holder_key",
    "name_office",
    "open_casting",
    "open_collecting",
    "opened_again",
    "pass_trial",
    "release_locks",
    "repeat_poll",
    "save_counting",
    "save_plan",
    "seal_paper",
    "sign_head",
    "sign_paper",
    "sign_rules",
    "take_office_counts",
    "to_be_frozen",
    "unseal",
    "void",
]
